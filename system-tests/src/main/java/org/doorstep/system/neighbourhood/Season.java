package org.doorstep.system.neighbourhood;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.SplittableRandom;

/// What a day does to people's plans: weather, school holidays, the turn of the year. Invented, but of an English kind.
final class Season {
    private Season() {}

    /// From 0 (a downpour) to 1 (a fine day). The same day has the same weather for everybody with this seed.
    static double weather(LocalDate date, long seed) {
        SplittableRandom day = new SplittableRandom(seed * 31 + date.toEpochDay());
        boolean rain = day.nextDouble() < (date.getMonthValue() >= 10 || date.getMonthValue() <= 3 ? 0.42 : 0.28);
        return rain ? 0.15 + 0.45 * day.nextDouble() : 0.75 + 0.25 * day.nextDouble();
    }

    static boolean schoolHoliday(LocalDate date) {
        return inHalfTerm(date, Month.OCTOBER)
                || inHalfTerm(date, Month.MAY)
                || (date.getMonth() == Month.FEBRUARY && weekOf(LocalDate.of(date.getYear(), 2, 15), date))
                || between(date, MonthDay.of(7, 23), MonthDay.of(9, 2))
                || between(date, MonthDay.of(12, 20), MonthDay.of(12, 31))
                || between(date, MonthDay.of(1, 1), MonthDay.of(1, 3))
                || between(date, MonthDay.of(4, 3), MonthDay.of(4, 17));
    }

    /// The days on which schools are open, from a first to a last of them, a line for each half of a term.
    static String termsCsv(LocalDate from, LocalDate to) {
        StringBuilder lines = new StringBuilder("what,name,first,last\n");
        LocalDate first = from;
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            if (schoolHoliday(day)) {
                first = day.plusDays(1);
            } else if (day.equals(to) || schoolHoliday(day.plusDays(1))) {
                lines.append("term,%s,%s,%s\n".formatted(term(first.getMonth()), first, day));
            }
        }
        return lines.toString();
    }

    private static String term(Month begins) {
        return switch (begins) {
            case AUGUST, SEPTEMBER -> "Autumn term";
            case OCTOBER, NOVEMBER, DECEMBER -> "Second half of the autumn term";
            case JANUARY -> "Spring term";
            case FEBRUARY, MARCH -> "Second half of the spring term";
            case APRIL -> "Summer term";
            case MAY, JUNE, JULY -> "Second half of the summer term";
        };
    }

    /// How many of those who would come do come.
    static double factor(WeeklyActivity activity, LocalDate date, long seed) {
        double weather = weather(date, seed);
        double dry = activity.outdoors() ? 0.15 + 0.85 * weather : 0.85 + 0.15 * weather;
        double school = activity.schooltime() && schoolHoliday(date) ? 0.22 : 1;
        double closed = between(date, MonthDay.of(12, 24), MonthDay.of(12, 26)) ? 0.05 : 1;
        return dry * school * closed;
    }

    /// The last whole week of a month, Monday to Sunday.
    private static boolean inHalfTerm(LocalDate date, Month month) {
        LocalDate last = LocalDate.of(date.getYear(), month, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.FRIDAY));
        return weekOf(last, date);
    }

    private static boolean weekOf(LocalDate one, LocalDate other) {
        LocalDate monday = one.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return !other.isBefore(monday) && other.isBefore(monday.plusWeeks(1));
    }

    private static boolean between(LocalDate date, MonthDay from, MonthDay to) {
        MonthDay day = MonthDay.from(date);
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
