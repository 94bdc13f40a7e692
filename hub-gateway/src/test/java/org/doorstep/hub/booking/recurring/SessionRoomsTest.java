package org.doorstep.hub.booking.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.booking.recurring.Hall.NOW;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.activities.Activity;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.SessionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionRoomsTest {
    private static final ActivityId CLUB = new ActivityId("homework-club");
    private static final LocalTime FOUR = LocalTime.of(16, 0);

    @TempDir
    Path folder;

    private Hall hall;
    private Activities activities;
    private SessionRooms rooms;

    @BeforeEach
    void open() {
        hall = new Hall(folder);
        rooms = new SessionRooms(hall.claims, hall.random, (_, _) -> hall.freed++);
        activities = new Activities(
                hall.database,
                Hall.ZONE,
                () -> NOW,
                (_, _, _) -> {},
                () -> hall.step(handle -> rooms.follow(handle, NOW)));
        hall.step(handle -> SessionRooms.name(handle, CLUB, Optional.empty()));
        activities.add(new Activity(CLUB, new Activity.Details("Homework club", "", "homework"), List.of(at(FOUR))));
    }

    @AfterEach
    void close() {
        hall.close();
    }

    @Test
    void anActivityThatNamesARoomHasItForEachOfItsSessionsInTerm() {
        name("kitchen");

        assertThat(claims("kitchen"))
                .as("eight weeks of Wednesdays, without half term")
                .isEqualTo(7);
        assertThat(lacking()).isEmpty();
    }

    @Test
    void aSessionThatIsCancelledLetsGoOfItsRoomAndOneThatIsPutBackHasItAgain() {
        name("kitchen");
        SessionId session = new SessionId(CLUB, Hall.MONDAY.plusDays(2), FOUR);

        activities.cancel(session, "No teacher");
        assertThat(claims("kitchen")).isEqualTo(6);
        assertThat(hall.freed).isEqualTo(1);

        activities.putBack(session);
        assertThat(claims("kitchen")).isEqualTo(7);
    }

    @Test
    void otherTimesOrAnotherRoomMoveTheBookings() {
        name("kitchen");

        activities.retime(CLUB, Hall.MONDAY, List.of(at(LocalTime.of(17, 0))));
        assertThat(claims("kitchen")).isEqualTo(7);
        name("hall-a");

        assertThat(claims("kitchen")).isZero();
        assertThat(claims("hall-a")).isEqualTo(7);
    }

    @Test
    void aSessionWhoseRoomSomebodyElseHasIsShownAndHasItOnceItIsFree() {
        Claimed.Booked karate = (Claimed.Booked) hall.once("kitchen", "2026-09-23", "15:00", "16:30");
        name("kitchen");
        assertThat(lacking()).singleElement().satisfies(lacking -> {
            assertThat(lacking.title()).isEqualTo("Homework club");
            assertThat(lacking.why()).isEmpty();
        });

        hall.step(handle -> {
            hall.claims.let(handle, karate.booking().id(), Ending.CANCELLED, "", NOW);
            rooms.follow(handle, NOW);
        });

        assertThat(lacking()).isEmpty();
        assertThat(claims("kitchen")).isEqualTo(7);
    }

    private List<SessionRooms.Lacking> lacking() {
        return hall.database.read(handle -> SessionRooms.lacking(handle, NOW));
    }

    private void name(String room) {
        hall.step(handle -> {
            SessionRooms.name(handle, CLUB, Optional.of(new BookableId(room)));
            rooms.follow(handle, NOW);
        });
    }

    private long claims(String room) {
        return hall.rows("""
                SELECT COUNT(*)
                FROM claim
                JOIN booking ON booking.id = claim.booking
                WHERE booking.title = 'Homework club' AND booking.bookable = '%s'
                """.formatted(room));
    }

    private static Rule at(LocalTime starts) {
        return new Rule(
                new Rhythm.Weekly(1, Set.of(DayOfWeek.WEDNESDAY)),
                starts,
                starts.plusHours(1),
                Hall.MONDAY,
                new Rule.Until.Further(),
                true);
    }
}
