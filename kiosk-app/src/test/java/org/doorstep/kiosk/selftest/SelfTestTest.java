package org.doorstep.kiosk.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.doorstep.kiosk.hardware.CardReader;
import org.doorstep.kiosk.hardware.Lamp;
import org.doorstep.kiosk.hardware.MoodButtons;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.hardware.Sounder;
import org.doorstep.kiosk.hardware.SwitchButton;
import org.doorstep.kiosk.hardware.simulated.SimulatedReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Duration BRIEFLY = Duration.ofMillis(300);
    private static final Reading CARD = new Reading.CardNumber(Reading.Width.FOUR, "00BC614E");
    private static final Reading CODE = new Reading.Code("DS1:SECRET");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final List<String> asked = new ArrayList<>();

    @TempDir
    private Path dev;

    /// A reader that has things shown to it as soon as it is opened.
    private static final class Shown implements CardReader {
        private final SimulatedReader reader = new SimulatedReader(InstantSource.system());
        private final List<Reading> readings;

        Shown(Reading... readings) {
            this.readings = List.of(readings);
        }

        @Override
        public void open(ReaderListener listener) {
            reader.open(listener);
            readings.forEach(reader::present);
        }

        @Override
        public ReaderStatus status() {
            return reader.status();
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /// Buttons, switch, lamp and buzzer that do as they are told, or are not there at all.
    private record Wired(boolean works, List<Integer> presses) implements MoodButtons, SwitchButton, Lamp, Sounder {
        @Override
        public void open(IntConsumer pressed) {
            presses.forEach(pressed::accept);
        }

        @Override
        public void open(SwitchButton.Listener listener) {
            if (works) {
                listener.pressed();
                listener.released();
            }
        }

        @Override
        public void show(Shade shade) {}

        @Override
        public void sound(boolean on) {}

        @Override
        public void close() {}
    }

    @Test
    void whatIsReadIsSaidByItsKindAndNeverByItsNumber() throws Exception {
        Files.createDirectories(dev.resolve("input/by-id"));
        Files.createFile(dev.resolve("input/by-id/usb-Reader-event-kbd"));
        Files.createFile(dev.resolve("spidev0.0"));
        SelfTest test = test(LONG_ENOUGH, true);

        assertThat(test.run(readers(new Shown(CARD, CODE)))).isTrue();

        assertThat(said())
                .contains(
                        "reader.card = hid:" + dev.resolve("input/by-id/usb-Reader-event-kbd"),
                        "mfrc522:0.0",
                        "a card with a number of 4 bytes",
                        "a text of 10 characters",
                        "reader.card works.",
                        "Every part works.")
                .doesNotContain("BC614E", "12345678", "SECRET");
        assertThat(test.report()).isNotEmpty().allSatisfy(line -> assertThat(said())
                .contains(line));
    }

    @Test
    void aReaderThatReadsNothingOfUseHasNotBeenSeenToWork() {
        SelfTest test = test(BRIEFLY, true);

        assertThat(test.run(readers(new Shown(new Reading.Garbage(Reading.Reason.HALF_READ)))))
                .isFalse();
        assertThat(said()).contains("no use: half read", "reader.card is there, and has not been seen to work");
    }

    @Test
    void everythingThatIsWiredIsTriedAndAskedAfter() {
        assertThat(test(LONG_ENOUGH, true).run(wired(new Wired(true, List.of(1, 2, 3, 4)))))
                .isTrue();

        assertThat(asked).hasSize(3);
        assertThat(said()).contains("buttons.mood works.", "button.switch works.", "lights works.", "buzzer works.");
    }

    @Test
    void whatThePersonSaysIsWrongIsWrong() {
        assertThat(test(LONG_ENOUGH, false).run(wired(new Wired(true, List.of(1, 2, 3, 4)))))
                .isFalse();

        assertThat(said()).contains("lights does not do what it should.", "buzzer does not do what it should.");
    }

    @Test
    void buttonsWiredInAnotherOrderAreSaidToBe() {
        test(LONG_ENOUGH, true).run(wired(new Wired(true, List.of(1, 3, 2, 4))));

        assertThat(said()).contains("in the order [1, 3, 2, 4]", "buttons.mood does not do what it should.");
    }

    @Test
    void whatIsNotThereIsAwayAndNobodyIsAskedAboutIt() {
        assertThat(test(LONG_ENOUGH, true).run(wired(new Wired(false, List.of()))))
                .isFalse();

        assertThat(asked).isEmpty();
        assertThat(said()).contains("buttons.mood is away.", "lights is away.", "buzzer is away.");
    }

    @Test
    void withNothingNamedItSaysSoAndIsNoSuccess() {
        assertThat(test(BRIEFLY, true).run(readers())).isFalse();

        assertThat(said()).contains("nothing that a setting could name", "The settings name no part to try.");
    }

    @Test
    void anAnswerIsTypedAndSomethingElseIsAskedForAgain() {
        TypedAnswers typed = new TypedAnswers(in("what?\nYes\nno\n"), out, LONG_ENOUGH);

        assertThat(typed.to("Is it green?")).contains(true);
        assertThat(typed.to("Is it blue?")).contains(false);
        assertThat(typed.to("Does it sound?"))
                .as("after the end of what was typed")
                .isEmpty();
        assertThat(said()).contains("Please type y or n.");
    }

    private static ByteArrayInputStream in(String typed) {
        return new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    }

    private SelfTest test(Duration listening, boolean answer) {
        return new SelfTest(
                out,
                question -> {
                    asked.add(question);
                    return Optional.of(answer);
                },
                listening,
                dev);
    }

    private static SelfTest.Parts readers(PassReader... readers) {
        return new SelfTest.Parts(
                readers.length == 0 ? Map.of() : Map.of("reader.card", readers[0]),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static SelfTest.Parts wired(Wired wired) {
        return new SelfTest.Parts(
                Map.of(), Optional.of(wired), Optional.of(wired), Optional.of(wired), Optional.of(wired));
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
