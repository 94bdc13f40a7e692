package org.doorstep.system.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// What it costs that kiosk and hub speak by certificates over TLS: the way to the acknowledgement, and a backlog,
/// beside the same two programs that speak readably. In turn, in the same run.
final class TlsCost implements Scenario {
    /// A rush at one door.
    private static final int PACE = 50;

    private static final int UNCOUNTED = 25;

    /// A record of TLS costs some microseconds, where a commit costs milliseconds: a fifth more would be a mistake of
    /// ours.
    private static final double MOST_TIMES = 1.2;

    private static final double DRAIN_SHARE = 0.8;

    private final Programs programs;

    TlsCost(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        int rounds = extent.counts().rounds();
        int events = PACE * extent.counts().paceSeconds() / rounds;
        int backlog = extent.counts().throughputEvents() / 2;
        try (TrialHouse plain = house(extent, "plain", TrialHouse.Plan.readable(TrialHouse.Broker.EMBEDDED));
                TrialHouse secure = house(extent, "secure", TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED))) {
            plain.start(Part.HUB);
            secure.start(Part.HUB);
            try (PacedLine readable = new PacedLine(plain, "pace-01", extent, extent.random("plain"));
                    PacedLine sealed = new PacedLine(secure, "pace-01", extent, extent.random("secure"))) {
                List<Double> plainAcks = new ArrayList<>();
                List<Double> sealedAcks = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    boolean even = round % 2 == 0;
                    add(even ? readable : sealed, even ? plainAcks : sealedAcks, events);
                    add(even ? sealed : readable, even ? sealedAcks : plainAcks, events);
                    extent.progress().say("  acknowledgements, round %d of %d".formatted(round + 1, rounds));
                }
                Map<String, Samples> drains = new Rounds()
                        .with("plain", _ -> readable.drained(backlog))
                        .with("TLS", _ -> sealed.drained(backlog))
                        .run(rounds, extent.progress());
                return findings(samples(plainAcks), samples(sealedAcks), drains);
            }
        }
    }

    private static void add(PacedLine line, List<Double> to, int events) throws Exception {
        for (double value : line.paced(PACE, UNCOUNTED, events)) {
            to.add(value);
        }
    }

    private static List<Finding> findings(Samples plain, Samples sealed, Map<String, Samples> drains) {
        return List.of(
                Finding.tail("plain: kiosk's commit to acknowledgement, 50 events/s", "ms", plain),
                Finding.tail("TLS: the same", "ms", sealed),
                new Finding(
                        "TLS: the same, median beside plain",
                        "ms",
                        sealed,
                        new Limit.AtMostTimes(MOST_TIMES, "plain", plain)),
                Finding.noted("plain: one kiosk's backlog, counted", "events/s", drains.get("plain")),
                new Finding(
                        "TLS: the same",
                        "events/s",
                        drains.get("TLS"),
                        new Limit.ShareOf(DRAIN_SHARE, "plain", drains.get("plain"))));
    }

    private static Samples samples(List<Double> values) {
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private TrialHouse house(Extent extent, String name, TrialHouse.Plan plan) {
        return TrialHouse.make(extent.folder().resolve("tls-" + name), programs, plan);
    }
}
