package org.doorstep.kiosk.area;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.doorstep.relay.contract.talk.SmallArea;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small areas of the postcodes around a hub, as the Office for National Statistics lists them: read once, and then
/// in memory, so that looking one up leaves no trace. Immutable; safe for all threads.
///
/// `areas.csv` in the kiosk's folder is the ONS Postcode Directory or the National Statistics Postcode Lookup, cut down
/// to the districts around: it is read by its columns `pcds` and `lsoa21cd`, and by `lsoa21nm` for a name if it is
/// there. `deciles.csv` beside it is the Indices of Deprivation's file of deciles, read by its first column of LSOA
/// codes, its first column of names, and the first whose heading has "decile" in it; a column of that heading in
/// `areas.csv` does as well. Without the first file nobody is asked for a postcode.
///
/// Sources: ONSPD and NSPL user guides; English Indices of Deprivation, file 1. Open Government Licence; contains OS,
/// Royal Mail and National Statistics data.
public final class AreaBook {
    public static final String POSTCODES = "areas.csv";
    public static final String DECILES = "deciles.csv";

    /// A borough has about 8,000; so many take some 10 MB.
    static final int MOST_POSTCODES = 60_000;

    /// Every LSOA of England and Wales, and room.
    static final int MOST_AREAS = 50_000;

    /// The longest line of the official files has some 400 characters.
    private static final int MOST_LINE = 4_000;

    private static final Logger LOG = LoggerFactory.getLogger(AreaBook.class);

    private final Map<String, Place> byPostcode;
    private final Map<String, Place> byCode = new HashMap<>();

    /// A small area, with what people call it.
    public record Place(SmallArea area, String name) {}

    private AreaBook(Map<String, Place> byPostcode) {
        this.byPostcode = Map.copyOf(byPostcode);
        byPostcode.values().forEach(place -> byCode.put(place.area().code(), place));
    }

    /// None without files, and none, with a line in the log, if they cannot be read: a kiosk welcomes people all the
    /// same.
    public static AreaBook in(Path folder) {
        Path postcodes = folder.resolve(POSTCODES);
        if (!Files.exists(postcodes)) {
            return new AreaBook(Map.of());
        }
        try {
            Path deciles = folder.resolve(DECILES);
            Map<String, Place> areas = Files.exists(deciles) ? areas(deciles) : Map.of();
            return new AreaBook(postcodes(postcodes, areas));
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("Nobody is asked for a postcode: {}", e.getMessage());
            return new AreaBook(Map.of());
        }
    }

    /// Whether anybody can be asked.
    public boolean isThere() {
        return !byPostcode.isEmpty();
    }

    /// Where that postcode is, however it is written; empty if it is none of those around.
    public Optional<Place> find(String postcode) {
        return Optional.ofNullable(byPostcode.get(plain(postcode)));
    }

    public Optional<Place> withCode(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /// What people call the area of that code; the code itself if nobody says.
    public String name(SmallArea area) {
        return withCode(area.code()).map(Place::name).orElse(area.code());
    }

    private static String plain(String postcode) {
        return postcode.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }

    private static Map<String, Place> areas(Path file) throws IOException {
        Map<String, Place> areas = new HashMap<>();
        try (Table table = new Table(file)) {
            int code = table.column(
                    "an LSOA code",
                    heading ->
                            heading.contains("lsoa") && heading.contains("cod") || heading.matches("lsoa[0-9]{2}cd"));
            int decile = table.column("a decile", heading -> heading.contains("decile"));
            Optional<Integer> name = table.find(heading ->
                    heading.contains("lsoa") && heading.contains("nam") || heading.matches("lsoa[0-9]{2}nm"));
            for (List<String> row = table.next(); !row.isEmpty(); row = table.next()) {
                SmallArea area = new SmallArea(row.get(code), Integer.parseInt(row.get(decile)));
                areas.put(area.code(), new Place(area, name.map(row::get).orElse(area.code())));
                if (areas.size() > MOST_AREAS) {
                    throw new IllegalArgumentException(file + " has more than " + MOST_AREAS + " areas.");
                }
            }
        }
        return areas;
    }

    private static Map<String, Place> postcodes(Path file, Map<String, Place> areas) throws IOException {
        Map<String, Place> postcodes = new HashMap<>();
        try (Table table = new Table(file)) {
            int postcode = table.column("pcds", heading -> heading.equals("pcds"));
            int code = table.column("lsoa21cd", heading -> heading.equals("lsoa21cd"));
            Optional<Integer> name = table.find(heading -> heading.equals("lsoa21nm"));
            Optional<Integer> decile = table.find(heading -> heading.contains("decile"));
            for (List<String> row = table.next(); !row.isEmpty(); row = table.next()) {
                if (row.get(code).isEmpty()) {
                    // Channel Islands and the Isle of Man have postcodes, and no such areas.
                    continue;
                }
                SmallArea area = new SmallArea(
                        row.get(code),
                        decile.map(row::get).map(Integer::parseInt).orElse(0));
                postcodes.put(
                        plain(row.get(postcode)),
                        areas.getOrDefault(
                                area.code(), new Place(area, name.map(row::get).orElse(area.code()))));
                if (postcodes.size() > MOST_POSTCODES) {
                    throw new IllegalArgumentException(file + " has more than " + MOST_POSTCODES
                            + " postcodes. Cut it down to the districts around the hub.");
                }
            }
        }
        return postcodes;
    }

    /// A file of commas and quotation marks (RFC 4180, without line breaks inside a field), row by row.
    private static final class Table implements AutoCloseable {
        private final Path file;
        private final BufferedReader reader;
        private final List<String> headings;

        Table(Path file) throws IOException {
            this.file = file;
            this.reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
            this.headings = next().stream()
                    .map(heading -> heading.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT))
                    .toList();
        }

        int column(String what, Predicate<String> heading) {
            return find(heading)
                    .orElseThrow(() -> new IllegalArgumentException(file + " has no column of " + what + "."));
        }

        Optional<Integer> find(Predicate<String> heading) {
            for (int i = 0; i < headings.size(); i++) {
                if (heading.test(headings.get(i))) {
                    return Optional.of(i);
                }
            }
            return Optional.empty();
        }

        /// Empty at the end.
        List<String> next() throws IOException {
            String line = reader.readLine();
            while (line != null && line.isBlank()) {
                line = reader.readLine();
            }
            if (line == null) {
                return List.of();
            }
            if (line.length() > MOST_LINE) {
                throw new IllegalArgumentException(file + " has a line of more than " + MOST_LINE + " characters.");
            }
            List<String> row = fields(line);
            if (headings != null && row.size() != headings.size()) {
                throw new IllegalArgumentException(file + " has a line of " + row.size() + " fields and not of "
                        + headings.size() + ", as its first.");
            }
            return row;
        }

        private static List<String> fields(String line) {
            List<String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"') {
                    if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                        field.append(c);
                        i++;
                    } else {
                        quoted = !quoted;
                    }
                } else if (c == ',' && !quoted) {
                    fields.add(field.toString().strip());
                    field.setLength(0);
                } else {
                    field.append(c);
                }
            }
            fields.add(field.toString().strip());
            return fields;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
