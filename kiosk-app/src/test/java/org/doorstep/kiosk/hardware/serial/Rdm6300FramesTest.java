package org.doorstep.kiosk.hardware.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.doorstep.kiosk.hardware.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rdm6300FramesTest {
    private static final Reading CARD = new Reading.CardNumber(Reading.Width.FOUR, "00BC614E");
    private static final Reading WRONG = new Reading.Garbage(Reading.Reason.CHECK_FAILED);

    private final Rdm6300Frames frames = new Rdm6300Frames();

    @Test
    void aHeldCardIsReadInEveryFrame() throws IOException {
        assertThat(read(recorded("card-held"))).hasSize(12).containsOnly(CARD);
    }

    @Test
    void tornFramesAndNoiseArePassedOverAndWrongOnesAreSaid() throws IOException {
        assertThat(read(recorded("torn-and-noisy"))).containsExactly(WRONG, CARD, WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0002\u0003",
                "\u0002123\u0003",
                "\u00020A00BC614E",
                "0A00BC614E99\u0003",
                "\u0002123456789012345\u0003"
            })
    void whatIsNoWholeFrameIsNothing(String text) {
        assertThat(read(text.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    }

    /// An exclusive-or of five bytes passes one wrong frame in 256; what it must catch is every single changed
    /// digit.
    @Test
    void anyOneChangedDigitIsCaught() throws IOException {
        byte[] frame = Arrays.copyOf(recorded("card-held"), 14);
        for (int i = 1; i < 13; i++) {
            byte[] changed = frame.clone();
            changed[i] = (byte) (changed[i] == '7' ? '8' : '7');
            assertThat(read(changed)).containsExactly(WRONG);
        }
    }

    @Test
    void noBytesWhateverMakeItThrow() {
        Random random = new Random(6300);
        byte[] noise = new byte[200_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (random.nextInt(8) == 0 ? 2 + random.nextInt(2) : random.nextInt(256));
        }
        assertThat(read(noise)).isNotNull();
    }

    static byte[] recorded(String name) throws IOException {
        try (InputStream in = Rdm6300FramesTest.class.getResourceAsStream("/readers/serial/" + name + ".rdm6300")) {
            return in.readAllBytes();
        }
    }

    private List<Reading> read(byte[] bytes) {
        List<Reading> all = new ArrayList<>();
        for (byte next : bytes) {
            frames.feed(next).ifPresent(all::add);
        }
        return all;
    }
}
