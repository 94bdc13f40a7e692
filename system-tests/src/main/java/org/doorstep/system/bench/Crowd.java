package org.doorstep.system.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.Wire;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// Fifty kiosks that all have something to say: what the gateway commits, counts and acknowledges, beside a subscriber
/// that does nothing, Node-RED with its SQLite node, and a bare insert loop. The broker is the same for all, each in a
/// process of its own, and so is the generator; they take turns.
final class Crowd implements Scenario {
    private static final int KIOSKS = 50;

    /// Three thousand people with passes, half of whom come on a day.
    private static final int PASSES_EACH = 60;

    private static final double TIMES_NODE_RED = 4;

    private final Programs programs;

    Crowd(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        int events = extent.counts().throughputEvents() / KIOSKS * KIOSKS;
        NodeRed.Found nodeRed = NodeRed.install(programs.home(), extent.progress());
        try (TrialHouse hub = ThroughBroker.house(extent, programs, "crowd");
                TrialHouse alone = ThroughBroker.house(extent, programs, "crowd-alone");
                TrialHouse peer = ThroughBroker.house(extent, programs, "crowd-node-red")) {
            hub.start(Part.HUB);
            try (Program broker = BrokerAlone.start(programs, alone, events);
                    Publishers toHub = Publishers.connected(hub, extent, KIOSKS, PASSES_EACH);
                    Publishers toNothing = Publishers.connected(alone, extent, KIOSKS, PASSES_EACH)) {
                Rounds rounds = new Rounds(ThroughBroker.WARMING)
                        .with("loop", round -> loop(extent, round))
                        .with(
                                "subscriber",
                                round -> toNothing.rate(events, ThroughBroker.allReceived(broker, round, events)))
                        .with("gateway", round -> toHub.rate(events, toHub::awaitAcknowledged));
                if (nodeRed.here().isEmpty()) {
                    return findings(rounds.run(extent.counts().rounds(), extent.progress()), nodeRed.why());
                }
                return withNodeRed(extent, rounds, peer, nodeRed.here().get(), events);
            }
        }
    }

    private List<Finding> withNodeRed(Extent extent, Rounds rounds, TrialHouse peer, NodeRed nodeRed, int events)
            throws Exception {
        try (Program _ = BrokerAlone.start(programs, peer, 0);
                Program red = nodeRed.start(
                        extent.folder().resolve("node-red"), peer.port(Part.BROKER), peer.port(Part.AREA), events);
                Publishers toRed = Publishers.connected(peer, extent, KIOSKS, PASSES_EACH)) {
            rounds.with("Node-RED", round -> toRed.rate(events, ThroughBroker.allReceived(red, round, events)));
            return findings(
                    rounds.run(extent.counts().rounds(), extent.progress()),
                    red.said("fault").orElse(""));
        }
    }

    /// `why` is what there is to say of Node-RED beside its figure, or instead of it.
    private static List<Finding> findings(Map<String, Samples> rates, String why) {
        Samples subscriber = rates.get("subscriber");
        Samples gateway = rates.get("gateway");
        List<Finding> findings = new ArrayList<>(List.of(
                Finding.noted("50 kiosks: bare insert loop, inbox, tap and visit rows", "events/s", rates.get("loop")),
                Finding.noted("50 kiosks: broker to a subscriber that does nothing", "events/s", subscriber),
                new Finding(
                        "50 kiosks: to committed, counted, acknowledged",
                        "events/s",
                        gateway,
                        new Limit.ShareOf(ThroughBroker.SHARE, "subscriber that does nothing", subscriber))));
        Optional.ofNullable(rates.get("Node-RED"))
                .ifPresent(red -> findings.add(new Finding(
                        "50 kiosks: the same beside Node-RED",
                        "events/s",
                        gateway,
                        new Limit.ShareOf(TIMES_NODE_RED, "Node-RED, a row each, committed", red))));
        if (!why.isEmpty()) {
            findings.add(Finding.unmeasured("50 kiosks: Node-RED", why));
        }
        return findings;
    }

    private static double loop(Extent extent, int round) throws Exception {
        List<Envelope> events = IngestAlone.events(extent, IngestAlone.keys(extent));
        List<byte[]> texts = events.stream().map(Wire::write).toList();
        return InsertLoop.run(
                extent.folder().resolve("crowd-loop").resolve("round" + round).resolve("loop.db"),
                InsertLoop.Rows.INBOX_TAPS_AND_VISITS,
                events,
                texts,
                IngestAlone.ROWS_A_COMMIT);
    }
}
