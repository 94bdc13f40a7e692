package org.doorstep.hub.carry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.upstream.FiguresByHand;
import org.doorstep.relay.carry.Acknowledgement;
import org.doorstep.relay.carry.CarriedEvents;
import org.doorstep.relay.carry.CarriedHeading;
import org.doorstep.relay.carry.CarriedReader;
import org.doorstep.relay.carry.CarryException;
import org.doorstep.relay.carry.CarryException.Reason;
import org.doorstep.relay.carry.CarryKeys;
import org.doorstep.relay.carry.FiguresTaken;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Reading;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Takes in what was carried here: one file at a time, by the same door as what comes over the link, so that once,
/// twice, late and out of order are all the same. Nothing of a file is used before the whole of it has been held
/// against the signature of a device that belongs here, and read to its end once. Safe for all threads.
public final class CarryDesk {
    /// With the ingest and not yet committed: a few commits, so that what comes over the link meanwhile is not held up.
    private static final int MOST_UNDER_WAY = 1_000;

    /// The ingest waits for a full disk, and so does this; one that does not come back is left to be carried again.
    private static final long COMMIT_PATIENCE_SECONDS = 600;

    private final HubId hub;
    private final EnrolledDevices devices;
    private final Supplier<List<KeyPairBytes>> sealingKeys;
    private final CarryKeys.Signer signer;
    private final Database database;
    private final Inbox inbox;
    private final EventIngest ingest;
    private final FigureDesk figures;
    private final InstantSource clock;
    private final CarriedFiles files = new CarriedFiles();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong offered = new AtomicLong();

    /// What became of a file.
    public sealed interface Outcome {
        /// All of it is here now: `fresh` events are new, the others were here already. `setAside` could not be
        /// counted and are for a person to look at.
        record Taken(DeviceId device, long events, long fresh, long setAside) implements Outcome {}

        /// It was the area's word on the figures that were carried to it.
        record FiguresSaid(FiguresByHand.Word word) implements Outcome {}

        /// Nothing of it was used.
        record Refused(Reason reason) implements Outcome {}

        /// Another file is being taken in.
        record Busy() implements Outcome {}

        /// Some of it may be here; give it again.
        record BrokenOff() implements Outcome {}
    }

    /// With the sealing keys that there are now, for one who takes in a file and ends.
    public CarryDesk(
            HubId hub,
            EnrolledDevices devices,
            KeyFiles keys,
            Database database,
            Inbox inbox,
            EventIngest ingest,
            FigureDesk figures,
            InstantSource clock) {
        this(hub, devices, keys, keys::sealingKeys, database, inbox, ingest, figures, clock);
    }

    public CarryDesk(
            HubId hub,
            EnrolledDevices devices,
            KeyFiles keys,
            Supplier<List<KeyPairBytes>> sealingKeys,
            Database database,
            Inbox inbox,
            EventIngest ingest,
            FigureDesk figures,
            InstantSource clock) {
        this.hub = hub;
        this.devices = devices;
        this.sealingKeys = sealingKeys;
        this.signer =
                CarryKeys.Signer.of(keys.signingKey().id(), keys.signingKey().privateKey());
        this.database = database;
        this.inbox = inbox;
        this.ingest = ingest;
        this.figures = figures;
        this.clock = clock;
    }

    /// Takes in a file that nobody else can change meanwhile; `by` is who brought it. Waits until it is committed.
    public Outcome take(Path file, String by) throws IOException, InterruptedException {
        if (!busy.compareAndSet(false, true)) {
            return new Outcome.Busy();
        }
        offered.set(0);
        try {
            return takeAlone(file, by);
        } catch (CarryException e) {
            database.write(handle -> {
                files.refused(handle, e.reason(), clock.instant());
                return null;
            });
            return new Outcome.Refused(e.reason());
        } finally {
            busy.set(false);
        }
    }

    /// Asked for each file: keys come and go.
    private List<CarryKeys.Opener> openers() {
        return sealingKeys.get().stream()
                .map(key -> new CarryKeys.Opener(key.id(), key.privateKey(), key.publicKey()))
                .toList();
    }

    /// How many events of the file that is being taken in have been handed on; empty if there is none.
    public Optional<Long> underWay() {
        return busy.get() ? Optional.of(offered.get()) : Optional.empty();
    }

    /// The answer to the last file of this device, as it is now: to be carried back. Empty if there was none.
    public Optional<Acknowledgement> acknowledgement(DeviceId device) {
        return database.write(handle -> files.lastAsked(handle, device)
                .map(asked -> Acknowledgement.of(
                        handle, inbox, new Source(hub, device), asked.file(), asked.hello(), clock.instant())));
    }

    /// As it stands in its file.
    public byte[] signed(Acknowledgement acknowledgement) {
        return acknowledgement.signed(signer);
    }

    List<CarriedFiles.Taken> newest(Handle handle, int most) {
        return files.newest(handle, most);
    }

    List<CarriedFiles.Refused> refusals(Handle handle) {
        return files.refusals(handle);
    }

