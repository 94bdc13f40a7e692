package org.doorstep.system.program;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.doorstep.relay.store.OwnersFile;

/// One real program as a child process. Safe for all threads.
///
/// What it says goes to its log; the line `ready URL` says that it serves. Its standard input is held open for as long
/// as this process lives, so a program started with `--watch-stdin` never outlives us, however we end.
public final class Program implements AutoCloseable {
    /// A log of an earlier run larger than this is put aside as `.old`, so that two of this size is the most there is.
    private static final long MOST_LOG_BYTES = 4L * 1024 * 1024;

    /// The first lines are kept in memory too, for what is said once at the start; the rest is in the log.
    private static final int MOST_KEPT_LINES = 200;

    /// A program flushes what it holds and closes its database: seconds, even on a slow card.
    private static final Duration STOPPING = Duration.ofSeconds(15);

    private static final String READY = "ready ";

    private final String name;
    private final Process process;
    private final Path log;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> heard = new CompletableFuture<>();
    private final List<String> firstLines = new ArrayList<>();
    private final Thread listener;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.listener = Thread.ofPlatform().name("hear " + name).daemon().start(this::hear);
    }

    /// Starts the command; what it says is added to `log`.
    public static Program start(String name, List<String> command, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            if (Files.exists(log) && Files.size(log) > MOST_LOG_BYTES) {
                Files.move(log, Path.of(log + ".old"), StandardCopyOption.REPLACE_EXISTING);
            }
            return new Program(
                    name, new ProcessBuilder(command).redirectErrorStream(true).start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + name + ".", e);
        }
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    public boolean running() {
        return process.isAlive();
    }

    /// Completes with the exit code, once everything that it said has been heard.
    public CompletableFuture<Integer> ended() {
        return process.onExit().thenCombine(heard, (ended, _) -> ended.exitValue());
    }

    /// Whether it has served, be it no more.
    public boolean wasReady() {
        return ready.isDone() && !ready.isCompletedExceptionally();
    }

    /// The address it serves at. Throws IllegalStateException, with the last of what it said, if it ends first or is
    /// not ready in time.
    public String awaitReady(Duration patience) {
        try {
            return ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + " ended before it was ready: " + lastWords(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    name + " was not ready within " + patience.toSeconds() + " s: " + lastWords(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " started.", e);
        }
    }

    /// The rest of the first line that began with `word`.
    public Optional<String> said(String word) {
        synchronized (firstLines) {
            return firstLines.stream()
                    .filter(line -> line.startsWith(word + " "))
                    .map(line -> line.substring(word.length() + 1).strip())
                    .findFirst();
        }
    }

    /// Asks it to end, waits, and ends it by force if it does not. Does nothing if it has ended.
    public void stop() {
        // By its handle: Process.destroy would close its output too, and its last words would be lost.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
            listener.join(STOPPING);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /// `kill -9`: what a pulled plug is to a program.
    public void kill() {
        process.toHandle().destroyForcibly();
        try {
            process.waitFor(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// SIGSTOP: it stands still in the middle of whatever it does, with its files and connections open.
    public void freeze() {
        signal("STOP");
    }

    /// SIGCONT: it goes on as if no time had passed.
    public void thaw() {
        signal("CONT");
    }

    @Override
    public void close() {
        stop();
    }

    private void signal(String which) {
        try {
            new ProcessBuilder("/bin/kill", "-" + which, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not send " + which + " to " + name + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear() {
        try (BufferedReader output = process.inputReader();
                // The first start's log holds a link that makes an account.
                BufferedWriter writer = new BufferedWriter(Channels.newWriter(
                        OwnersFile.open(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                writer.write(line);
                writer.newLine();
                writer.flush();
                keep(line);
                if (line.startsWith(READY)) {
                    ready.complete(line.substring(READY.length()).strip());
                }
            }
        } catch (IOException e) {
            keep("(its output could not be read or kept: " + e.getMessage() + ")");
        } finally {
            ready.completeExceptionally(new IOException(name + " says nothing more."));
            heard.complete(null);
        }
    }

    private void keep(String line) {
        synchronized (firstLines) {
            if (firstLines.size() < MOST_KEPT_LINES) {
                firstLines.add(line);
            }
        }
    }

    private String lastWords() {
        synchronized (firstLines) {
            List<String> last = firstLines.subList(Math.max(0, firstLines.size() - 12), firstLines.size());
            return last.isEmpty() ? "it said nothing." : "\n  " + String.join("\n  ", last) + "\nThe rest is in " + log;
        }
    }
}
