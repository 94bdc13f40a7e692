package org.doorstep.kiosk.hardware.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.doorstep.kiosk.hardware.Reading;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {
    private final KeyDecoder decoder = new KeyDecoder(200);
    private final Typist typist = new Typist();

    @Test
    void everyCharacterOfAPassIsTyped() {
        String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

        assertThat(decode(typist.text(alphabet).enter())).containsExactly(new Typed.Line(alphabet));
    }

    @Test
    void everyPrintableCharacterOfAsciiIsTyped() {
        StringBuilder all = new StringBuilder();
        for (char c = ' '; c <= '~'; c++) {
            all.append(c);
        }
        assertThat(decode(typist.text(all.toString()).enter())).containsExactly(new Typed.Line(all.toString()));
    }

    @Test
    void capsLockTurnsLettersRoundAndLeavesDigits() {
        assertThat(decode(typist.key(UsKeys.CAPS_LOCK)
                        .text("ab1C")
                        .key(UsKeys.CAPS_LOCK)
                        .text("d")
                        .enter()))
                .containsExactly(new Typed.Line("AB1cd"));
    }

    @Test
    void aKeyThatRepeatsIsTypedOnce() {
        typist.event(InputEvent.KEY, 2, InputEvent.PRESS);
        for (int i = 0; i < 30; i++) {
            typist.event(InputEvent.KEY, 2, InputEvent.REPEAT);
        }
        typist.event(InputEvent.KEY, 2, InputEvent.RELEASE);

        assertThat(decode(typist.enter())).containsExactly(new Typed.Line("1"));
    }

    @Test
    void endingsWithNothingBeforeThemAreNothing() {
        assertThat(decode(typist.enter().key(UsKeys.LINE_FEED).enter().key(UsKeys.TAB)))
                .isEmpty();
    }

    @Test
    void aLineThatStopsIsHalfReadAndTheNextIsWhole() {
        assertThat(decode(typist.text("0012").rest(600_000).text("34").enter()))
                .containsExactly(new Typed.Broken(Reading.Reason.HALF_READ), new Typed.Line("34"));
        decode(typist.text("0012"));
        assertThat(decoder.quiet()).contains(new Typed.Broken(Reading.Reason.HALF_READ));
        assertThat(decoder.quiet()).isEmpty();
    }

    @Test
    void pastItsLimitALineIsToldOnceAndItsRestIsPassedOver() {
        List<Typed> typed =
                decode(typist.text("9".repeat(5000)).enter().text("12").enter());

        assertThat(typed).containsExactly(new Typed.Broken(Reading.Reason.TOO_LONG), new Typed.Line("12"));
    }

    @Test
    void aLineAsLongAsTheLimitIsWhole() {
        assertThat(decode(typist.text("9".repeat(200)).enter())).containsExactly(new Typed.Line("9".repeat(200)));
    }

    @Test
    void withAControlCharacterInItALineIsBroken() {
        typist.text("01")
                .event(InputEvent.KEY, UsKeys.LEFT_CTRL, InputEvent.PRESS)
                .text("]");
        typist.event(InputEvent.KEY, UsKeys.LEFT_CTRL, InputEvent.RELEASE)
                .text("02")
                .enter();

        assertThat(decode(typist)).containsExactly(new Typed.Broken(Reading.Reason.CONTROL_CHARACTERS));
    }

    @Test
    void aKeyThatTypesNothingBreaksItsLine() {
        assertThat(decode(typist.text("1").key(183).key(700).enter().text("2").enter()))
                .containsExactly(new Typed.Broken(Reading.Reason.CONTROL_CHARACTERS), new Typed.Line("2"));
    }

    @Test
    void afterLostEventsNoShiftIsHeldAndTheLineIsBroken() {
        typist.event(InputEvent.KEY, UsKeys.LEFT_SHIFT, InputEvent.PRESS).text("a");
        typist.event(InputEvent.SYN, InputEvent.SYN_DROPPED, 0)
                .text("b")
                .enter()
                .text("c")
                .enter();

        assertThat(decode(typist)).containsExactly(new Typed.Broken(Reading.Reason.PART_LOST), new Typed.Line("c"));
    }

    @Test
    void noBytesWhateverMakeItThrow() {
        Random random = new Random(7);
        byte[] noise = new byte[InputEvent.BYTES * 100];
        for (int round = 0; round < 200; round++) {
            random.nextBytes(noise);
            // Half of them key events with codes near the keyboard's, so that the noise is not all passed over.
            for (int i = 0; i < noise.length; i += InputEvent.BYTES) {
                if (random.nextBoolean()) {
                    noise[i + 16] = 1;
                    noise[i + 17] = 0;
                    noise[i + 19] = 0;
                    noise[i + 20] = (byte) random.nextInt(3);
                    noise[i + 21] = 0;
                    noise[i + 22] = 0;
                    noise[i + 23] = 0;
                }
            }
            for (Typed typed : decode(noise)) {
                if (typed instanceof Typed.Line(String text)) {
                    assertThat(text.chars()).allMatch(c -> c >= ' ' && c <= '~');
                }
            }
        }
    }

    private List<Typed> decode(Typist typed) {
        return decode(typed.bytes());
    }

    private List<Typed> decode(byte[] bytes) {
        List<Typed> all = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            decoder.feed(InputEvent.from(buffer)).ifPresent(all::add);
        }
        return all;
    }
}
