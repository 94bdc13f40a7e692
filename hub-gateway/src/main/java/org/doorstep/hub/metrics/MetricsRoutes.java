package org.doorstep.hub.metrics;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.doorstep.firmware.keys.MetricsToken;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.hub.fleet.KioskFacts;
import org.doorstep.hub.fleet.KioskQueries;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.ingest.Unopened;
import org.doorstep.hub.upstream.AreaProof;
import org.doorstep.hub.upstream.UpstreamStatus;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Routes;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.supervision.Connections;
import org.doorstep.relay.supervision.MetricsText;
import org.jdbi.v3.core.Handle;

/// `GET /metrics`, for a program that knows the token in the hub's folder.
///
/// Not for everybody: a counter of events that is read every few seconds tells when somebody came
/// in, and a hub's pages stand behind a web server as often as not, so that a loopback address
/// proves nothing.
public final class MetricsRoutes {
    private final Supplier<EventIngest.Counts> ingest;
    private final TurnedAway turnedAway;
    private final Connections connections;
    private final BooleanSupplier linked;
    private final Supplier<UpstreamStatus> upstream;
    private final KioskQueries kiosks;
    private final Database database;
    private final Path folder;
    private final InstantSource clock;

    /// `folder` is where the hub's data is.
    public MetricsRoutes(
            Supplier<EventIngest.Counts> ingest,
            TurnedAway turnedAway,
            Connections connections,
            BooleanSupplier linked,
            Supplier<UpstreamStatus> upstream,
            KioskQueries kiosks,
            Database database,
            Path folder,
            InstantSource clock) {
        this.ingest = ingest;
        this.turnedAway = turnedAway;
        this.connections = connections;
        this.linked = linked;
        this.upstream = upstream;
        this.kiosks = kiosks;
        this.database = database;
        this.folder = folder;
        this.clock = clock;
    }

    public void addTo(Routes routes, MetricsToken token) {
        routes.get(new Access.Bearer(token.value()), "/metrics", this::send);
    }

    private void send(Exchange exchange) {
        exchange.text(MetricsText.TYPE, now().toString());
    }

    private MetricsText now() {
        MetricsText text = new MetricsText();
        taking(text);
        Instant now = clock.instant();
        database.read(handle -> {
            kiosks.all(handle, now).forEach(kiosk -> tell(text, kiosk, now));
            setAside(text, handle);
            return null;
        });
        tell(text, upstream.get(), now);
        text.gauge(
                "doorstep_hub_saving",
                "Whether the hub's disk takes what is written.",
                database.refusal().isEmpty() ? 1 : 0);
        text.gauge(
                "doorstep_disk_free_bytes",
                "Room on the disk of the data folder.",
                folder.toFile().getUsableSpace());
        return text;
    }

    private void taking(MetricsText text) {
        EventIngest.Counts counts = ingest.get();
        text.gauge("doorstep_ingest_queue_depth", "Events that wait to be committed.", counts.waiting());
        text.gauge("doorstep_ingest_queue_limit", "Most events that may wait.", counts.mostWaiting());
        text.counter(
                "doorstep_ingest_dropped_total",
                "Events let go because the queue was full; sent again.",
                counts.dropped());
        text.counter("doorstep_ingest_events_total", "New events committed.", counts.events());
        text.counter("doorstep_ingest_commits_total", "Group commits.", counts.commits());
        text.counter(
                "doorstep_ingest_commit_seconds_total",
                "Time spent in group commits.",
                counts.committing().toNanos() / (double) Duration.ofSeconds(1).toNanos());
        text.gauge("doorstep_link_connected", "Whether the broker is heard.", linked.getAsBoolean() ? 1 : 0);
        text.counter("doorstep_link_connections_total", "How often the link was made.", connections.made());
        text.counter("doorstep_link_losses_total", "How often the link broke.", connections.broken());
        turnedAway
                .counts()
                .forEach(count -> text.counter(
                        "doorstep_broker_turned_away_total",
                        "Whom the broker did not let in, or not let do what, since the hub started.",
                        Map.of("device", count.name(), "reason", count.why().name()),
                        count.times()));
    }

