package org.doorstep.hub.rhythm;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/// When the schools around the hub are open: its terms, and the holidays within them. It says nothing
/// of the time before its first term and after its last, since that calendar may only not be out yet.
public record SchoolCalendar(List<Span> spans) {
    /// Three terms, three half terms and some days for training a year, for twenty years.
    public static final int MOST = 400;

    public static final SchoolCalendar NONE = new SchoolCalendar(List.of());

    /// A term, or a time in one in which schools are closed.
    public enum Kind {
        TERM,
        CLOSED
    }

    /// From `first` to `last`, both included, under the name that people know it by.
    public record Span(Kind kind, String name, LocalDate first, LocalDate last) {
        public static final int MOST_NAME = 60;

        /// A whole school year.
        private static final int MOST_DAYS = 366;

        public Span {
            if (name.isBlank() || name.length() > MOST_NAME) {
                throw new IllegalArgumentException(
                        "A term or holiday has a name of 1 to " + MOST_NAME + " characters.");
            }
            if (last.isBefore(first)) {
                throw new IllegalArgumentException("The last day of " + name + " is before its first.");
            }
            if (last.isAfter(first.plusDays(MOST_DAYS))) {
                throw new IllegalArgumentException(name + " is longer than a year.");
            }
        }

        boolean has(LocalDate date) {
            return !date.isBefore(first) && !date.isAfter(last);
        }
    }

    /// What a date is to schools.
    public sealed interface Day {
        record Open() implements Day {}

        /// In the words of the calendar.
        record Closed(String why) implements Day {}

        record NotKnown() implements Day {}
    }

    /// Said of a date between two terms that no line of the calendar names.
    public static final String BETWEEN_TERMS = "School holidays";

    public SchoolCalendar {
        if (spans.size() > MOST) {
            throw new IllegalArgumentException("There are " + spans.size() + " lines and at most " + MOST + ".");
        }
        spans = spans.stream()
                .sorted(Comparator.comparing(Span::first).thenComparing(Span::kind))
                .toList();
    }

    public Day on(LocalDate date) {
        for (Span span : spans) {
            if (span.kind == Kind.CLOSED && span.has(date)) {
                return new Day.Closed(span.name);
            }
        }
        boolean before = false;
        boolean after = false;
        for (Span span : spans) {
            if (span.kind == Kind.TERM) {
                if (span.has(date)) {
                    return new Day.Open();
                }
                before |= span.last.isBefore(date);
                after |= span.first.isAfter(date);
            }
        }
        return before && after ? new Day.Closed(BETWEEN_TERMS) : new Day.NotKnown();
    }
}
