package org.doorstep.hub.rhythm;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How often something is on: which dates, and never which moments. Counted on the calendar alone, so
/// no zone and no change of clocks moves one. Its text is the recurrence of RFC 5545, section 3.3.10,
/// of which it speaks the parts FREQ, INTERVAL, BYDAY and BYMONTHDAY.
public sealed interface Rhythm {
    /// The last of its kind in the month.
    int LAST = -1;

    /// Once in two years: what is on more seldom is entered by hand.
    int MOST_EVERY = 24;

    /// Longer than any rhythm that we write.
    int MOST_TEXT = 60;

    /// On these days of every so many weeks. A week begins on Monday, and the first is that of the
    /// first date that fits.
    record Weekly(int every, Set<DayOfWeek> days) implements Rhythm {
        public Weekly {
            requireEvery(every);
            if (days.isEmpty()) {
                throw new IllegalArgumentException("Something weekly is on at least one day of the week.");
            }
            days = Set.copyOf(days);
        }

        @Override
        public boolean fits(LocalDate date) {
            return days.contains(date.getDayOfWeek());
        }

        @Override
        public boolean isInTurn(LocalDate date, LocalDate begun) {
            return ChronoUnit.WEEKS.between(monday(begun), monday(date)) % every == 0;
        }

        @Override
        public String text() {
            return "FREQ=WEEKLY"
                    + interval(every)
                    + ";BYDAY="
                    + EnumSet.copyOf(days).stream().map(Rhythm::letters).collect(Collectors.joining(","));
        }

        private static LocalDate monday(LocalDate date) {
            return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }
    }

    /// On one weekday of every so many months: the first to the fourth, or the [#LAST].
    record MonthlyByWeekday(int every, int nth, DayOfWeek day) implements Rhythm {
        /// Every month has four of each weekday, and not every month five.
        public static final int MOST_NTH = 4;

        public MonthlyByWeekday {
            requireEvery(every);
            if (nth != LAST && (nth < 1 || nth > MOST_NTH)) {
                throw new IllegalArgumentException(
                        "It is the first to the fourth of its kind in a month, or the last.");
            }
        }

        @Override
        public boolean fits(LocalDate date) {
            LocalDate wanted = nth == LAST
                    ? date.with(TemporalAdjusters.lastInMonth(day))
                    : date.with(TemporalAdjusters.dayOfWeekInMonth(nth, day));
            return date.equals(wanted);
        }

        @Override
        public boolean isInTurn(LocalDate date, LocalDate begun) {
            return months(begun, date) % every == 0;
        }

        @Override
        public String text() {
            return "FREQ=MONTHLY" + interval(every) + ";BYDAY=" + nth + letters(day);
        }
    }

    /// On one date of every so many months: the 1st to the 31st, or the [#LAST] day. A month without
    /// that date has none, and the date is not moved to another (RFC 5545, section 3.3.10).
    record MonthlyByDate(int every, int day) implements Rhythm {
        public MonthlyByDate {
            requireEvery(every);
            if (day != LAST && (day < 1 || day > 31)) {
                throw new IllegalArgumentException("It is the 1st to the 31st of a month, or its last day.");
            }
        }

        @Override
        public boolean fits(LocalDate date) {
            return date.getDayOfMonth() == (day == LAST ? date.lengthOfMonth() : day);
        }

        @Override
        public boolean isInTurn(LocalDate date, LocalDate begun) {
            return months(begun, date) % every == 0;
        }

        @Override
        public String text() {
            return "FREQ=MONTHLY" + interval(every) + ";BYMONTHDAY=" + day;
        }
    }

    /// Every so many weeks or months.
    int every();

    /// Whether the date is of this kind, whatever was before it.
    boolean fits(LocalDate date);

    /// Whether the week or month of `date` is one of those counted from that of `begun`, the first date
    /// that fits.
    boolean isInTurn(LocalDate date, LocalDate begun);

    /// As RFC 5545 writes it; [#parse] reads it again.
    String text();

    /// Throws IllegalArgumentException for what this cannot say.
    static Rhythm parse(String text) {
        if (text.length() > MOST_TEXT) {
            throw new IllegalArgumentException("It is longer than " + MOST_TEXT + " characters.");
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(";")) {
            String[] pair = part.split("=", 2);
            if (pair.length != 2 || parts.put(pair[0], pair[1]) != null) {
                throw new IllegalArgumentException("No rhythm is written " + text + ".");
            }
        }
        String frequency = parts.getOrDefault("FREQ", "");
        int every = Integer.parseInt(parts.getOrDefault("INTERVAL", "1"));
        String days = parts.getOrDefault("BYDAY", "");
        Rhythm rhythm = frequency.equals("WEEKLY")
                ? new Weekly(every, Stream.of(days.split(",")).map(Rhythm::day).collect(Collectors.toSet()))
                : parts.containsKey("BYMONTHDAY")
                        ? new MonthlyByDate(every, Integer.parseInt(parts.get("BYMONTHDAY")))
                        : new MonthlyByWeekday(
                                every,
                                Integer.parseInt(days.substring(0, Math.max(0, days.length() - 2))),
                                day(days.substring(Math.max(0, days.length() - 2))));
        if (!rhythm.parts()
                        .equals(parts.keySet().stream()
                                .filter(part -> !part.equals("INTERVAL"))
                                .collect(Collectors.toSet()))
                || !rhythm.text().startsWith("FREQ=" + frequency)) {
            throw new IllegalArgumentException("No rhythm is written " + text + ".");
        }
        return rhythm;
    }

    private Set<String> parts() {
        return this instanceof MonthlyByDate ? Set.of("FREQ", "BYMONTHDAY") : Set.of("FREQ", "BYDAY");
    }

    /// The dates in turn from the first that fits, on or after `first`, to `last`.
    default List<LocalDate> dates(LocalDate first, LocalDate last) {
        return first.datesUntil(first.plusMonths(MOST_GAP_MONTHS))
                .filter(this::fits)
                .findFirst()
                .filter(begun -> !begun.isAfter(last))
                .map(begun -> begun.datesUntil(last.plusDays(1))
                        .filter(date -> fits(date) && isInTurn(date, begun))
                        .toList())
                .orElse(List.of());
    }

    /// Two months without a 31st never follow each other.
    int MOST_GAP_MONTHS = 3;

    private static void requireEvery(int every) {
        if (every < 1 || every > MOST_EVERY) {
            throw new IllegalArgumentException("It comes back after 1 to " + MOST_EVERY + " weeks or months.");
        }
    }

    private static long months(LocalDate from, LocalDate to) {
        return ChronoUnit.MONTHS.between(YearMonth.from(from), YearMonth.from(to));
    }

    private static String interval(int every) {
        return every == 1 ? "" : ";INTERVAL=" + every;
    }

    /// MO to SU.
    private static String letters(DayOfWeek day) {
        return day.name().substring(0, 2);
    }

    private static DayOfWeek day(String letters) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> letters(day).equals(letters.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No day of the week is written " + letters + "."));
    }
}
