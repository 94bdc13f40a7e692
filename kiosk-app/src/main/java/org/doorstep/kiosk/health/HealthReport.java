package org.doorstep.kiosk.health;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.outbox.SenderState;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.time.DeviceClock;

/// How this kiosk is, in one look: what `/health` answers. Nothing personal. Safe for all threads.
public final class HealthReport {
    private final String version;
    private final DeviceClock clock;
    private final long startedMs;
    private final Readers readers;
    private final Supplier<SenderState> sender;
    private final Supplier<Outbox.Standing> standing;
    private final HubPresence hub;
    private final BooleanSupplier saving;
    private final IntSupplier blanks;
    private final Supplier<Map<String, Long>> refusals;

    /// `ok` is false while something needs a person.
    public record Health(
            boolean ok,
            String version,
            long uptimeSeconds,
            boolean saving,
            boolean hubHere,
            long notAtHub,
            long notAtCentre,
            int blanks,
            List<DeviceState.ReaderState> readers,
            Map<String, Long> refusals,
            boolean twin) {}

    public HealthReport(
            String version,
            DeviceClock clock,
            Readers readers,
            Supplier<SenderState> sender,
            Supplier<Outbox.Standing> standing,
            HubPresence hub,
            BooleanSupplier saving,
            IntSupplier blanks,
            Supplier<Map<String, Long>> refusals) {
        this.version = version;
        this.clock = clock;
        this.startedMs = clock.moment().uptimeMs();
        this.readers = readers;
        this.sender = sender;
        this.standing = standing;
        this.hub = hub;
        this.saving = saving;
        this.blanks = blanks;
        this.refusals = refusals;
    }

    public Health now() {
        Delivery delivered = delivery();
        return new Health(
                saving.getAsBoolean() && readers.away().isEmpty() && !delivered.twin(),
                version,
                uptimeSeconds(),
                saving.getAsBoolean(),
                delivered.hubHere(),
                delivered.notAtHub(),
                delivered.notAtCentre(),
                blanks.getAsInt(),
                readers.states(),
                refusals.get(),
                delivered.twin());
    }

    public Delivery delivery() {
        return Delivery.of(sender.get(), hub.answers());
    }

    /// The same as a heartbeat. A disk that cannot be read keeps the device from stating its stores, and
    /// not from saying that it lives.
    public DeviceState state() {
        SenderState sent = sender.get();
        // Before the rows are looked at: what is written in between is then stated early, and never late.
        Moment said = clock.moment();
        Outbox.Standing now;
        try {
            now = standing.get();
        } catch (StoreException e) {
            now = new Outbox.Standing(List.of(), sent.tails());
        }
        return new DeviceState(
                true,
                version,
                uptimeSeconds(),
                sent.depth(),
                sent.oldestSeconds(),
                now.tails(),
                readers.states(),
                refusals.get(),
                blanks.getAsInt(),
                saving.getAsBoolean(),
                said.bootId(),
                said.uptimeMs(),
                now.stores());
    }

    private long uptimeSeconds() {
        return (clock.moment().uptimeMs() - startedMs) / 1000;
    }
}