    private static void tell(MetricsText text, KioskFacts kiosk, Instant now) {
        Map<String, String> device = Map.of("device", kiosk.device().value());
        if (kiosk.presence() == KioskFacts.Presence.NEVER) {
            return;
        }
        text.gauge(
                "doorstep_device_here",
                "Whether the kiosk speaks.",
                device,
                kiosk.presence() == KioskFacts.Presence.HERE ? 1 : 0);
        text.gauge(
                "doorstep_device_silent_seconds",
                "Since its last word.",
                device,
                Math.max(0, Duration.between(kiosk.heardAt(), now).toSeconds()));
        text.gauge(
                "doorstep_device_backlog_events",
                "Rows it holds that the hub has not acknowledged, by its last word.",
                device,
                kiosk.waiting());
        text.gauge(
                "doorstep_device_oldest_unacknowledged_seconds",
                "Age of the oldest of them, by its last word.",
                device,
                kiosk.oldest().toSeconds());
        text.gauge("doorstep_device_missing_events", "Rows the hub knows of and lacks.", device, kiosk.missing());
        text.gauge(
                "doorstep_device_parted",
                "Whether it holds other rows than the hub knows.",
                device,
                kiosk.parted() ? 1 : 0);
        text.gauge("doorstep_device_saving", "Whether it can write its disk.", device, kiosk.saving() ? 1 : 0);
        text.gauge(
                "doorstep_device_differing_days",
                "Days on which it and the hub have not the same.",
                device,
                kiosk.proofs().stream().filter(day -> !day.agrees()).count());
    }

    private static void tell(MetricsText text, UpstreamStatus upstream, Instant now) {
        text.gauge("doorstep_hub_figures_waiting", "Released figures that the area has not taken.", upstream.waiting());
        AreaProof proof = upstream.proof();
        if (proof.result() == AreaProof.Result.NOT_YET) {
            return;
        }
        text.gauge(
                "doorstep_hub_area_proof_seconds",
                "Since what the area holds was compared with what was released.",
                Math.max(0, Duration.between(proof.at(), now).toSeconds()));
        text.gauge(
                "doorstep_hub_area_agrees",
                "Whether it was the same.",
                proof.result() == AreaProof.Result.AGREES ? 1 : 0);
        text.gauge(
                "doorstep_hub_area_differing_figures", "Figures that differ and were not mended.", proof.remaining());
        text.gauge(
                "doorstep_hub_area_mended_figures",
                "Figures that were set right at the area, the last time that any were.",
                proof.mended());
    }

    private static void setAside(MetricsText text, Handle handle) {
        text.gauge(
                "doorstep_quarantine_events",
                "Messages set aside for a person.",
                count(handle, "SELECT count(*) FROM inbox_quarantine"));
        text.gauge("doorstep_unprojected_events", "Events kept and not counted yet.", count(handle, """
                        SELECT count(*)
                        FROM inbox_event
                        WHERE state = 'unprojected'
                          AND NOT EXISTS (
                            SELECT 1
                            FROM inbox_aside
                            WHERE inbox_aside.position = inbox_event.position AND verdict <> 'counts')
                        """));
        text.gauge(
                "doorstep_unopened_events",
                "Events sealed to a key that this hub has not, or has destroyed.",
                Unopened.count(handle));
        text.gauge(
                "doorstep_fenced_events",
                "Events of devices that were shut out, of which nobody has said whether they count.",
                Fences.countWaiting(handle));
        text.gauge(
                "doorstep_lost_ranges",
                "Ranges that devices have declared lost for good.",
                count(handle, "SELECT count(*) FROM incomplete"));
        handle.createQuery("SELECT reason, sum(times) AS times FROM inbox_refusal GROUP BY reason ORDER BY reason")
                .map((row, context) -> Map.entry(row.getString("reason"), row.getLong("times")))
                .forEach(refused -> text.counter(
                        "doorstep_refused_total",
                        "Messages refused, by reason, kept over starts.",
                        Map.of("reason", refused.getKey()),
                        refused.getValue()));
    }

    private static long count(Handle handle, String query) {
        return handle.createQuery(query).mapTo(Long.class).one();
    }
}
