package org.doorstep.kiosk.hardware.simulated;

import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.doorstep.kiosk.hardware.CardReader;
import org.doorstep.kiosk.hardware.QrScanner;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;

/// A reader made of buttons: it runs a whole kiosk on a laptop. It may be held as card reader or as QR scanner.
///
/// Like a real one it speaks on a thread of its own, and while unplugged it reads nothing. Safe for all threads.
public final class SimulatedReader implements CardReader, QrScanner {
    /// Presses that wait for the listener. A person presses once a second; past this the page is being shaken.
    static final int MOST_WAITING = 64;

    private static final long CLOSING_SECONDS = 5;

    private sealed interface Press {}

    private record Show(Reading reading) implements Press {}

    private record Plug(boolean in) implements Press {}

    private record Stop() implements Press {}

    private final InstantSource clock;
    private final BlockingQueue<Press> presses = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Object opening = new Object();
    private volatile ReaderStatus status;
    private Thread thread;
    private volatile boolean closed;

    public SimulatedReader(InstantSource clock) {
        this.clock = clock;
        this.status = new ReaderStatus.Away(clock.instant(), ReaderStatus.Why.NOT_YET_OPEN);
    }

    @Override
    public void open(ReaderListener listener) {
        synchronized (opening) {
            if (thread != null || closed) {
                throw new IllegalStateException("A reader is opened once.");
            }
            status = new ReaderStatus.Working(clock.instant());
            thread = Thread.ofVirtual()
                    .name("simulated reader")
                    .start(() -> serve(listener.guarded("simulated reader")));
        }
    }

    /// Shows something to it. False if it is unplugged, not open, or too many presses wait.
    public boolean present(Reading reading) {
        return status instanceof ReaderStatus.Working && presses.offer(new Show(reading));
    }

    public void unplug() {
        presses.offer(new Plug(false));
    }

    public void plugIn() {
        presses.offer(new Plug(true));
    }

    @Override
    public ReaderStatus status() {
        return status;
    }

    @Override
    public void close() {
        synchronized (opening) {
            closed = true;
            if (thread == null) {
                return;
            }
        }
        presses.clear();
        presses.offer(new Stop());
        try {
            if (Thread.currentThread() != thread) {
                thread.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(ReaderListener listener) {
        listener.changed(status);
        try {
            while (!closed) {
                switch (presses.take()) {
                    case Show(Reading reading) -> {
                        if (status instanceof ReaderStatus.Working && !closed) {
                            listener.read(reading);
                        }
                    }
                    case Plug(boolean in) -> plug(in, listener);
                    case Stop() -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void plug(boolean in, ReaderListener listener) {
        if (in == status instanceof ReaderStatus.Working) {
            return;
        }
        status = in
                ? new ReaderStatus.Working(clock.instant())
                : new ReaderStatus.Away(clock.instant(), ReaderStatus.Why.ABSENT);
        listener.changed(status);
    }
}
