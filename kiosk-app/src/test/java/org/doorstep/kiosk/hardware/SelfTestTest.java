package org.doorstep.kiosk.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.doorstep.kiosk.hardware.simulated.SimulatedReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    /// A reader that has a thing shown to it as soon as it is opened.
    private static final class Shown implements CardReader {
        private final SimulatedReader reader = new SimulatedReader(InstantSource.system());
        private final Reading reading;

        Shown(Reading reading) {
            this.reading = reading;
        }

        @Override
        public void open(ReaderListener listener) {
            reader.open(listener);
            reader.present(reading);
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

    @Test
    void whatIsReadIsSaidByItsKindAndNeverByItsNumber() throws Exception {
        Files.createFile(folder.resolve("usb-Reader-event-kbd"));

        boolean works = run(Map.of("reader.card", new Shown(new Reading.CardNumber(Reading.Width.FOUR, "00BC614E"))));

        assertThat(works).isTrue();
        assertThat(said())
                .contains("usb-Reader-event-kbd", "a card with a number of 4 bytes", "Every reader works.")
                .doesNotContain("BC614E", "12345678");
    }

    @Test
    void aReaderThatReadsNothingOfUseHasNotBeenSeenToWork() {
        assertThat(run(Map.of("reader.card", new Shown(new Reading.Garbage(Reading.Reason.HALF_READ)))))
                .isFalse();
        assertThat(said()).contains("no use: half read", "Not every reader");
    }

    @Test
    void withNoReaderItSaysSo() {
        run(Map.of());

        assertThat(said()).contains("(nothing)", "The settings name no reader.");
    }

    private boolean run(Map<String, PassReader> readers) {
        return new SelfTest(out, Duration.ofMillis(300), List.of(folder)).run(readers);
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