    FigureDesk figures() {
        return figures;
    }

    private Outcome takeAlone(Path file, String by) throws CarryException, IOException, InterruptedException {
        byte[] beginning = beginning(file);
        if (FiguresTaken.looksLikeOne(beginning)) {
            return new Outcome.FiguresSaid(figures.said(beginning));
        }
        CarriedHeading heading = CarriedReader.heading(file);
        if (!heading.hub().equals(hub)) {
            throw new CarryException(Reason.ANOTHER_HUB, "It is for the hub " + heading.hub() + ".");
        }
        DeviceId device = device(heading);
        Sender sender = sender(device, heading.signedWith());
        try (CarriedEvents events = CarriedEvents.open(file, sender.keys, openers())) {
            Standing before = database.read(handle -> standing(handle, device));
            if (!handOn(events, device, sender.shutOut)) {
                return new Outcome.BrokenOff();
            }
            Standing after = database.read(handle -> standing(handle, device));
            long fresh = after.events - before.events;
            long many = offered.get();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            database.write(handle -> {
                files.taken(
                        handle,
                        new CarriedFiles.Taken(heading.file(), device, heading.madeAt(), now, 1, many, fresh, by),
                        events.hello());
                return null;
            });
            return new Outcome.Taken(device, many, fresh, after.setAside - before.setAside);
        }
    }

    /// Enough for all of a short note.
    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(FiguresTaken.MOST_BYTES);
        }
    }

    private boolean handOn(CarriedEvents events, DeviceId device, boolean shutOut)
            throws CarryException, IOException, InterruptedException {
        Semaphore room = new Semaphore(MOST_UNDER_WAY);
        Set<StoreId> fenced = new HashSet<>();
        for (Optional<List<CarriedEvents.Row>> rows = events.next(); rows.isPresent(); rows = events.next()) {
            for (CarriedEvents.Row row : rows.get()) {
                if (!room.tryAcquire(COMMIT_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return false;
                }
                Received received = new Received(device, row.lane(), row.text(), clock.instant());
                Reading reading = Reading.of(row.text());
                if (shutOut
                        && reading instanceof Reading.Event read
                        && fenced.add(read.event().store())) {
                    fence(device, read.event().store());
                }
                if (!ingest.offer(new EventIngest.Arrival(received, reading, room::release))) {
                    return false;
                }
                offered.incrementAndGet();
            }
        }
        return room.tryAcquire(MOST_UNDER_WAY, COMMIT_PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private DeviceId device(CarriedHeading heading) throws CarryException {
        try {
            return new DeviceId(heading.from());
        } catch (IllegalArgumentException e) {
            throw new CarryException(Reason.UNKNOWN_SENDER, "No device can have such a name.");
        }
    }

    /// With which keys a file is held against its signature; `shutOut`: they are of one that had this name before.
    private record Sender(PassKeys keys, boolean shutOut) {}

    private Sender sender(DeviceId device, String signedWith) throws CarryException {
        if (!devices.has(device)) {
            throw new CarryException(Reason.UNKNOWN_SENDER, "There is no kiosk " + device + " here.");
        }
        Optional<PassKeys> own = devices.carryKeys(device);
        Optional<PassKeys> before = devices.carryKeysBefore(device);
        if (before.filter(keys -> keys.find(signedWith).isPresent()).isPresent()
                && own.filter(keys -> keys.find(signedWith).isPresent()).isEmpty()) {
            return new Sender(before.get(), true);
        }
        return new Sender(
                own.orElseThrow(() -> new CarryException(
                        Reason.SENDER_WITHOUT_KEY, "The kiosk " + device + " has no key to sign with.")),
                false);
    }

    /// What a device that was shut out has signed is set aside, whatever it says; but it cannot speak for the one that
    /// has its name now.
    private void fence(DeviceId device, StoreId store) throws CarryException {
        boolean fenced = database.write(handle -> Fences.fence(handle, device, store));
        if (!fenced) {
            throw new CarryException(
                    Reason.WRONG_SIGNATURE, "It has events of the kiosk that has the name " + device + " now.");
        }
    }

    /// How many events of a device are counted, and how many texts of it were set aside.
    private record Standing(long events, long setAside) {}

    private static Standing standing(Handle handle, DeviceId device) {
        return handle.createQuery("""
                        SELECT
                          (SELECT count(*)
                           FROM inbox_event
                           JOIN inbox_stream ON number = stream
                           LEFT JOIN inbox_aside ON inbox_aside.position = inbox_event.position
                           WHERE device = :device AND id IS NOT NULL AND fence IS NULL) AS events,
                          (SELECT coalesce(sum(times), 0) FROM inbox_refusal WHERE device = :device)
                            + (SELECT count(*)
                               FROM inbox_aside
                               JOIN inbox_fence ON inbox_fence.number = fence
                               WHERE device = :device) AS aside
                        """)
                .bind("device", device.value())
                .map((row, context) -> new Standing(row.getLong("events"), row.getLong("aside")))
                .one();
    }
}
