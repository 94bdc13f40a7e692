package org.doorstep.area.watch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks this server for its health every few seconds, through its own door. The server has no loop that could be seen
/// to stand still: all that it does is to answer, so whether it answers is what a watchdog must know. Any answer will
/// do, also that the database cannot be read; none is a server that hangs.
public final class Lookout implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    /// Longer than anybody waits for a database that is away, and with the pause less than the watchdog's patience.
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    private final URI health;
    private final Thread thread = Thread.ofPlatform().name("lookout").daemon().unstarted(this::askUntilClosed);
    private final Semaphore closing = new Semaphore(0);
    private volatile long answeredAt = System.nanoTime();

    /// `server`: where it serves, without a slash at the end.
    public Lookout(String server) {
        this.health = URI.create(server + HealthRoutes.PATH);
    }

    public void start() {
        answeredAt = System.nanoTime();
        thread.start();
    }

    /// How long ago the server answered last.
    public Duration sinceLastAnswer() {
        return Duration.ofNanos(System.nanoTime() - answeredAt);
    }

    @Override
    public void close() {
        closing.release();
        try {
            thread.join(CLOSING_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askUntilClosed() {
        try {
            do {
                ask();
            } while (!closing.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void ask() {
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setRequestProperty("Connection", "close");
            connection.getResponseCode();
            connection.disconnect();
            answeredAt = System.nanoTime();
        } catch (IOException e) {
            if (closing.availablePermits() == 0) {
                LOG.warn("This server does not answer itself: {}", e.getMessage());
            }
        }
    }
}
