package org.doorstep.system.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToIntFunction;

/// Sixteen who book at once, among five years of bookings: the hub's claim path with all its rules,
/// beside PostgreSQL with an exclusion constraint, and beside looking first and then inserting,
/// which is what most booking systems do.
final class Claims implements Scenario {
    private static final int CLIENTS = 16;
    private static final double TIMES_EXCLUSION = 1;
    private static final double MILLISECONDS = 1;

    /// A JVM compiles for so long what a claim goes through, and the web server beside it.
    private static final int UNCOUNTED = 3;
    private static final String OURS = "the hub's claims";
    private static final String HTTP = "the hub's claims, through its web server";
    private static final double SHARE_OF_STORE = 0.3;
    private static final String EXCLUSION = "PostgreSQL, EXCLUDE USING gist";
    private static final String LOOKED = "PostgreSQL, look and then insert";

    @Override
    public String name() {
        return "booking";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        Path folder = Files.createDirectories(extent.folder().resolve("booking"));
        Instant now = extent.clock().instant().truncatedTo(ChronoUnit.MINUTES);
        List<ClaimsWanted.Slot> present = new ClaimsWanted(now, extent.random("present"))
                .present(extent.counts().bookings());
        Optional<Path> postgres = PostgresClaims.programs();
        try (HubClaims hub = new HubClaims(folder.resolve("store"), now, extent.random("codes"));
                HubClaims behind = new HubClaims(folder.resolve("web"), now, extent.random("codes"));
                HubOverHttp web = new HubOverHttp(behind, extent, CLIENTS)) {
            hub.fill(present);
            behind.fill(present);
            List<Finding> findings = new ArrayList<>();
            if (postgres.isPresent()) {
                try (PostgresClaims peer = new PostgresClaims(postgres.get(), CLIENTS)) {
                    peer.fill(present);
                    findings.addAll(beside(extent, now, hub, web, peer));
                }
            } else {
                findings.addAll(alone(extent, now, hub, web));
                findings.add(Finding.unmeasured(EXCLUSION, "PostgreSQL is not installed (Debian: postgresql)"));
            }
            findings.add(
                    Finding.exactly("bookings that overlap: " + OURS, "pairs", 0, hub.overlaps() + behind.overlaps()));
            findings.add(read(extent, "week of ten rooms, from the database", present, hub::week));
            findings.add(read(extent, "which of 190 tools are free for three days", present, hub::freeTools));
            return findings;
        }
    }

    private static List<Finding> beside(Extent extent, Instant now, HubClaims hub, HubOverHttp web, PostgresClaims peer)
            throws Exception {
        Map<String, Clients> waits = new HashMap<>();
        Map<String, Samples> rates = ours(extent, now, hub, web, waits)
                .with(EXCLUSION, round -> round(extent, now, round, EXCLUSION, peer::bookKept, waits))
                .with(LOOKED, round -> round(extent, now, round, LOOKED, peer::bookLooked, waits))
                .run(extent.counts().rounds(), extent.progress());
        List<Finding> findings = new ArrayList<>(List.of(
                Finding.noted(EXCLUSION, "/s", rates.get(EXCLUSION)),
                Finding.tail(
                        "an answer of " + EXCLUSION, "ms", waits.get(EXCLUSION).waited()),
                Finding.noted(LOOKED, "/s", rates.get(LOOKED)),
                Finding.tail("an answer of " + LOOKED, "ms", waits.get(LOOKED).waited()),
                new Finding(
                        OURS + ", all rules",
                        "/s",
                        rates.get(OURS),
                        new Limit.ShareOf(TIMES_EXCLUSION, EXCLUSION, rates.get(EXCLUSION)))));
        findings.addAll(ofOurs(rates, waits));
        findings.add(Finding.noted(
                "bookings that overlap: " + LOOKED, "pairs", new Samples(new double[] {peer.overlaps("looked")})));
        findings.add(Finding.exactly("bookings that overlap: " + EXCLUSION, "pairs", 0, peer.overlaps("kept")));
        return findings;
    }

    private static List<Finding> alone(Extent extent, Instant now, HubClaims hub, HubOverHttp web) throws Exception {
        Map<String, Clients> waits = new HashMap<>();
        Map<String, Samples> rates =
                ours(extent, now, hub, web, waits).run(extent.counts().rounds(), extent.progress());
        List<Finding> findings = new ArrayList<>(List.of(Finding.noted(OURS + ", all rules", "/s", rates.get(OURS))));
        findings.addAll(ofOurs(rates, waits));
        return findings;
    }

    private static Rounds ours(Extent extent, Instant now, HubClaims hub, HubOverHttp web, Map<String, Clients> waits) {
        return new Rounds(UNCOUNTED)
                .with(OURS, round -> round(extent, now, round, OURS, hub::book, waits))
                .with(HTTP, round -> round(extent, now, round, HTTP, web::book, waits));
    }

    private static List<Finding> ofOurs(Map<String, Samples> rates, Map<String, Clients> waits) {
        return List.of(
                Finding.tail("an answer of " + OURS, "ms", waits.get(OURS).waited()),
                new Finding(HTTP, "/s", rates.get(HTTP), new Limit.ShareOf(SHARE_OF_STORE, OURS, rates.get(OURS))),
                Finding.tail("an answer of " + HTTP, "ms", waits.get(HTTP).waited()));
    }

    /// Each way is asked as much, drawn in the same manner. Only the constraint is spared the rushes:
    /// of those who insert one slot at the same moment each waits for the other, until PostgreSQL
    /// looks for deadlocks a second later, and its figure would be of nothing else.
    private static double round(
            Extent extent,
            Instant now,
            int round,
            String way,
            Clients.Asking<ClaimsWanted.Slot> asking,
            Map<String, Clients> waits)
            throws Exception {
        List<ClaimsWanted.Slot> asked = new ClaimsWanted(now, extent.random("asked " + round))
                .asked(extent.counts().claims(), !way.equals(EXCLUSION));
        // The first round is for warmth, and its waits are not among the others.
        Clients clients = round < 0 ? new Clients() : waits.computeIfAbsent(way, _ -> new Clients());
        return clients.run(CLIENTS, asked, asking);
    }

    /// At times at which there is something, of all five years.
    private static Finding read(
            Extent extent, String what, List<ClaimsWanted.Slot> present, ToIntFunction<Instant> query) {
        Random random = extent.random(what);
        int times = extent.counts().commits();
        double[] took = new double[times];
        long found = 0;
        for (int i = -times; i < times; i++) {
            Instant starts = present.get(random.nextInt(present.size())).times().starts();
            long begun = System.nanoTime();
            found += query.applyAsInt(starts);
            if (i >= 0) {
                took[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        if (found == 0) {
            throw new IllegalStateException("Nothing was found: " + what);
        }
        return new Finding(what, "ms", new Samples(took), new Limit.Under(MILLISECONDS));
    }
}
