package org.doorstep.system.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Several ways to do one thing, measured in turn, so that a machine that is busy for a while is busy for all of them.
final class Rounds {

    /// Does it once; gives its measure.
    @FunctionalInterface
    interface Way {
        double run(int round) throws Exception;
    }

    private final Map<String, Way> ways = new LinkedHashMap<>();
    private final int uncounted;

    /// With one round first that is not counted.
    Rounds() {
        this(1);
    }

    /// With so many rounds first that are not counted: the last of them is number -1.
    Rounds(int uncounted) {
        this.uncounted = uncounted;
    }

    Rounds with(String name, Way way) {
        ways.put(name, way);
        return this;
    }

    /// First the rounds that are not counted, for warmth. Every other round goes the ways backwards, so that none is
    /// always the one after the other.
    Map<String, Samples> run(int rounds, Progress progress) throws Exception {
        Map<String, double[]> measures = new LinkedHashMap<>();
        ways.keySet().forEach(name -> measures.put(name, new double[rounds]));
        for (int round = -uncounted; round < rounds; round++) {
            List<String> order = new ArrayList<>(ways.keySet());
            if (round % 2 != 0) {
                Collections.reverse(order);
            }
            for (String name : order) {
                double measure = ways.get(name).run(round);
                progress.say(String.format(
                        Locale.ROOT,
                        "  %s, %s: %,.0f",
                        name,
                        round < 0 ? "not counted" : "round " + (round + 1) + " of " + rounds,
                        measure));
                if (round >= 0) {
                    measures.get(name)[round] = measure;
                }
            }
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        measures.forEach((name, values) -> samples.put(name, new Samples(values)));
        return samples;
    }
}
