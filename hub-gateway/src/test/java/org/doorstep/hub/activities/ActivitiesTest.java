package org.doorstep.hub.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
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

    private static Weekly at(LocalTime starts) {
        return new Weekly(DayOfWeek.MONDAY, starts, starts.plusHours(1), MONDAY, Weekly.FOREVER);
    }

    private static List<String> cancelled(Database database) {
        return database.read(handle -> handle.createQuery(
                        "SELECT name || ': ' || why FROM session WHERE cancelled = 1 ORDER BY name")
                .mapTo(String.class)
                .list());
    }
}
