package org.doorstep.hub.rhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Dates and moments that other booking systems got wrong, whatever zone the machine itself is in.
@Tag("time")
class RuleTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final LocalDate LONG_AGO = LocalDate.parse("2020-01-01");

    @Test
    void aStartThatTheClocksSkipIsAnHourLaterByTheClock() {
        Rule.Times times = on(weekly(DayOfWeek.SUNDAY), "01:30", "03:00", "2026-03-29", LONDON);

        assertThat(times.starts()).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(times.starts().atZone(LONDON).toLocalTime()).isEqualTo(LocalTime.of(2, 30));
    }

    @Test
    void aTimeWhollyInTheSkippedHourLastsAsLongAsItWasPlannedTo() {
        Rule.Times times = on(weekly(DayOfWeek.SUNDAY), "01:30", "02:30", "2026-03-29", LONDON);

        assertThat(Duration.between(times.starts(), times.ends())).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aStartThatComesTwiceIsTheFirst() {
        Rule.Times times = on(weekly(DayOfWeek.SUNDAY), "01:30", "03:00", "2026-10-25", LONDON);

        assertThat(times.starts()).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(times.starts().atZone(LONDON).getOffset().toString()).isEqualTo("+01:00");
    }

    @Test
    void theOtherSideOfTheWorldHasItsOwnTwoDays() {
        Rule.Times skipped = on(weekly(DayOfWeek.SUNDAY), "02:30", "04:00", "2026-09-27", AUCKLAND);
        Rule.Times twice = on(weekly(DayOfWeek.SUNDAY), "02:30", "04:00", "2027-04-04", AUCKLAND);

        assertThat(skipped.starts().atZone(AUCKLAND).toLocalTime()).isEqualTo(LocalTime.of(3, 30));
        assertThat(twice.starts()).isEqualTo(Instant.parse("2027-04-03T13:30:00Z"));
    }

    @Test
    void sevenInTheEveningStaysSevenInTheEveningAcrossOctober() {
        Rule rule = rule(weekly(DayOfWeek.THURSDAY), "19:00", "21:00", "2026-10-22", new Rule.Until.Times(2));

        assertThat(dates(rule, "2027-01-01"))
                .extracting(date -> rule.on(LocalDate.parse(date), LONDON).starts())
                .containsExactly(Instant.parse("2026-10-22T18:00:00Z"), Instant.parse("2026-10-29T19:00:00Z"));
    }

    @Test
    void halfPastMidnightOnAMondayStaysAMonday() {
        Rule rule = rule(weekly(DayOfWeek.MONDAY), "00:30", "02:00", "2026-06-01", new Rule.Until.Times(5));

        assertThat(dates(rule, "2026-06-30"))
                .containsExactly("2026-06-01", "2026-06-08", "2026-06-15", "2026-06-22", "2026-06-29")
                .allSatisfy(text -> {
                    LocalDate date = LocalDate.parse(text);
                    Instant starts = rule.on(date, LONDON).starts();
                    assertThat(starts.atZone(LONDON).toLocalDate()).isEqualTo(date);
                });
        // Summer time: still Sunday in UTC.
        assertThat(rule.on(LocalDate.parse("2026-06-01"), LONDON).starts())
                .isEqualTo(Instant.parse("2026-05-31T23:30:00Z"));
    }

    @Test
    void anEndThatIsNotAfterTheStartIsOnTheNextDay() {
        Rule.Times times = on(weekly(DayOfWeek.FRIDAY), "22:00", "02:00", "2026-11-20", LONDON);

        assertThat(times.starts()).isEqualTo(Instant.parse("2026-11-20T22:00:00Z"));
        assertThat(times.ends()).isEqualTo(Instant.parse("2026-11-21T02:00:00Z"));
    }

    @Test
    void aNightInWhichTheClocksGoBackIsAnHourLonger() {
        Rule.Times times = on(weekly(DayOfWeek.SATURDAY), "22:00", "02:00", "2026-10-24", LONDON);

        assertThat(Duration.between(times.starts(), times.ends())).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void the31stIsInTheMonthsThatHaveOne() {
        assertThat(dates(rule(new Rhythm.MonthlyByDate(1, 31), "2026-01-01"), "2026-12-31"))
                .containsExactly(
                        "2026-01-31",
                        "2026-03-31",
                        "2026-05-31",
                        "2026-07-31",
                        "2026-08-31",
                        "2026-10-31",
                        "2026-12-31");
    }

    @Test
    void theLastDayOfTheMonthIsInEachMonthAndInALeapYearToo() {
        assertThat(dates(rule(new Rhythm.MonthlyByDate(1, Rhythm.LAST), "2028-01-15"), "2028-04-30"))
                .containsExactly("2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30");
    }

    @Test
    void the31stOfEverySecondMonthBeginsWithTheFirstMonthThatHasOne() {
        assertThat(dates(rule(new Rhythm.MonthlyByDate(2, 31), "2026-02-01"), "2026-12-31"))
                .containsExactly("2026-03-31", "2026-05-31", "2026-07-31");
    }

    @Test
    void theLastFridayIsTheFourthOrTheFifth() {
        assertThat(dates(
                        rule(new Rhythm.MonthlyByWeekday(1, Rhythm.LAST, DayOfWeek.FRIDAY), "2026-01-31"),
                        "2026-08-31"))
                .containsExactly(
                        "2026-02-27",
                        "2026-03-27",
                        "2026-04-24",
                        "2026-05-29",
                        "2026-06-26",
                        "2026-07-31",
                        "2026-08-28");
    }

    @Test
    void theSecondTuesdayOfEveryThirdMonthIsCountedFromTheFirstOfThem() {
        assertThat(dates(rule(new Rhythm.MonthlyByWeekday(3, 2, DayOfWeek.TUESDAY), "2026-09-09"), "2027-08-01"))
                .containsExactly("2026-10-13", "2027-01-12", "2027-04-13", "2027-07-13");
    }

    @Test
    void everySecondWeekOnTwoDaysKeepsThemInTheSameWeek() {
        Rhythm rhythm = new Rhythm.Weekly(2, Set.of(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY));

        assertThat(dates(rule(rhythm, "2026-09-02"), "2026-10-05"))
                .as("from a Wednesday: the week of its Thursday is the first")
                .containsExactly("2026-09-03", "2026-09-15", "2026-09-17", "2026-09-29", "2026-10-01");
    }

    @Test
    void everySecondWeekIsCountedAcrossTheTurnOfAYearWith53Weeks() {
        assertThat(dates(rule(new Rhythm.Weekly(2, Set.of(DayOfWeek.FRIDAY)), "2026-12-18"), "2027-01-31"))
                .containsExactly("2026-12-18", "2027-01-01", "2027-01-15", "2027-01-29");
    }

    @Test
    void nothingIsBeforeTheFirstDateOrAfterTheLast() {
        Rule rule = rule(
                weekly(DayOfWeek.TUESDAY),
                "10:00",
                "11:00",
                "2026-09-01",
                new Rule.Until.Day(LocalDate.parse("2026-09-15")));

        assertThat(dates(rule, "2026-12-31")).containsExactly("2026-09-01", "2026-09-08", "2026-09-15");
        assertThat(rule.dates(LocalDate.parse("2026-09-16"), LocalDate.parse("2026-12-31"), SchoolCalendar.NONE))
                .isEmpty();
    }

    @Test
    void soManyTimesAreCountedFromTheFirstOfThemAndNotFromWhereOneLooks() {
        Rule rule = rule(weekly(DayOfWeek.TUESDAY), "10:00", "11:00", "2026-09-01", new Rule.Until.Times(3));

        assertThat(rule.dates(LocalDate.parse("2026-09-08"), LocalDate.parse("2026-12-31"), SchoolCalendar.NONE))
                .extracting(date -> date.date().toString())
                .containsExactly("2026-09-08", "2026-09-15");
    }

    @Test
    void whatCannotBeIsAMistake() {
        LocalDate first = LocalDate.parse("2026-09-02");
        assertThatThrownBy(() -> rule(
                        weekly(DayOfWeek.MONDAY),
                        "12:00",
                        "13:00",
                        first.toString(),
                        new Rule.Until.Day(first.minusDays(1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rhythm.Weekly(0, Set.of(DayOfWeek.MONDAY)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rhythm.Weekly(1, Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rhythm.MonthlyByWeekday(1, 5, DayOfWeek.MONDAY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rhythm.MonthlyByDate(1, 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rule.Until.Times(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRhythmIsReadAgainAsItWasWritten() {
        List<Rhythm> rhythms = List.of(
                weekly(DayOfWeek.SUNDAY),
                new Rhythm.Weekly(3, Set.of(DayOfWeek.SATURDAY, DayOfWeek.MONDAY)),
                new Rhythm.MonthlyByWeekday(1, Rhythm.LAST, DayOfWeek.FRIDAY),
                new Rhythm.MonthlyByWeekday(6, 4, DayOfWeek.WEDNESDAY),
                new Rhythm.MonthlyByDate(2, 31),
                new Rhythm.MonthlyByDate(1, Rhythm.LAST));

        assertThat(rhythms)
                .allSatisfy(rhythm -> assertThat(Rhythm.parse(rhythm.text())).isEqualTo(rhythm));
        assertThat(rhythms)
                .extracting(Rhythm::text)
                .containsExactly(
                        "FREQ=WEEKLY;BYDAY=SU",
                        "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SA",
                        "FREQ=MONTHLY;BYDAY=-1FR",
                        "FREQ=MONTHLY;INTERVAL=6;BYDAY=4WE",
                        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31",
                        "FREQ=MONTHLY;BYMONTHDAY=-1");
    }

    @Test
    void whatNoRhythmOfOursSaysIsNotReadAsAnother() {
        assertThat(List.of(
                        "",
                        "FREQ=DAILY",
                        "FREQ=YEARLY;BYMONTHDAY=1",
                        "FREQ=WEEKLY",
                        "FREQ=WEEKLY;BYDAY=1MO",
                        "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
                        "FREQ=WEEKLY;BYDAY=MO;BYMONTHDAY=3",
                        "FREQ=MONTHLY;BYDAY=FR",
                        "FREQ=MONTHLY;BYDAY=5FR",
                        "FREQ=WEEKLY;INTERVAL=x;BYDAY=MO",
                        "FREQ=WEEKLY;FREQ=WEEKLY;BYDAY=MO"))
                .allSatisfy(text -> assertThatThrownBy(() -> Rhythm.parse(text))
                        .as(text)
                        .isInstanceOf(IllegalArgumentException.class));
    }

    private static Rhythm weekly(DayOfWeek day) {
        return new Rhythm.Weekly(1, Set.of(day));
    }

    private static Rule rule(Rhythm rhythm, String first) {
        return rule(rhythm, "19:00", "21:00", first, new Rule.Until.Further());
    }

    private static Rule rule(Rhythm rhythm, String starts, String ends, String first, Rule.Until until) {
        return new Rule(rhythm, LocalTime.parse(starts), LocalTime.parse(ends), LocalDate.parse(first), until, false);
    }

    private static List<String> dates(Rule rule, String to) {
        return rule.dates(LONG_AGO, LocalDate.parse(to), SchoolCalendar.NONE).stream()
                .map(date -> date.date().toString())
                .toList();
    }

    private static Rule.Times on(Rhythm rhythm, String starts, String ends, String date, ZoneId zone) {
        Rule rule = rule(rhythm, starts, ends, LONG_AGO.toString(), new Rule.Until.Further());
        LocalDate day = LocalDate.parse(date);
        assertThat(rule.dates(day, day, SchoolCalendar.NONE)).hasSize(1);
        return rule.on(day, zone);
    }
}
