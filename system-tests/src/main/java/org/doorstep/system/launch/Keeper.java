package org.doorstep.system.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.doorstep.system.program.Program;

/// Keeps one program running: once it has been ready, one that ends by itself is reported and started again, a bounded
/// number of times. Safe for all threads.
final class Keeper implements AutoCloseable {
    /// A program that ends more often than this within [#WITHIN] has a reason that starting it again does not mend.
    static final int MOST_RESTARTS = 5;

    static final Duration WITHIN = Duration.ofMinutes(10);

    private final String name;
    private final Supplier<Program> start;
    private final InstantSource clock;
    private final PrintStream out;
    private final Deque<Instant> restarts = new ArrayDeque<>();
    private Program program;
    private boolean wasReady;
    private boolean closing;

    Keeper(String name, Supplier<Program> start, InstantSource clock, PrintStream out) {
        this.name = name;
        this.start = start;
        this.clock = clock;
        this.out = out;
    }

    /// Starts it; does nothing once closed.
    synchronized void open() {
        if (!closing) {
            program = start.get();
            program.ended().thenAccept(this::ended);
        }
    }

    /// Waits until it serves. Throws IllegalStateException, with what it said, if it does not.
    Program awaitReady(Duration patience) {
        Program starting;
        synchronized (this) {
            starting = program;
        }
        if (starting == null) {
            throw new IllegalStateException(name + " is being stopped.");
        }
        starting.awaitReady(patience);
        return starting;
    }

    @Override
    public void close() {
        Program last;
        synchronized (this) {
            closing = true;
            last = program;
        }
        if (last != null) {
            last.stop();
        }
    }

    private synchronized void ended(int code) {
        wasReady |= program.wasReady();
        if (closing || !wasReady) {
            return;
        }
        Instant now = clock.instant();
        while (!restarts.isEmpty() && restarts.getFirst().isBefore(now.minus(WITHIN))) {
            restarts.removeFirst();
        }
        if (restarts.size() >= MOST_RESTARTS) {
            out.println(name + " has ended " + (MOST_RESTARTS + 1) + " times within " + WITHIN.toMinutes()
                    + " minutes and stays down; the rest goes on. What it said: " + program.log());
            return;
        }
        restarts.addLast(now);
        out.println(name + " ended by itself (code " + code + "): starting it again, " + restarts.size() + " of "
                + MOST_RESTARTS + ". What it said: " + program.log());
        open();
    }
}
