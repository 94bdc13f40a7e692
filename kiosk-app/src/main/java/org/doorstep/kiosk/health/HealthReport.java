package org.doorstep.kiosk.health;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.doorstep.kiosk.joining.Membership;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.outbox.Damage;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.outbox.Room;
import org.doorstep.relay.outbox.SenderState;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.supervision.Connections;
import org.doorstep.relay.supervision.MetricsText;
import org.doorstep.relay.time.DeviceClock;

/// How this kiosk is, in one look: what `/health` answers. Nothing personal. Safe for all threads.
public final class HealthReport {
    private final String version;
    private final DeviceClock clock;
    private final long startedMs;
    private final Readers readers;
    private final Supplier<SenderState> sender;
    private final Outbox outbox;
    private final List<Damage> damages;
    private final HubPresence hub;
    private final BooleanSupplier saving;
    private final IntSupplier blanks;
    private final Supplier<Map<String, Long>> refusals;
    private final Connections connections;
    private final Path folder;
    private final Supplier<Optional<Membership>> membership;
    private final Supplier<String> sealing;

    /// A damage is old news after this; it stays in `damages`.
    private static final Duration FRESH = Duration.ofDays(1);

    /// `ok` is false while something needs a person. `damages` are what has happened to this kiosk's memory.
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
            boolean twin,
            int fullPercent,
            List<Damage> damages,
            Optional<Membership> certificate) {}

    public HealthReport(
            String version,
            DeviceClock clock,
            Readers readers,
            Supplier<SenderState> sender,
            Outbox outbox,
            List<Damage> damages,
            HubPresence hub,
            BooleanSupplier saving,
            IntSupplier blanks,
            Supplier<Map<String, Long>> refusals,
            Connections connections,
            Path folder,
            Supplier<Optional<Membership>> membership,
            Supplier<String> sealing) {
        this.version = version;
        this.clock = clock;
        this.startedMs = clock.moment().uptimeMs();
        this.readers = readers;
        this.sender = sender;
        this.outbox = outbox;
        this.damages = List.copyOf(damages);
        this.hub = hub;
        this.saving = saving;
        this.blanks = blanks;
        this.refusals = refusals;
        this.connections = connections;
        this.folder = folder;
        this.membership = membership;
        this.sealing = sealing;
    }

    public boolean saving() {
        return saving.getAsBoolean();
    }

    public Health now() {
        Delivery delivered = delivery();
        Optional<Membership> certificate = membership.get();
        return new Health(
                saving.getAsBoolean()
                        && readers.away().isEmpty()
                        && !delivered.twin()
                        && fullPercent() < Room.TIGHT_PERCENT
                        && certificate.filter(Membership::needsAPerson).isEmpty(),
                version,
                uptimeSeconds(),
                saving.getAsBoolean(),
                delivered.hubHere(),
                delivered.notAtHub(),
                delivered.notAtCentre(),
                blanks.getAsInt(),
                readers.states(),
                refusals.get(),
                delivered.twin(),
                fullPercent(),
                damages,
                certificate);
    }

    /// What there is to say of this kiosk's certificate; empty for one that has a secret in its place.
    public Optional<Membership> membership() {
        return membership.get();
    }

    /// How much of the room for what waits for the hub is taken; 0 while the disk cannot be read.
    public int fullPercent() {
        try {
            return outbox.room().percent();
        } catch (StoreException e) {
            return 0;
        }
    }

    /// The last thing that happened to this kiosk's memory, while it is news.
    public Optional<Damage> freshDamage() {
        return damages.stream()
                .findFirst()
                .filter(damage -> damage.at().plus(FRESH).isAfter(clock.instant()));
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
            now = outbox.standing();
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
                now.stores(),
                fullPercent(),
                sealing.get());
    }

    /// The same as Prometheus reads it.
    public MetricsText metrics() {
        SenderState sent = sender.get();
        MetricsText text = new MetricsText()
                .gauge("doorstep_kiosk_backlog_events", "Rows that the hub has not acknowledged.", sent.depth())
                .gauge(
                        "doorstep_kiosk_oldest_unacknowledged_seconds",
                        "Age of the oldest of them.",
                        sent.oldestSeconds())
                .gauge("doorstep_kiosk_hub_answers", "Whether the hub itself answers.", hub.answers() ? 1 : 0)
                .gauge(
                        "doorstep_kiosk_saving",
                        "Whether the disk takes what is written.",
                        saving.getAsBoolean() ? 1 : 0)
                .gauge("doorstep_kiosk_blank_passes", "Stock of unissued passes.", blanks.getAsInt())
                .gauge("doorstep_kiosk_uptime_seconds", "Since this program began.", uptimeSeconds())
                .gauge("doorstep_link_connected", "Whether the broker is heard.", sent.connected() ? 1 : 0)
                .counter("doorstep_link_connections_total", "How often the link was made.", connections.made())
                .counter("doorstep_link_losses_total", "How often the link broke.", connections.broken())
                .gauge(
                        "doorstep_disk_free_bytes",
                        "Room on the disk of the data folder.",
                        folder.toFile().getUsableSpace());
        readers.states()
                .forEach(reader -> text.gauge(
                        "doorstep_kiosk_reader_working",
                        "Whether a reader works.",
                        Map.of("reader", reader.name()),
                        reader.working() ? 1 : 0));
        refusals.get()
                .forEach((reason, times) -> text.counter(
                        "doorstep_kiosk_refused_total",
                        "What was shown and not taken, since the start.",
                        Map.of("reason", reason),
                        times));
        membership.get().ifPresent(certificate -> text.gauge(
                        "doorstep_kiosk_certificate_left_seconds",
                        "What is left of this kiosk's certificate; below zero once it is over.",
                        certificate.left().toSeconds())
                .gauge(
                        "doorstep_kiosk_certificate_needs_a_person",
                        "Whether it ends soon and does not renew itself.",
                        certificate.needsAPerson() ? 1 : 0)
                .counter(
                        "doorstep_kiosk_certificate_renewals_total",
                        "What came of asking for the next one, since the start.",
                        Map.of("outcome", "renewed"),
                        certificate.renewed())
                .counter(
                        "doorstep_kiosk_certificate_renewals_total",
                        "What came of asking for the next one, since the start.",
                        Map.of("outcome", "failed"),
                        certificate.failed()));
        return text;
    }

    private long uptimeSeconds() {
        return (clock.moment().uptimeMs() - startedMs) / 1000;
    }
}
