package org.doorstep.system.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// The whole gateway, from a device's publish through the embedded broker to committed, projected and acknowledged,
/// against the same broker with a subscriber that does nothing. Same generator, same flags, in turn.
final class ThroughBroker implements Scenario {
    static final double SHARE = 0.8;
    static final Duration PATIENCE = Duration.ofMinutes(3);

    /// Rounds that are not counted. A hub runs for months; after one round of 20,000 events a fifth to a
    /// third of its work in each of the next was still that of its JVM's compilers.
    static final int WARMING = 3;

    private static final int DEVICES = 2;
    private static final int PASSES_EACH = 300;

    private final Programs programs;

    ThroughBroker(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        int events = extent.counts().throughputEvents() / DEVICES * DEVICES;
        try (TrialHouse hub = house(extent, programs, "gateway");
                TrialHouse alone = house(extent, programs, "broker-alone")) {
            hub.start(Part.HUB);
            try (Program broker = BrokerAlone.start(programs, alone, events);
                    Publishers toHub = Publishers.connected(hub, extent, DEVICES, PASSES_EACH);
                    Publishers toNothing = Publishers.connected(alone, extent, DEVICES, PASSES_EACH)) {
                Map<String, Samples> rates = new Rounds(WARMING)
                        .with("subscriber", round -> toNothing.rate(events, allReceived(broker, round, events)))
                        .with("gateway", round -> toHub.rate(events, toHub::awaitAcknowledged))
                        .run(extent.counts().rounds(), extent.progress());
                Samples subscriber = rates.get("subscriber");
                return List.of(
                        Finding.noted("broker to a subscriber that does nothing", "events/s", subscriber),
                        new Finding(
                                "broker to committed and projected",
                                "events/s",
                                rates.get("gateway"),
                                new Limit.ShareOf(SHARE, "subscriber that does nothing", subscriber)));
            }
        }
    }

    /// Until that program has said that it has received everything of this round; the first is round -WARMING.
    static Publishers.Arrival allReceived(Program program, int round, int events) {
        long all = (long) (round + WARMING + 1) * events;
        return () -> Patience.until(program.name() + " has all", PATIENCE, () -> program.said("received-" + all)
                .isPresent());
    }

    static TrialHouse house(Extent extent, Programs programs, String name) {
        return TrialHouse.make(
                extent.folder().resolve(name), programs, TrialHouse.Plan.readable(TrialHouse.Broker.EMBEDDED));
    }
}
