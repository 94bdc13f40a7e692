package org.doorstep.kiosk.hardware.pi4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.doorstep.kiosk.hardware.Lamp.Shade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RingChipTest {
    private static final int RESET_MICROS = 280;

    /// The line's level over time, bit by bit at 2.4 MHz, read as the WS2812B's data sheet says:
    /// every bit is a rise that lasts a third of a bit's time for 0, two thirds for 1.
    @ParameterizedTest
    @EnumSource(Shade.class)
    void aWs2812ReadsFromItsWireOneColourForEachLed(Shade shade) {
        byte[] sent = RingChip.WS2812.bytes(shade, 12);
        StringBuilder bits = new StringBuilder();
        int at = 8;
        for (int bit = 0; bit < 12 * 24; bit++, at += 3) {
            String high = "" + level(sent, at) + level(sent, at + 1) + level(sent, at + 2);
            assertThat(high).isIn("100", "110");
            bits.append(high.charAt(1));
        }

        String first = bits.substring(0, 24);
        assertThat(bits.toString()).isEqualTo(first.repeat(12));
        assertThat(first)
                .isEqualTo(
                        switch (shade) {
                            case DARK -> "0".repeat(24);
                            case RESTING -> "00000101" + "00000101" + "00000100";
                            case WELL -> "01101110" + "00000000" + "00011110";
                            case WAIT -> "00101000" + "00000000" + "01101110";
                        });
        int quiet = sent.length * 8 - at;
        assertThat(quiet / 2.4).isGreaterThan(RESET_MICROS);
    }

    @Test
    void noShadeThatAsksSomethingOfSomebodyIsRed() {
        for (Shade shade : new Shade[] {Shade.WELL, Shade.WAIT}) {
            assertThat(RingChip.APA102.bytes(shade, 1)[7]).isZero();
        }
    }

    private static int level(byte[] sent, int bit) {
        return sent[bit / 8] >> 7 - bit % 8 & 1;
    }
}
