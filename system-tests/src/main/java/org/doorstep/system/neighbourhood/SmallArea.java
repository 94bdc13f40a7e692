package org.doorstep.system.neighbourhood;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A few streets, invented. `need` is 1 where people have least, to 10; `minutes` is the walk to the hub.
/// `code` is as the statisticians write them, with a letter of no country.
public record SmallArea(String name, int need, int minutes, int people, String code) {

    /// The forty of Millbrook Fold, the nearest first.
    static List<SmallArea> all() {
        List<String> lines = OwnList.lines("small-areas.csv").toList();
        return IntStream.range(0, lines.size())
                .mapToObj(at -> parse(lines.get(at), at + 1))
                .toList();
    }

    private static SmallArea parse(String line, int number) {
        String[] fields = line.split(",");
        return new SmallArea(
                fields[0],
                Integer.parseInt(fields[1]),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                String.format(Locale.ROOT, "X%08d", number));
    }
}
