package org.doorstep.hub.enrolment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.firmware.keys.RegisteredDevices.Because;
import org.doorstep.firmware.keys.RegisteredDevices.ShutOut;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shuts devices out, and follows those that `doorstep revoke` and `doorstep device replace` shut
/// out while this hub runs, or stood still: what comes of them from then on is set aside
/// ([Fences]), and what they have open is closed. The devices' files say who is shut out; the
/// database, since when, and what is behind the fence. Safe for all threads; looks from [#start]
/// until it is closed.
public final class ShuttingOut implements AutoCloseable {
    /// A stolen kiosk is to be shut out within five seconds, everything counted. A look reads a folder's list.
    private static final long EVERY_MILLISECONDS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ShuttingOut.class);

    private final Database database;
    private final EnrolledDevices enrolled;
    private final Path folder;
    private final RegisteredDevices files;
    private final Optional<IssuingFiles> issuing;
    private final Consumer<DeviceId> closing;
    private final Runnable changed;
    private final InstantSource clock;
    private final Map<DeviceId, Stamp> seen = new ConcurrentHashMap<>();
    /// What had been heard when each device's file was looked at last (see [Fences#heard]).
    private final Map<DeviceId, Long> looked = new ConcurrentHashMap<>();
    /// What had been heard when this hub began.
    private final long atFirst;
    /// Whether certificates of one that is shut out may be left, because their list could not be
    /// written.
    private volatile boolean unfinished;
    private final CountDownLatch closed = new CountDownLatch(1);

    private record Stamp(FileTime changed, long size) {}

    /// What became of a press.
    public sealed interface Outcome {
        /// It is shut out, and so many of its certificates now are that were not before.
        record Done(int certificates) implements Outcome {}

        record NotHere() implements Outcome {}

        /// What could be done is done, and pressing again does the rest. The sentence says what stood in the way.
        record Unfinished(String why) implements Outcome {}
    }

    /// `folder` has a file for each device, and `files` changes them. `issuing` is empty where
    /// devices have no certificates; `closing` closes what a device has open, as far as this
    /// hub can; `changed` is run when somebody was shut out or succeeded. Begins with a look:
    /// what was done while the hub stood still counts before any device is heard.
    public ShuttingOut(
            Database database,
            Path folder,
            RegisteredDevices files,
            Optional<IssuingFiles> issuing,
            Consumer<DeviceId> closing,
            Runnable changed,
            InstantSource clock) {
        this.database = database;
        this.enrolled = new EnrolledDevices(folder);
        this.folder = folder;
        this.files = files;
        this.issuing = issuing;
        this.closing = closing;
        this.changed = changed;
        this.clock = clock;
        this.atFirst = database.read(Fences::heard);
        follow();
        finish();
    }

    public void start() {
        // It reads files, so a thread of its own.
        Thread.ofPlatform().name("shutting out").daemon().start(this::followUntilClosed);
    }

    /// Shuts this device out from now on. First its file, by which the broker refuses it and what comes is set aside;
    /// then its certificates, for ever; then what it has open.
    public Outcome shutOut(DeviceId device, Because because) {
        try {
            if (!files.shutOut(device, because, clock.instant())) {
                return new Outcome.NotHere();
            }
            followNow(device);
            int certificates = revoke(device);
            closing.accept(device);
            changed.run();
            return new Outcome.Done(certificates);
        } catch (KeyFileException | IdentityException | StoreException | IllegalStateException e) {
            unfinished = true;
            LOG.error("Device {} could not be shut out wholly; to be pressed again.", device, e);
            return new Outcome.Unfinished(e.getMessage());
        }
    }

    /// Reads every device's file that has changed since it was read last.
    ///
    /// No lock is held meanwhile: a press does not wait for a look that waits for a disk, nor
    /// for the command line. Two who follow one device at once do the same, and what is kept of
    /// it is made up in one transaction, once.
    void follow() {
        long heard = database.read(Fences::heard);
        for (EnrolledDevices.Device device : enrolled.all()) {
            try {
                follow(device.id(), heard);
            } catch (KeyFileException | StoreException e) {
                LOG.error("Whether {} is shut out could not be kept; tried again in a second.", device.id(), e);
            }
        }
    }

    private void followNow(DeviceId device) {
        follow(device, database.read(Fences::heard));
    }

    /// `heard`: what had been heard before its file was looked at. Remembered only once the rest
    /// is kept.
    private void follow(DeviceId device, long heard) {
        Stamp now = stamp(device);
        if (!now.equals(seen.get(device))) {
            keep(device, looked.getOrDefault(device, atFirst));
            seen.put(device, now);
        }
        // Who had heard more, looked at the file later.
        looked.merge(device, heard, Math::max);
    }

    private void keep(DeviceId device, long heard) {
        RegisteredDevices.Standing standing = files.standing(device);
        int times = standing.times();
        if (times == 0) {
            return;
        }
        Optional<ShutOut> now = standing.shutOut();
        Because because = now.map(ShutOut::because).orElse(Because.REPLACED);
        boolean news = database.write(handle -> {
            boolean made = fenceWhatIsMissing(handle, device, times, now.map(ShutOut::because), heard);
            if (now.isEmpty()) {
                Fences.succeeded(handle, device, clock.instant(), heard);
            }
            return made;
        });
        if (now.isEmpty()) {
            changed.run();
        }
        if (news) {
            LOG.warn("{} is shut out: {}.", device, because);
            closing.accept(device);
            changed.run();
        }
    }

    /// All in one transaction: of one that was shut out several times since the last look, every
    /// time but the last was succeeded by another, and so is the last if nobody is shut out
    /// `now`.
    private boolean fenceWhatIsMissing(Handle handle, DeviceId device, int times, Optional<Because> now, long heard) {
        boolean made = false;
        for (int time = Fences.times(handle, device) + 1; time <= times; time++) {
            Fences.succeeded(handle, device, clock.instant(), heard);
            made |= time == times && now.isPresent()
                    ? Fences.shutOut(handle, device, now.get().name(), clock.instant())
                    : Fences.shutOut(handle, device, Because.REPLACED.name(), clock.instant(), heard);
        }
        return made;
    }

    /// What an end in the middle left undone, or a command that was interrupted.
    private void finish() {
        boolean saidAlready = unfinished;
        unfinished = false;
        for (EnrolledDevices.Device device : enrolled.all()) {
            try {
                if (files.shutOut(device.id()).isPresent()) {
                    revokeAllButItsSuccessors(device.id());
                }
            } catch (KeyFileException | IdentityException | IllegalStateException e) {
                unfinished = true;
                if (!saidAlready) {
                    LOG.error("The certificates of {} could not be shut out; tried again.", device.id(), e);
                }
            }
        }
    }

    private int revoke(DeviceId device) throws IdentityException {
        Optional<IssuingFiles.ShutOut> done =
                issuing.isPresent() ? issuing.get().revokeWhatIsLeft(device, clock.instant()) : Optional.empty();
        return done.map(out -> out.serials().size()).orElse(0);
    }

    private void revokeAllButItsSuccessors(DeviceId device) throws IdentityException {
        if (issuing.isPresent()) {
            issuing.get().revokeWhatIsLeft(device, key -> files.isExpected(device, key), clock.instant());
        }
    }

    private Stamp stamp(DeviceId device) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(folder.resolve(device + ".properties"), BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size());
        } catch (IOException e) {
            return new Stamp(FileTime.fromMillis(0), 0);
        }
    }

    private void followUntilClosed() {
        try {
            while (!closed.await(EVERY_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        try {
            follow();
            if (unfinished) {
                finish();
            }
        } catch (RuntimeException e) {
            LOG.error("Who is shut out could not be looked over; tried again in a second.", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
