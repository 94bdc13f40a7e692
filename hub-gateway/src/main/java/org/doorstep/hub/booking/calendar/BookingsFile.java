package org.doorstep.hub.booking.calendar;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.doorstep.hub.booking.units.PartyKind;
import org.doorstep.hub.booking.units.Times;

/// Bookings of groups as a spreadsheet saves them: CSV with the header line [#HEADER]. A line that
/// cannot be read is kept as what is wrong with it, so that all of them can be said at once.
public final class BookingsFile {
    /// `what` is the id or the title of something that can be booked; `kind` a sort of group, and
    /// community if it is empty; an end that is no later than the beginning is on the next day.
    public static final String HEADER = "what,date,starts,ends,group,kind,title,people,count";

    /// Ten rooms, every hour of a term.
    static final int MOST_LINES = 5_000;

    private static final int FIELDS = 9;
    private static final int MOST_WORDS = 80;
    private static final int MOST_PEOPLE = 5_000;
    private static final int MOST_COUNT = 500;

    /// What some spreadsheets put before the first letter.
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();

    /// One line: a booking, or a message key that says what is wrong with it.
    public sealed interface Line {
        int number();

        /// `request` follows from the line, so that the same line is the same booking however often
        /// its file is given.
        record Wish(
                int number,
                UUID request,
                String what,
                Times times,
                String group,
                PartyKind kind,
                String title,
                int people,
                int count)
                implements Line {}

        record Wrong(int number, String mistake) implements Line {}
    }

    private BookingsFile() {}

    /// Empty if it is no such file at all.
    public static Optional<List<Line>> read(String text, ZoneId zone) {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        List<Line> lines = new ArrayList<>();
        boolean header = false;
        try (CSVParser parser = CSVParser.parse(new StringReader(plain), FORMAT)) {
            for (CSVRecord line : parser) {
                int number = Math.toIntExact(parser.getCurrentLineNumber());
                if (!header) {
                    if (!String.join(",", line.values()).equals(HEADER)) {
                        return Optional.empty();
                    }
                    header = true;
                } else if (lines.size() < MOST_LINES) {
                    lines.add(line(line.toList(), number, zone));
                } else {
                    return Optional.empty();
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
        return header ? Optional.of(lines) : Optional.empty();
    }

    private static Line line(List<String> fields, int number, ZoneId zone) {
        if (fields.size() != FIELDS) {
            return new Line.Wrong(number, "import.wrong.fields");
        }
        Optional<Times> times = times(fields, zone);
        Optional<PartyKind> kind = kind(fields.get(5));
        int people = whole(fields.get(7), 0, MOST_PEOPLE);
        int count = whole(fields.get(8), 1, MOST_COUNT);
        if (times.isEmpty()) {
            return new Line.Wrong(number, "import.wrong.times");
        }
        if (fields.get(4).isEmpty() || tooLong(fields.get(4)) || kind.isEmpty()) {
            return new Line.Wrong(number, "import.wrong.group");
        }
        if (people < 0 || count < 0 || tooLong(fields.get(6))) {
            return new Line.Wrong(number, "import.wrong.number");
        }
        String known = String.join("\n", fields);
        return new Line.Wish(
                number,
                UUID.nameUUIDFromBytes(known.getBytes(StandardCharsets.UTF_8)),
                fields.get(0),
                times.get(),
                fields.get(4),
                kind.get(),
                fields.get(6),
                people,
                count);
    }

    private static Optional<Times> times(List<String> fields, ZoneId zone) {
        try {
            LocalDate day = LocalDate.parse(fields.get(1));
            LocalDateTime starts = day.atTime(LocalTime.parse(fields.get(2)));
            LocalTime until = LocalTime.parse(fields.get(3));
            LocalDateTime ends = (until.isAfter(starts.toLocalTime()) ? day : day.plusDays(1)).atTime(until);
            return Optional.of(
                    new Times(starts.atZone(zone).toInstant(), ends.atZone(zone).toInstant()));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PartyKind> kind(String text) {
        String stored = text.isEmpty() ? PartyKind.COMMUNITY.stored() : text.toLowerCase(Locale.ROOT);
        return Stream.of(PartyKind.values())
                .filter(kind -> kind != PartyKind.RESIDENT && kind.stored().equals(stored))
                .findFirst();
    }

    private static boolean tooLong(String text) {
        return text.length() > MOST_WORDS || text.chars().anyMatch(Character::isISOControl);
    }

    /// `least` if nothing is said, below zero if it cannot be read.
    private static int whole(String text, int least, int most) {
        try {
            int number = text.isEmpty() ? least : Integer.parseInt(text);
            return number >= least && number <= most ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
