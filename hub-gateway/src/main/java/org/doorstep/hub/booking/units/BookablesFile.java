package org.doorstep.hub.booking.units;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jdbi.v3.core.Handle;

/// What a new hub offers from its first start on, where somebody has put files beside its
/// activities. After that the pages say what can be booked, and the files are not read again.
///
/// A line's `made` is `one`, `pool 12`, `of hall-a hall-b` (things that stand in lines before it) or
/// `kit folding-table*4 urn*1`. Lengths are in minutes.
public final class BookablesFile {
    public static final String NAME = "bookables.csv";
    public static final String HEADER = "id,kind,title,place,picture,capacity,made,before,after,step,shortest,longest,"
            + "ahead,who,approval,from home,walk up,share,induction";

    /// Hours of the hub where `bookable` is empty.
    public static final String HOURS_NAME = "open-hours.csv";

    public static final String HOURS_HEADER = "bookable,weekday,opens,closes";

    private static final int DAY = 1440;

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();

    private BookablesFile() {}

    /// Nothing where something can be booked already, or where there is no such file. Throws
    /// [IllegalArgumentException] that names the line with a mistake.
    public static void readInto(Handle handle, Path folder) {
        if (!Catalogue.read(handle).all().isEmpty()) {
            return;
        }
        lines(folder.resolve(NAME), HEADER, line -> {
            add(handle, line);
            return true;
        });
        Map<String, List<OpenHours>> hours = new LinkedHashMap<>();
        lines(folder.resolve(HOURS_NAME), HOURS_HEADER, line -> hours.computeIfAbsent(
                        line.get(0), bookable -> new ArrayList<>())
                .add(hours(line)));
        hours.forEach((bookable, open) -> CatalogueBook.setHours(handle, bookable, open));
    }

    private static void add(Handle handle, CSVRecord line) {
        Made made = made(Catalogue.read(handle), line.get(6));
        CatalogueBook.add(
                handle,
                new Bookable(
                        new BookableId(line.get(0)),
                        Bookable.Kind.valueOf(line.get(1).toUpperCase(Locale.ROOT)),
                        new Bookable.Details(line.get(2), line.get(3), line.get(4), whole(line.get(5))),
                        made instanceof Made.Pool ? Bookable.Takes.SOME : Bookable.Takes.ALL,
                        new Bookable.Limits(
                                whole(line.get(7)),
                                whole(line.get(8)),
                                whole(line.get(9)),
                                whole(line.get(10)),
                                whole(line.get(11)),
                                whole(line.get(12))),
                        Bookable.Who.valueOf(line.get(13).toUpperCase(Locale.ROOT)),
                        line.get(14).equals("yes"),
                        line.get(15).equals("yes"),
                        line.get(16),
                        whole(line.get(17)),
                        line.get(18),
                        false),
                made);
    }

    private static Made made(Catalogue catalogue, String text) {
        String[] words = text.split(" +");
        List<String> more = List.of(words).subList(1, words.length);
        return switch (words[0]) {
            case "one" -> new Made.One();
            case "pool" -> new Made.Pool(whole(more.getFirst()));
            case "of" ->
                new Made.Of(more.stream()
                        .flatMap(id -> catalogue.ownUnits(new BookableId(id)).stream())
                        .toList());
            case "kit" -> {
                Map<BookableId, Integer> parts = new LinkedHashMap<>();
                more.forEach(part -> parts.put(new BookableId(part.split("\\*")[0]), whole(part.split("\\*")[1])));
                yield new Made.Kit(parts);
            }
            default -> throw new IllegalArgumentException(text + " says of nothing of what it is made.");
        };
    }

    private static OpenHours hours(CSVRecord line) {
        int opens = LocalTime.parse(line.get(2)).toSecondOfDay() / 60;
        int closes = LocalTime.parse(line.get(3)).toSecondOfDay() / 60;
        return new OpenHours(
                DayOfWeek.valueOf(line.get(1).toUpperCase(Locale.ROOT)), opens, closes > opens ? closes : closes + DAY);
    }

    private static int whole(String text) {
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static void lines(Path file, String header, Function<CSVRecord, Boolean> each) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (BufferedReader text = Files.newBufferedReader(file);
                CSVParser parser = CSVParser.parse(text, FORMAT)) {
            Iterator<CSVRecord> lines = parser.iterator();
            if (!lines.hasNext() || !String.join(",", lines.next().values()).equals(header)) {
                throw new IllegalArgumentException("The first line of " + file + " is not " + header + ".");
            }
            int fields = header.split(",").length;
            while (lines.hasNext()) {
                CSVRecord line = lines.next();
                try {
                    if (line.size() != fields) {
                        throw new IllegalArgumentException("It has " + line.size() + " fields and not " + fields + ".");
                    }
                    each.apply(line);
                } catch (RuntimeException e) {
                    throw new IllegalArgumentException(
                            "Line " + parser.getCurrentLineNumber() + " of " + file + ": " + e.getMessage(), e);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What can be booked cannot be read from " + file, e);
        }
    }
}
