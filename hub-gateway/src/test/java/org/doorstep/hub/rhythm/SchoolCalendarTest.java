package org.doorstep.hub.rhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An invented town's school year 2026-27, and what is on in term time.
@Tag("time")
class SchoolCalendarTest {
    private static final String FILE = """
            what,name,first,last
            term,Autumn term,2026-09-02,2026-12-18
            closed,Autumn half term,2026-10-26,2026-10-30
            term,Spring term,2027-01-04,2027-03-25
            closed,Spring half term,2027-02-15,2027-02-19
            term,Summer term,2027-04-12,2027-07-21
            closed,"May Day, a bank holiday",2027-05-03,2027-05-03
            closed,Summer half term,2027-05-31,2027-06-04
            closed,Training day,2027-06-29,2027-06-29
            """;

    private static final LocalDate FROM = LocalDate.parse("2026-08-01");
    private static final LocalDate TO = LocalDate.parse("2027-12-31");

    /// Written from a wall calendar, not worked out.
    private static final List<String> TUESDAYS = List.of(
            "2026-09-08",
            "2026-09-15",
            "2026-09-22",
            "2026-09-29",
            "2026-10-06",
            "2026-10-13",
            "2026-10-20",
            "2026-11-03",
            "2026-11-10",
            "2026-11-17",
            "2026-11-24",
            "2026-12-01",
            "2026-12-08",
            "2026-12-15",
            "2027-01-05",
            "2027-01-12",
            "2027-01-19",
            "2027-01-26",
            "2027-02-02",
            "2027-02-09",
            "2027-02-23",
            "2027-03-02",
            "2027-03-09",
            "2027-03-16",
            "2027-03-23",
            "2027-04-13",
            "2027-04-20",
            "2027-04-27",
            "2027-05-04",
            "2027-05-11",
            "2027-05-18",
            "2027-05-25",
            "2027-06-08",
            "2027-06-15",
            "2027-06-22",
            "2027-07-06",
            "2027-07-13",
            "2027-07-20");

    @Test
    void everyTuesdayInTermIsTheListThatSomebodyMadeByHand() {
        List<Rule.Date> dates = tuesdays(new Rule.Until.Further()).dates(FROM, TO, calendar());

        assertThat(dates.stream().filter(Rule.Date::isOn).map(date -> date.date()
                        .toString()))
                .containsExactlyElementsOf(TUESDAYS);
    }

    @Test
    void aDateThatIsSkippedSaysWhyInTheCalendarsOwnWords() {
        List<Rule.Date> dates = tuesdays(new Rule.Until.Further()).dates(FROM, TO, calendar());

        assertThat(dates.stream()
                        .filter(date -> !date.isOn())
                        .collect(Collectors.toMap(date -> date.date().toString(), Rule.Date::skipped)))
                .containsOnly(
                        java.util.Map.entry("2026-10-27", "Autumn half term"),
                        java.util.Map.entry("2026-12-22", "School holidays"),
                        java.util.Map.entry("2026-12-29", "School holidays"),
                        java.util.Map.entry("2027-02-16", "Spring half term"),
                        java.util.Map.entry("2027-03-30", "School holidays"),
                        java.util.Map.entry("2027-04-06", "School holidays"),
                        java.util.Map.entry("2027-06-01", "Summer half term"),
                        java.util.Map.entry("2027-06-29", "Training day"));
    }

    @Test
    void tenTimesInTermAreTenEveningsAndNotTenTuesdays() {
        List<Rule.Date> dates = tuesdays(new Rule.Until.Times(10)).dates(FROM, TO, calendar());

        assertThat(dates.stream().filter(Rule.Date::isOn).map(date -> date.date()
                        .toString()))
                .containsExactlyElementsOf(TUESDAYS.subList(0, 10));
    }

    @Test
    void ofTimesThatTheCalendarDoesNotReachNothingIsSaidYet() {
        assertThat(calendar().on(LocalDate.parse("2026-09-01"))).isEqualTo(new SchoolCalendar.Day.NotKnown());
        assertThat(calendar().on(LocalDate.parse("2027-07-22"))).isEqualTo(new SchoolCalendar.Day.NotKnown());
        assertThat(SchoolCalendar.NONE.on(FROM)).isEqualTo(new SchoolCalendar.Day.NotKnown());
    }

    @Test
    void aCalendarIsReadAgainAsItWasWritten() {
        assertThat(SchoolCalendarFile.read(SchoolCalendarFile.text(calendar())))
                .isEqualTo(new SchoolCalendarFile.Read.Whole(calendar()));
    }

    @Test
    void aSpreadsheetsOwnMarkAndEmptyLinesAreNoMistake() {
        assertThat(SchoolCalendarFile.read("\uFEFF" + FILE.replace("\n", "\r\n\r\n")))
                .isEqualTo(new SchoolCalendarFile.Read.Whole(calendar()));
    }

    @Test
    void aNewHubFindsItBesideItsActivities(@TempDir Path folder) throws IOException {
        Path activities = folder.resolve("activities.csv");
        assertThat(SchoolCalendarFile.beside(activities)).isEmpty();

        Files.writeString(folder.resolve("school-terms.csv"), FILE);
        assertThat(SchoolCalendarFile.beside(activities)).contains(calendar());

        Files.writeString(folder.resolve("school-terms.csv"), FILE + "holiday,Easter,2027-03-26,2027-04-11\n");
        assertThatThrownBy(() -> SchoolCalendarFile.beside(activities)).hasMessageContaining("Line 10 of");
    }

    @Test
    void aMistakeIsNamedByItsLine() {
        assertThat(List.of(
                        "term,Autumn\n",
                        "what,name,first,last\nholiday,Easter,2027-03-26,2027-04-11\n",
                        "what,name,first,last\nterm,Autumn,2026-09-02,18/12/2026\n",
                        "what,name,first,last\nterm,Autumn,2026-12-18,2026-09-02\n",
                        "what,name,first,last\nterm,,2026-09-02,2026-12-18\n"))
                .extracting(text -> switch (SchoolCalendarFile.read(text)) {
                    case SchoolCalendarFile.Read.Whole whole -> "";
                    case SchoolCalendarFile.Read.Wrong(long line, String why) -> line + " " + why;
                })
                .containsExactly(
                        "1 The first line is not what,name,first,last.",
                        "2 holiday is neither term nor closed.",
                        "2 18/12/2026 is no date; write 2026-09-01.",
                        "2 The last day of Autumn is before its first.",
                        "2 A term or holiday has a name of 1 to 60 characters.");
    }

    private static Rule tuesdays(Rule.Until until) {
        return new Rule(
                new Rhythm.Weekly(1, Set.of(DayOfWeek.TUESDAY)),
                LocalTime.of(18, 0),
                LocalTime.of(20, 0),
                FROM,
                until,
                true);
    }

    private static SchoolCalendar calendar() {
        return switch (SchoolCalendarFile.read(FILE)) {
            case SchoolCalendarFile.Read.Whole(SchoolCalendar calendar) -> calendar;
            case SchoolCalendarFile.Read.Wrong wrong -> throw new AssertionError(wrong.toString());
        };
    }
}
