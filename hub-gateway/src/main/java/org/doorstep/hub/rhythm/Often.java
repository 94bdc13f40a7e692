package org.doorstep.hub.rhythm;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The rhythms that a form offers, to be chosen beside a day of the week. The names are sent by forms
/// and never change.
public enum Often {
    EVERY_WEEK,
    EVERY_SECOND_WEEK,
    EVERY_THIRD_WEEK,
    EVERY_FOURTH_WEEK,
    FIRST_IN_MONTH,
    SECOND_IN_MONTH,
    THIRD_IN_MONTH,
    FOURTH_IN_MONTH,
    LAST_IN_MONTH,
    /// On the date of its first day, whatever day of the week that is.
    SAME_DATE,
    LAST_DAY_OF_MONTH;

    /// On that day of the week, or, where only the date counts, on that of `first`.
    public Rhythm on(DayOfWeek day, LocalDate first) {
        return switch (this) {
            case EVERY_WEEK, EVERY_SECOND_WEEK, EVERY_THIRD_WEEK, EVERY_FOURTH_WEEK ->
                new Rhythm.Weekly(1 + ordinal(), Set.of(day));
            case FIRST_IN_MONTH, SECOND_IN_MONTH, THIRD_IN_MONTH, FOURTH_IN_MONTH ->
                new Rhythm.MonthlyByWeekday(1, 1 + ordinal() - FIRST_IN_MONTH.ordinal(), day);
            case LAST_IN_MONTH -> new Rhythm.MonthlyByWeekday(1, Rhythm.LAST, day);
            case SAME_DATE -> new Rhythm.MonthlyByDate(1, first.getDayOfMonth());
            case LAST_DAY_OF_MONTH -> new Rhythm.MonthlyByDate(1, Rhythm.LAST);
        };
    }

    /// Whether the day of the week says anything.
    public boolean needsDay() {
        return this != SAME_DATE && this != LAST_DAY_OF_MONTH;
    }

    public static Optional<Often> parse(String text) {
        return Arrays.stream(values())
                .filter(often -> often.name().equals(text))
                .findFirst();
    }

    /// What a form shows of a rhythm; empty for one that no form makes.
    public static Optional<Often> of(Rhythm rhythm) {
        return switch (rhythm) {
            case Rhythm.Weekly(int every, Set<DayOfWeek> days) ->
                days.size() == 1 && every <= 4 ? Optional.of(values()[every - 1]) : Optional.empty();
            case Rhythm.MonthlyByWeekday(int every, int nth, DayOfWeek _) ->
                every > 1
                        ? Optional.empty()
                        : Optional.of(
                                nth == Rhythm.LAST ? LAST_IN_MONTH : values()[FIRST_IN_MONTH.ordinal() + nth - 1]);
            case Rhythm.MonthlyByDate(int every, int day) ->
                every > 1 ? Optional.empty() : Optional.of(day == Rhythm.LAST ? LAST_DAY_OF_MONTH : SAME_DATE);
        };
    }

    /// The one day of the week that it is on, if there is one.
    public static Optional<DayOfWeek> dayOf(Rhythm rhythm) {
        return switch (rhythm) {
            case Rhythm.Weekly(int _, Set<DayOfWeek> days) ->
                days.size() == 1 ? days.stream().findFirst() : Optional.empty();
            case Rhythm.MonthlyByWeekday(int _, int _, DayOfWeek day) -> Optional.of(day);
            case Rhythm.MonthlyByDate _ -> Optional.empty();
        };
    }
}
