package org.doorstep.hub.activities;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.relay.contract.ActivityId;

/// Activities as a spreadsheet saves them: CSV with the header line [#HEADER]. Several lines with one
/// id are several times in the week; title, room and picture are those of its first line.
public final class ActivitiesFile {
    public static final String HEADER = "id,title,room,picture,weekday,starts,ends,first,last";
    private static final int FIELDS = 9;

    private ActivitiesFile() {}

    /// RFC 4180, with blanks around a field and empty lines as people leave them.
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();

    /// What some spreadsheets put before the first letter.
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /// Reads the whole file. Throws [ActivitiesFileException] that names the line with a mistake.
    public static List<Activity> read(Path file) {
        Map<ActivityId, Activity> activities = new LinkedHashMap<>();
        try (CSVParser lines = CSVParser.parse(new StringReader(text(file)), FORMAT)) {
            boolean header = false;
            for (CSVRecord line : lines) {
                int number = Math.toIntExact(lines.getCurrentLineNumber());
                if (header) {
                    add(activities, line, file, number);
                } else if (String.join(",", line.values()).equals(HEADER)) {
                    header = true;
                } else {
                    break;
                }
            }
            if (!header) {
                throw new ActivitiesFileException(file, 1, "The first line is not " + HEADER + ".", null);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ActivitiesFileException(file, 0, "It is not CSV: a quotation mark may be left open.", e);
        }
        if (activities.size() > Activities.MOST) {
            throw new ActivitiesFileException(
                    file,
                    0,
                    "There are " + activities.size() + " activities and at most " + Activities.MOST + ".",
                    null);
        }
        return List.copyOf(activities.values());
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (IOException e) {
            throw new ActivitiesFileException(file, 0, "It cannot be read as UTF-8 text.", e);
        }
    }

    private static void add(Map<ActivityId, Activity> activities, CSVRecord line, Path file, int number) {
        try {
            add(activities, line.toList());
        } catch (IllegalArgumentException e) {
            throw new ActivitiesFileException(file, number, e.getMessage(), e);
        }
    }

    private static void add(Map<ActivityId, Activity> activities, List<String> fields) {
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException("There are " + fields.size() + " fields and not " + FIELDS + ".");
        }
        ActivityId id = new ActivityId(fields.get(0));
        Rule rule = new Rule(
                new Rhythm.Weekly(1, Set.of(weekday(fields.get(4)))),
                time(fields.get(5)),
                time(fields.get(6)),
                date(fields.get(7)),
                fields.get(8).isEmpty() ? new Rule.Until.Further() : new Rule.Until.Day(date(fields.get(8))),
                false);
        Activity before = activities.get(id);
        List<Rule> times = new ArrayList<>(before == null ? List.of() : before.times());
        times.add(rule);
        Activity.Details details =
                before == null ? new Activity.Details(fields.get(1), fields.get(2), fields.get(3)) : before.details();
        activities.put(id, new Activity(id, details, times));
    }

    private static DayOfWeek weekday(String text) {
        try {
            return DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(text + " is no day of the week; write monday, tuesday and so on.", e);
        }
    }

    private static LocalTime time(String text) {
        return parsed(text, LocalTime::parse, "no time of day; write 09:30 or 18:00.");
    }

    private static LocalDate date(String text) {
        return parsed(text, LocalDate::parse, "no date; write 2026-09-01.");
    }

    private static <T> T parsed(String text, Function<String, T> how, String otherwise) {
        try {
            return how.apply(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text + " is " + otherwise, e);
        }
    }
}
