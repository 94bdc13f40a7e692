package org.doorstep.kiosk.hardware.camera;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The frames that a command writes to its standard output, the newest first: whoever looks slower than the camera
/// films misses frames, and never falls behind. One thread of its own reads, one other looks.
final class FrameStream implements AutoCloseable {
    /// How the stream ended, for a technician.
    record End(String why, boolean torn) {}

    /// A read that waited so long stood at the end of a burst. A camera's bursts are its frames; a busy machine breaks
    /// them anywhere.
    private static final long BURST_PAUSE_MILLIS = 20;

    /// So many bursts of one same length in a row are the camera's own frames and no accident.
    private static final int BURSTS_TO_JUDGE = 12;

    private static final int MOST_SAID_CHARACTERS = 300;
    private static final int MOST_BUFFERED_CHARACTERS = 8192;
    private static final long KILL_SECONDS = 2;

    private final FrameSize size;
    private final InstantSource clock;
    private final Process process;
    private final Thread reading;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private byte[] fresh;
    private byte[] spare;
    private boolean isFresh;
    private long frames;
    private Optional<End> end = Optional.empty();
    private volatile String lastSaid = "";

    // Only the reading thread touches these.
    private long burst;
    private long lastBurst;
    private int sameBursts;

    /// Throws if the command cannot be started.
    FrameStream(List<String> command, FrameSize size, InstantSource clock) throws IOException {
        this.size = size;
        this.clock = clock;
        this.fresh = new byte[size.greyBytes()];
        this.spare = new byte[size.greyBytes()];
        this.process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        this.reading = Thread.ofPlatform().daemon().name("camera frames").start(this::readAll);
        Thread.ofPlatform().daemon().name("camera messages").start(this::listen);
    }

    /// Waits for a frame newer than the last one given out, and swaps its grey picture for `old`, which is written
    /// to again. Empty if none comes in time or the stream has ended.
    Optional<byte[]> newest(byte[] old, int waitMillis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
            while (!isFresh && end.isEmpty() && left > 0) {
                left = news.awaitNanos(left);
            }
            if (!isFresh) {
                return Optional.empty();
            }
            isFresh = false;
            byte[] frame = fresh;
            fresh = old;
            return Optional.of(frame);
        } finally {
            lock.unlock();
        }
    }

    long frames() {
        lock.lock();
        try {
            return frames;
        } finally {
            lock.unlock();
        }
    }

    Optional<End> end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the command's frames are of another size, and every picture is torn.
    private boolean isTorn() {
        return sameBursts >= BURSTS_TO_JUDGE && lastBurst % size.bytes() != 0;
    }

    private void burstEnded() {
        sameBursts = burst == lastBurst ? sameBursts + 1 : 1;
        lastBurst = burst;
        burst = 0;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            reading.join(TimeUnit.SECONDS.toMillis(KILL_SECONDS));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() {
        try (InputStream in = process.getInputStream()) {
            byte[] colours = new byte[size.bytes() - size.greyBytes()];
            while (fill(in, spare) && fill(in, colours)) {
                if (isTorn()) {
                    ended("its frames are not " + size.width() + "x" + size.height() + " in YUV420", true);
                    return;
                }
                publish();
            }
            ended("the command ended", false);
        } catch (IOException e) {
            ended("the command's output could not be read", false);
        }
    }

    /// False at the end of the stream.
    private boolean fill(InputStream in, byte[] part) throws IOException {
        int at = 0;
        while (at < part.length) {
            boolean nothingThere = in.available() == 0;
            long from = clock.millis();
            int count = in.read(part, at, part.length - at);
            if (count < 0) {
                return false;
            }
            if (nothingThere && clock.millis() - from >= BURST_PAUSE_MILLIS) {
                burstEnded();
            }
            at += count;
            burst += count;
        }
        return true;
    }

    private void publish() {
        lock.lock();
        try {
            byte[] old = fresh;
            fresh = spare;
            spare = old;
            isFresh = true;
            frames++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void ended(String why, boolean torn) {
        lock.lock();
        try {
            end = Optional.of(new End(why + (lastSaid.isEmpty() ? "" : "; it said: " + lastSaid), torn));
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A command whose messages nobody reads stops when the pipe is full. The last one tells why it ended.
    private void listen() {
        char[] buffer = new char[MOST_BUFFERED_CHARACTERS];
        try (BufferedReader messages =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (int count = messages.read(buffer); count >= 0; count = messages.read(buffer)) {
                String said = new String(buffer, 0, count).strip();
                lastSaid = said.substring(Math.max(0, said.length() - MOST_SAID_CHARACTERS));
            }
        } catch (IOException e) {
            // The process has been closed; what it would have said goes with it.
        }
    }
}
