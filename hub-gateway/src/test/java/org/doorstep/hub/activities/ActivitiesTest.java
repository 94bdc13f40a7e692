package org.doorstep.hub.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.hub.rhythm.SchoolCalendar;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("time")
class ActivitiesTest {
    private static final ActivityId CHOIR = new ActivityId("choir");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final LocalTime TEN = LocalTime.of(10, 0);
    private static final LocalTime TWO = LocalTime.of(14, 0);
    private static final LocalTime THREE = LocalTime.of(15, 0);

    @TempDir
    Path folder;

    @Test
    void aDateThatWasCancelledStaysSoAtItsNewTimeAndTheOthersTakePlace() {
        try (Database database = open()) {
            Activities activities = activities(database);
            activities.add(choir(TWO));
            activities.cancel(new SessionId(CHOIR, MONDAY.plusWeeks(1), TWO), "The hall is being painted");

            activities.retime(CHOIR, MONDAY, List.of(at(THREE)));

            assertThat(cancelled(database))
                    .containsExactly(new SessionId(CHOIR, MONDAY.plusWeeks(1), THREE) + ": The hall is being painted");
        }
    }

    @Test
    void ofTwoOnOneDayOnlyTheOneThatWasCancelledStaysSo() {
        try (Database database = open()) {
            Activities activities = activities(database);
            activities.add(choir(TEN, TWO));
            activities.cancel(new SessionId(CHOIR, MONDAY, TEN), "No teacher");

            activities.retime(CHOIR, MONDAY, List.of(at(TEN), at(THREE)));

            assertThat(cancelled(database)).containsExactly(new SessionId(CHOIR, MONDAY, TEN) + ": No teacher");
        }
    }

    @Test
    void theLastMondayOfTheMonthHasASessionEachMonth() {
        try (Database database = open()) {
            Activities activities = activities(database);
            Rhythm lastMonday = new Rhythm.MonthlyByWeekday(1, Rhythm.LAST, DayOfWeek.MONDAY);

            activities.add(choir(rule(lastMonday, false)));

            assertThat(sessions(database)).containsExactly("2026-11-30", "2026-12-28");
            assertThat(activities.all().getFirst().times().getFirst().rhythm()).isEqualTo(lastMonday);
        }
    }

    @Test
    void outOfTermASessionIsCancelledInTheCalendarsWordsAndCanBePutBack() {
        try (Database database = open()) {
            Activities activities = activities(database);
            activities.keepTerms(terms("2026-12-18"));
            activities.add(choir(rule(mondays(), true)));
            assertThat(cancelled(database))
                    .containsExactly(
                            at("2026-12-21") + ": School holidays",
                            at("2026-12-28") + ": School holidays",
                            at("2027-01-04") + ": Training day");

            activities.putBack(at("2026-12-21"));
            activities.keepTerms(terms("2026-12-17"));
            activities.makeSessions();

            assertThat(cancelled(database)).hasSize(2).noneMatch(line -> line.startsWith(at("2026-12-21") + ":"));
        }
    }

    @Test
    void otherTermsMoveOnlyTheDatesThatTheyAreAboutAndNoneThatSomebodyGaveAReasonFor() {
        try (Database database = open()) {
            Activities activities = activities(database);
            activities.keepTerms(terms("2026-12-18"));
            activities.add(choir(rule(mondays(), true)));
            activities.cancel(at("2026-12-14"), "The heating is broken");

            activities.keepTerms(terms("2026-12-04"));
            assertThat(cancelled(database))
                    .contains(at("2026-12-07") + ": School holidays", at("2026-12-14") + ": The heating is broken");

            activities.keepTerms(terms("2026-12-23"));
            assertThat(cancelled(database))
                    .containsExactly(
                            at("2026-12-14") + ": The heating is broken",
                            at("2026-12-28") + ": School holidays",
                            at("2027-01-04") + ": Training day");
        }
    }

    @Test
    void whatIsOnInTermHasItsSessionsOnceTheCalendarReachesThem() {
        try (Database database = open()) {
            Activities activities = activities(database);
            activities.add(choir(rule(mondays(), true)));
            assertThat(sessions(database)).isEmpty();

            activities.keepTerms(terms("2026-12-18"));

            assertThat(sessions(database))
                    .startsWith("2026-11-23", "2026-11-30")
                    .hasSize(8);
        }
    }

    /// An autumn term that ends on that day, and a spring term that begins with a day for training.
    private static SchoolCalendar terms(String autumnEnds) {
        return new SchoolCalendar(List.of(
                new SchoolCalendar.Span(
                        SchoolCalendar.Kind.TERM,
                        "Autumn term",
                        LocalDate.parse("2026-09-02"),
                        LocalDate.parse(autumnEnds)),
                new SchoolCalendar.Span(
                        SchoolCalendar.Kind.CLOSED,
                        "Training day",
                        LocalDate.parse("2027-01-04"),
                        LocalDate.parse("2027-01-04")),
                new SchoolCalendar.Span(
                        SchoolCalendar.Kind.TERM,
                        "Spring term",
                        LocalDate.parse("2027-01-04"),
                        LocalDate.parse("2027-03-25"))));
    }

    private static Rhythm mondays() {
        return new Rhythm.Weekly(1, Set.of(DayOfWeek.MONDAY));
    }

    private static Rule rule(Rhythm rhythm, boolean inTerm) {
        return new Rule(rhythm, TWO, THREE, MONDAY, new Rule.Until.Further(), inTerm);
    }

    private static Activity choir(Rule rule) {
        return new Activity(CHOIR, new Activity.Details("Choir", "Hall", "music"), List.of(rule));
    }

    private static SessionId at(String date) {
        return new SessionId(CHOIR, LocalDate.parse(date), TWO);
    }

    private static List<String> sessions(Database database) {
        return database.read(handle -> handle.createQuery("SELECT day FROM session ORDER BY day")
                .mapTo(String.class)
                .list());
    }

    private Database open() {
        return Database.open(
                folder.resolve("hub.db"), "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS);
    }

    private static Activities activities(Database database) {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        return new Activities(database, ZoneId.of("Europe/London"), () -> now, (transaction, from, to) -> {}, () -> {});
    }

    private static Activity choir(LocalTime... starts) {
        return new Activity(
                CHOIR,
                new Activity.Details("Choir", "Hall", "music"),
                List.of(starts).stream().map(ActivitiesTest::at).toList());
    }

    private static Rule at(LocalTime starts) {
        return new Rule(
                new Rhythm.Weekly(1, Set.of(DayOfWeek.MONDAY)),
                starts,
                starts.plusHours(1),
                MONDAY,
                new Rule.Until.Further(),
                false);
    }

    private static List<String> cancelled(Database database) {
        return database.read(handle -> handle.createQuery(
                        "SELECT name || ': ' || why FROM session WHERE cancelled = 1 ORDER BY name")
                .mapTo(String.class)
                .list());
    }
}
