package org.doorstep.kiosk.hardware.pi4j;

import java.io.ByteArrayOutputStream;
import org.doorstep.kiosk.hardware.Lamp.Shade;

/// What makes the LEDs of a ring all look the same: the bytes on SPI's data wire. All functions are
/// pure.
///
/// None is bright: 110 of 255 is plenty in a hall, and a ring of 24 then draws under 300 mA, which
/// a board's 5 V pin has to spare.
public enum RingChip {
    /// WorldSemi WS2812B data sheet, "Data transfer time": a 0 is 0.4 us high of 1.25, a 1 is 0.8.
    /// At 2.4 MHz three bits of SPI are one of its own: 100 and 110. Sent green, red, blue; a pause
    /// of more than 280 us ends it.
    WS2812 {
        @Override
        byte[] bytes(Shade shade, int leds) {
            Colour colour = Colour.of(shade);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            // The data wire may rest high: one byte of low first.
            out.write(0);
            for (int i = 0; i < leds; i++) {
                spread(out, colour.green);
                spread(out, colour.red);
                spread(out, colour.blue);
            }
            out.writeBytes(new byte[RESET_BYTES]);
            return out.toByteArray();
        }

        private void spread(ByteArrayOutputStream out, int value) {
            int bits = 0;
            for (int bit = 7; bit >= 0; bit--) {
                bits = bits << 3 | ((value >> bit & 1) == 1 ? 0b110 : 0b100);
            }
            out.write(bits >> 16);
            out.write(bits >> 8);
            out.write(bits);
        }
    },
    /// Shiji APA102 data sheet: a start of 32 zeros; for each 111 and five bits of brightness,
    /// blue, green, red; at the end a clock for each two LEDs more. It has a clock wire, so it does
    /// not mind how fast.
    APA102 {
        @Override
        byte[] bytes(Shade shade, int leds) {
            Colour colour = Colour.of(shade);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(new byte[4]);
            for (int i = 0; i < leds; i++) {
                out.write(0xE0 | FULL);
                out.write(colour.blue);
                out.write(colour.green);
                out.write(colour.red);
            }
            out.writeBytes(new byte[4 + leds / 16]);
            return out.toByteArray();
        }
    };

    /// What `WS2812` needs to the hertz, and `APA102` does not mind.
    public static final int HERTZ = 2_400_000;

    private static final int RESET_BYTES = 90;
    private static final int FULL = 0x1F;

    private record Colour(int red, int green, int blue) {
        static Colour of(Shade shade) {
            return switch (shade) {
                case DARK -> new Colour(0, 0, 0);
                case RESTING -> new Colour(5, 5, 4);
                case WELL -> new Colour(0, 110, 30);
                case WAIT -> new Colour(0, 40, 110);
            };
        }
    }

    abstract byte[] bytes(Shade shade, int leds);
}
