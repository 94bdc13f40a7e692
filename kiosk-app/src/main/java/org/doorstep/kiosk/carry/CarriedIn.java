package org.doorstep.kiosk.carry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.doorstep.relay.carry.Acknowledgement;
import org.doorstep.relay.carry.CarryException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.outbox.CarriedWord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the hub's word that was brought on a stick, while this kiosk runs: it looks every few seconds whether
/// something lies there. One loop on one thread.
public final class CarriedIn implements AutoCloseable {
    /// Whoever brought it stands there and waits.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /// The sender's thread answers at its next turn; while the disk hangs it does not.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// More than these are not told apart by anybody.
    private static final int MOST_TROUBLES = 50;

    private static final Logger LOG = LoggerFactory.getLogger(CarriedIn.class);

    private final Brought brought;
    private final Function<CarriedWord, CompletableFuture<CarriedWord.Outcome>> taker;
    private final Semaphore closing = new Semaphore(0);
    private final Set<String> troubles = new HashSet<>();
    private final Thread thread;

    /// `taker` is the sender's own door.
    public CarriedIn(
            Path dataFolder,
            HubId hub,
            DeviceId device,
            PassKeys hubKeys,
            Function<CarriedWord, CompletableFuture<CarriedWord.Outcome>> taker) {
        this.brought = new Brought(dataFolder, hub, device, hubKeys);
        this.taker = taker;
        this.thread = Thread.ofPlatform().daemon().name("carried in").unstarted(this::lookUntilClosed);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.release();
        thread.interrupt();
    }

    private void lookUntilClosed() {
        try {
            while (!closing.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    takeAll(brought.waiting());
                } catch (IOException e) {
                    trouble(e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One that cannot be read, since another account laid it down, does not stop those behind it.
    private void takeAll(List<Path> files) throws InterruptedException {
        for (Path file : files) {
            try {
                take(file);
            } catch (IOException e) {
                trouble(e);
            }
        }
    }

    /// Once for each trouble: it is met again every two seconds.
    private void trouble(IOException e) {
        if (troubles.size() < MOST_TROUBLES && troubles.add(e.toString())) {
            LOG.warn("What was brought cannot be looked at: {}", e.getMessage());
        }
    }

    private void take(Path file) throws IOException, InterruptedException {
        try {
            Acknowledgement read = brought.read(file);
            CarriedWord.Outcome outcome = taker.apply(read.word()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (outcome == CarriedWord.Outcome.FAILED) {
                return;
            }
            LOG.info("The hub's word to the file {} was brought: {}.", read.answers(), outcome);
        } catch (CarryException | IllegalArgumentException e) {
            LOG.warn("What was brought is not the hub's word for this kiosk, and is thrown away: {}", e.getMessage());
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("What was brought could not be taken yet; it is tried again.");
            return;
        }
        Files.deleteIfExists(file);
    }
}
