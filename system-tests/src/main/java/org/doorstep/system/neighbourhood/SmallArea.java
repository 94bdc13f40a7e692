package org.doorstep.system.neighbourhood;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A few streets, invented. `need` is 1 where people have least, to 10; `minutes` is the walk to the hub.
public record SmallArea(String name, int need, int minutes, int people) {

    /// The forty of Millbrook Fold, the nearest first.
    static List<SmallArea> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                SmallArea.class.getResourceAsStream("small-areas.csv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(SmallArea::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The list of small areas is in our own jar.", e);
        }
    }

    private static SmallArea parse(String line) {
        String[] fields = line.split(",");
        return new SmallArea(
                fields[0], Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
    }
}
