package org.doorstep.kiosk.selftest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Answers typed at a terminal, a line each, `y` or `n`. For one thread.
public final class TypedAnswers implements Answers {
    /// Time to look at the lamp and walk back to the keyboard.
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Nobody types ahead further than that.
    private static final int MOST_WAITING = 16;

    private final PrintStream out;
    private final Duration patience;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(MOST_WAITING);
    private boolean ended;

    /// Reads `in` on a thread of its own: what waits in a pipe must hold nothing else up.
    public TypedAnswers(InputStream in, PrintStream out, Duration patience) {
        this.out = out;
        this.patience = patience;
        Thread.ofPlatform().name("answers").daemon().start(() -> read(in));
    }

    @Override
    public Optional<Boolean> to(String question) {
        out.println("  " + question + " Type y or n, then Enter.");
        try {
            long until = System.nanoTime() + patience.toNanos();
            while (!ended) {
                Optional<String> line = lines.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (line == null) {
                    return Optional.empty();
                }
                ended = line.isEmpty();
                String word = line.orElse("").strip().toLowerCase(Locale.ROOT);
                if (word.startsWith("y") || word.startsWith("n")) {
                    return Optional.of(word.startsWith("y"));
                }
                if (!ended) {
                    out.println("  Please type y or n.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void read(InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.put(Optional.of(line));
            }
            lines.put(Optional.empty());
        } catch (IOException e) {
            lines.offer(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
