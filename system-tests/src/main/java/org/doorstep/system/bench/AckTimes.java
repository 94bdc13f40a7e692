package org.doorstep.system.bench;

import java.util.ArrayList;
import java.util.List;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// From a kiosk's commit to the hub's acknowledgement of that row, back at the kiosk and written down there, at a
/// steady pace of events: a quiet afternoon, a rush, a hall that empties through one door.
final class AckTimes implements Scenario {
    private static final int[] PACES = {1, 50, 500};

    /// At the slowest pace each second gives one sample; at the fastest a few seconds give thousands.
    private static final int MOST_EVENTS = 3_000;

    private static final int UNCOUNTED = 5;

    private final Programs programs;

    AckTimes(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "ack";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        List<Finding> findings = new ArrayList<>();
        try (TrialHouse house = ThroughBroker.house(extent, programs, "ack")) {
            house.start(Part.HUB);
            try (PacedLine line = new PacedLine(house, "pace-01", extent, extent.random("pace"))) {
                for (int pace : PACES) {
                    int events = Math.min(MOST_EVENTS, pace * extent.counts().paceSeconds());
                    double[] values = line.paced(pace, UNCOUNTED, events);
                    findings.add(Finding.tail(
                            "kiosk's commit to hub's acknowledgement, %d events/s".formatted(pace),
                            "ms",
                            new Samples(values)));
                    extent.progress().say("  %d events/s: %d measured".formatted(pace, values.length));
                }
            }
        }
        return findings;
    }
}
