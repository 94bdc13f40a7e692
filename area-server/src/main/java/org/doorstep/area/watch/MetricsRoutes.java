package org.doorstep.area.watch;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.doorstep.area.hubs.Hubs;
import org.doorstep.area.intake.Taking;
import org.doorstep.area.store.Store;
import org.doorstep.firmware.keys.MetricsToken;
import org.doorstep.login.Anyone;
import org.doorstep.relay.supervision.MetricsText;

/// `GET /metrics`, for a program that knows the token in the area's folder: how each hub's sending goes, never what it
/// sent.
public final class MetricsRoutes {
    private static final String BEARER = "Bearer ";

    private final MetricsToken token;
    private final Hubs hubs;
    private final Taking taking;
    private final Store store;
    private final Path folder;
    private final InstantSource clock;

    /// `folder` is where the area's data is.
    public MetricsRoutes(MetricsToken token, Hubs hubs, Taking taking, Store store, Path folder, InstantSource clock) {
        this.token = token;
        this.hubs = hubs;
        this.taking = taking;
        this.store = store;
        this.folder = folder;
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/metrics", this::send, Anyone.ANYONE);
    }

    private void send(Context ctx) {
        String header = ctx.header("Authorization");
        boolean known = header != null
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8),
                        (BEARER + token.value()).getBytes(StandardCharsets.UTF_8));
        if (known) {
            ctx.contentType(MetricsText.TYPE).result(now().toString());
        } else {
            ctx.status(401).header("WWW-Authenticate", "Bearer");
        }
    }

    private MetricsText now() {
        MetricsText text = new MetricsText();
        text.gauge(
                "doorstep_area_saving",
                "Whether the database takes what is written.",
                store.refusal().isEmpty() ? 1 : 0);
        text.gauge(
                "doorstep_area_disk_free_bytes",
                "Room on the disk of the data folder.",
                folder.toFile().getUsableSpace());
        taking(text);
        hubs(text, hubs.all());
        return text;
    }

    private void taking(MetricsText text) {
        Taking.Counts counts = taking.counts();
        text.counter("doorstep_area_batches_taken_total", "Batches kept, new or again.", counts.taken());
        text.counter("doorstep_area_rows_taken_total", "Figures kept that were new.", counts.rows());
        text.counter(
                "doorstep_area_batches_elsewhere_total",
                "Batches that did not join; the hub goes on from the cursor.",
                counts.elsewhere());
        text.counter(
                "doorstep_area_strangers_total",
                "Requests whose hub and token do not belong together.",
                counts.strangers());
    }

    private void hubs(MetricsText text, List<Hubs.Listed> listed) {
        Instant now = clock.instant();
        List<Hubs.Heard> heard = listed.stream()
                .filter(Hubs.Listed.Known.class::isInstance)
                .map(each -> ((Hubs.Listed.Known) each).heard())
                .toList();
        text.gauge("doorstep_area_hubs", "Hubs that belong to the area.", listed.size());
        text.gauge("doorstep_area_hubs_heard", "Those of them that were ever heard.", heard.size());
        heard.forEach(hub -> tell(text, hub, now));
        text.gauge(
                "doorstep_area_oldest_figures_seconds",
                "Age of the figures of the hub whose figures are oldest.",
                heard.stream().mapToLong(hub -> age(hub.asOf(), now)).max().orElse(0));
    }

    private void tell(MetricsText text, Hubs.Heard heard, Instant now) {
        Map<String, String> hub = Map.of("hub", heard.hub().id().value());
        text.gauge("doorstep_area_hub_silent_seconds", "Since its last word.", hub, age(heard.heardAt(), now));
        text.gauge("doorstep_area_hub_as_of_seconds", "Age of its newest figures.", hub, age(heard.asOf(), now));
        text.gauge("doorstep_area_hub_figures", "Figures taken of its present ledger.", hub, heard.figures());
        text.gauge(
                "doorstep_area_hub_incomplete_weeks",
                "Weeks of which it says that something is missing.",
                hub,
                heard.incompleteWeeks().size());
        text.gauge(
                "doorstep_area_hub_begun_again",
                "How often it was restored and sent its figures anew.",
                hub,
                heard.begunAgain());
        proof(text, hub, heard.proof(), now);
        hubs.refusedByReason(heard.hub().id())
                .forEach((reason, times) -> text.counter(
                        "doorstep_area_refused_total",
                        "Batches refused, by reason, kept over starts.",
                        Map.of("hub", heard.hub().id().value(), "reason", reason),
                        times));
    }

    private static void proof(MetricsText text, Map<String, String> hub, Hubs.Proof proof, Instant now) {
        if (proof.comparedAt().equals(Instant.EPOCH)) {
            return;
        }
        text.gauge(
                "doorstep_area_hub_proof_seconds",
                "Since what is here was compared with what it released.",
                hub,
                age(proof.comparedAt(), now));
        text.gauge("doorstep_area_hub_agrees", "Whether it was the same.", hub, proof.agrees() ? 1 : 0);
        text.gauge("doorstep_area_hub_differing_figures", "Figures that differ and were left.", hub, proof.remaining());
    }

    private static long age(Instant since, Instant now) {
        return Math.max(0, Duration.between(since, now).toSeconds());
    }
}
