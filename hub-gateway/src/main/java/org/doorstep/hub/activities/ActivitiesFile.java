package org.doorstep.hub.activities;

import java.io.IOException;
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
import org.doorstep.relay.contract.ActivityId;

/// Activities as a spreadsheet saves them: CSV with the header line [#HEADER]. Several lines with one id are several
/// times in the week; title, room and picture are those of its first line.
public final class ActivitiesFile {
    public static final String HEADER = "id,title,room,picture,weekday,starts,ends,first,last";
    private static final int FIELDS = 9;

    private ActivitiesFile() {}

    /// Reads the whole file. Throws [ActivitiesFileException] that names the line with a mistake.
    public static List<Activity> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new ActivitiesFileException(file, 0, "It cannot be read as UTF-8 text.", e);
        }
        if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
            throw new ActivitiesFileException(file, 1, "The first line is not " + HEADER + ".", null);
        }
        Map<ActivityId, Activity> activities = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    add(activities, fields(lines.get(i)));
                } catch (IllegalArgumentException | DateTimeException e) {
                    throw new ActivitiesFileException(file, i + 1, e.getMessage(), e);
                }
            }
        }
        return List.copyOf(activities.values());
    }

    private static void add(Map<ActivityId, Activity> activities, List<String> fields) {
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException("There are " + fields.size() + " fields and not " + FIELDS + ".");
        }
        ActivityId id = new ActivityId(fields.get(0));
        Weekly weekly = new Weekly(
                DayOfWeek.valueOf(fields.get(4).toUpperCase(Locale.ROOT)),
                LocalTime.parse(fields.get(5)),
                LocalTime.parse(fields.get(6)),
                LocalDate.parse(fields.get(7)),
                fields.get(8).isEmpty() ? Weekly.FOREVER : LocalDate.parse(fields.get(8)));
        Activity before = activities.get(id);
        List<Weekly> times = new ArrayList<>(before == null ? List.of() : before.weekly());
        times.add(weekly);
        Activity.Details details =
                before == null ? new Activity.Details(fields.get(1), fields.get(2), fields.get(3)) : before.details();
        activities.put(id, new Activity(id, details, times));
    }

    /// RFC 4180, without line breaks inside quotes.
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
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
}
