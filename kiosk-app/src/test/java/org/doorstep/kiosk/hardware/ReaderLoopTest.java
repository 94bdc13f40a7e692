package org.doorstep.kiosk.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReaderLoopTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    /// A reading, and the time at which it comes, in seconds after the start.
    private record Shown(String text, double seconds) {}

    private final class Script implements ReaderLoop.Connection {
        private final Queue<Shown> left;

        Script(Shown... script) {
            left = new ArrayDeque<>(List.of(script));
        }

        @Override
        public void next(Consumer<Reading> readings) throws ReaderLost {
            if (left.isEmpty()) {
                throw new ReaderLost(ReaderStatus.Why.ABSENT, "The script is at its end.");
            }
            Shown shown = left.remove();
            now.set(START.plusMillis((long) (shown.seconds * 1000)));
            readings.accept(new Reading.Code(shown.text));
        }

        @Override
        public void close() {}
    }

    @Test
    void whatIsHeldThereIsOneShowingHoweverLong() {
        assertThat(read(new Shown("A", 0), new Shown("A", 1.5), new Shown("A", 3), new Shown("A", 4.9)))
                .containsExactly("A");
    }

    @Test
    void afterTwoSecondsAwayItIsShownAgain() {
        assertThat(read(new Shown("A", 0), new Shown("A", 2))).containsExactly("A", "A");
    }

    @Test
    void twoHeldThereTogetherAreOneShowingEach() {
        assertThat(read(
                        new Shown("A", 0),
                        new Shown("B", 0.1),
                        new Shown("A", 0.2),
                        new Shown("B", 0.3),
                        new Shown("A", 1.9),
                        new Shown("B", 2)))
                .containsExactly("A", "B");
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheReader() {
        assertThat(read(new Shown("A", 7200), new Shown("A", 0), new Shown("A", 0.5)))
                .containsExactly("A", "A");
    }

    private List<String> read(Shown... script) {
        Heard heard = new Heard();
        Script once = new Script(script);
        try (ReaderLoop loop = new ReaderLoop("scripted", () -> once, now::get)) {
            loop.open(heard);
            heard.waitUntilAway(ReaderStatus.Why.ABSENT);
        }
        List<String> texts = new ArrayList<>();
        heard.readings().forEach(reading -> texts.add(((Reading.Code) reading).text()));
        return texts;
    }
}
