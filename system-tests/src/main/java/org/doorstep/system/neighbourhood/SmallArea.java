package org.doorstep.system.neighbourhood;

import java.util.List;

/// A few streets, invented. `need` is 1 where people have least, to 10; `minutes` is the walk to the hub.
public record SmallArea(String name, int need, int minutes, int people) {

    /// The forty of Millbrook Fold, the nearest first.
    static List<SmallArea> all() {
        return OwnList.lines("small-areas.csv").map(SmallArea::parse).toList();
    }

    private static SmallArea parse(String line) {
        String[] fields = line.split(",");
        return new SmallArea(
                fields[0], Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
    }
}
