package org.doorstep.hub.rhythm;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// A school calendar as a spreadsheet saves it and a council's page is copied into one: CSV with the header line
/// [#HEADER], a line for each term (`term`) and for each time in it when schools are closed (`closed`).
public final class SchoolCalendarFile {
    public static final String NAME = "school-terms.csv";
    public static final String HEADER = "what,name,first,last";
    private static final int FIELDS = 4;

    /// A spreadsheet's own mark before the first letter.
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();

    private SchoolCalendarFile() {}

    /// What was read, or the first line that could not be, and why.
    public sealed interface Read {
        record Whole(SchoolCalendar calendar) implements Read {}

        record Wrong(long line, String why) implements Read {}
    }

    /// The calendar of that name beside another file, as a new hub has it; empty if there is none. Throws
    /// [IllegalArgumentException] that names the line with a mistake.
    public static Optional<SchoolCalendar> beside(Path file) {
        Path calendar = file.resolveSibling(NAME);
        if (!Files.isRegularFile(calendar)) {
            return Optional.empty();
        }
        try {
            return switch (read(Files.readString(calendar))) {
                case Read.Whole(SchoolCalendar whole) -> Optional.of(whole);
                case Read.Wrong(long line, String why) ->
                    throw new IllegalArgumentException("Line " + line + " of " + calendar + ": " + why);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("The school calendar cannot be read from " + calendar, e);
        }
    }

    public static Read read(String text) {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        List<SchoolCalendar.Span> spans = new ArrayList<>();
        try (CSVParser lines = CSVParser.parse(new StringReader(plain), FORMAT)) {
            boolean header = false;
            for (CSVRecord line : lines) {
                if (!header) {
                    if (!String.join(",", line.values()).equals(HEADER)) {
                        return new Read.Wrong(1, "The first line is not " + HEADER + ".");
                    }
                    header = true;
                    continue;
                }
                if (spans.size() == SchoolCalendar.MOST) {
                    return new Read.Wrong(lines.getCurrentLineNumber(), "A calendar has at most so many lines.");
                }
                try {
                    spans.add(span(line.toList()));
                } catch (IllegalArgumentException e) {
                    return new Read.Wrong(lines.getCurrentLineNumber(), e.getMessage());
                }
            }
            return header
                    ? new Read.Whole(new SchoolCalendar(spans))
                    : new Read.Wrong(1, "The first line is not " + HEADER + ".");
        } catch (IOException | UncheckedIOException e) {
            return new Read.Wrong(0, "It is not CSV: a quotation mark may be left open.");
        }
    }

    /// The same calendar as [#read] takes it.
    public static String text(SchoolCalendar calendar) {
        return calendar.spans().stream()
                .map(span -> String.join(
                        ",",
                        span.kind().name().toLowerCase(Locale.ROOT),
                        quoted(span.name()),
                        span.first().toString(),
                        span.last().toString()))
                .collect(Collectors.joining("\n", HEADER + "\n", "\n"));
    }

    private static String quoted(String name) {
        return name.matches("[^\",\\r\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private static SchoolCalendar.Span span(List<String> fields) {
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException("There are " + fields.size() + " fields and not " + FIELDS + ".");
        }
        return new SchoolCalendar.Span(kind(fields.get(0)), fields.get(1), date(fields.get(2)), date(fields.get(3)));
    }

    private static SchoolCalendar.Kind kind(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "term" -> SchoolCalendar.Kind.TERM;
            case "closed" -> SchoolCalendar.Kind.CLOSED;
            case String other -> throw new IllegalArgumentException(other + " is neither term nor closed.");
        };
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text + " is no date; write 2026-09-01.", e);
        }
    }
}
