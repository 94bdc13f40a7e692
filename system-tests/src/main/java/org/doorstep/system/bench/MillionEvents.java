package org.doorstep.system.bench;

import java.util.ArrayList;
import java.util.List;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// A million events through one gateway, and how large its process is all the while: what is remembered between
/// commits has bounds, so after the first tenth it must not grow any more.
final class MillionEvents implements Scenario {
    private static final int DEVICES = 4;
    private static final int PASSES_EACH = 200;
    private static final int ROUND = 10_000;
    private static final double NO_LARGER = 1.1;

    private final Programs programs;

    MillionEvents(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "million";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        int rounds = Math.max(4, extent.counts().manyEvents() / ROUND);
        try (TrialHouse house = ThroughBroker.house(extent, programs, "million")) {
            long pid = house.start(Part.HUB).pid();
            List<Double> megabytes = new ArrayList<>();
            double seconds = 0;
            try (Publishers devices = Publishers.connected(house, extent, DEVICES, PASSES_EACH)) {
                for (int round = 0; round < rounds; round++) {
                    seconds += ROUND / devices.rate(ROUND, devices::awaitAcknowledged);
                    megabytes.add(ProcessSize.of(pid).residentMegabytes());
                    if ((round + 1) % Math.max(1, rounds / 10) == 0) {
                        extent.progress()
                                .say("  %,d events: %.0f MB".formatted((round + 1) * ROUND, megabytes.getLast()));
                    }
                }
            }
            int tenth = Math.max(1, rounds / 10);
            int all = rounds * ROUND;
            try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
                return List.of(
                        Finding.exactly("%,d events: kept".formatted(all), "", all, books.events()),
                        Finding.noted("%,d events: counted".formatted(all), "events/s", new Samples(new double[] {
                            all / seconds
                        })),
                        new Finding(
                                "hub with its broker: memory in the last tenth",
                                "MB RSS",
                                samples(megabytes.subList(rounds - tenth, rounds)),
                                new Limit.AtMostTimes(
                                        NO_LARGER, "second tenth", samples(megabytes.subList(tenth, 2 * tenth)))));
            }
        }
    }

    private static Samples samples(List<Double> values) {
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
