package org.doorstep.system.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The two tables of docs/privacy.md that the stolen kiosk is held against. `sometimes` is of the disk too, and depends
/// on how long the kiosk has run or how it was set up.
record PrivacyPage(List<String> onTheDisk, List<String> sometimes, Map<String, String> learnt) {
    private static final String SOMETIMES = "Not always:";
    private static final String DISK = "| on its disk |";
    private static final String LEARNT = "| asked of the disk |";

    static PrivacyPage read(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        Map<Boolean, List<String>> disk = rows(lines, DISK).stream()
                .collect(Collectors.partitioningBy(
                        row -> row.get(1).startsWith(SOMETIMES),
                        Collectors.mapping(row -> row.getFirst().replace("`", ""), Collectors.toList())));
        return new PrivacyPage(
                disk.get(false),
                disk.get(true),
                rows(lines, LEARNT).stream()
                        .collect(Collectors.toMap(List::getFirst, row -> row.get(1), (one, two) -> one, TreeMap::new)));
    }

    private static List<List<String>> rows(List<String> lines, String heading) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith(heading))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.split("\\|"))
                        .map(String::strip)
                        .filter(cell -> !cell.isEmpty())
                        .toList())
                .toList();
    }
}
