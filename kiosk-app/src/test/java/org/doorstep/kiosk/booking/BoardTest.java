package org.doorstep.kiosk.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is free, as far as a kiosk knows.
class BoardTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void aRoomIsFreeUntilTheNextBookingAndNotWhileItIsTaken() {
        Board.Bookable room = room(List.of(busy("2026-11-24T11:30:00Z", "2026-11-24T12:30:00Z", 1)));

        assertThat(room.latestEnd(TEN, 1)).isEqualTo("2026-11-24T11:30:00Z");
        assertThat(room.latestEnd(Instant.parse("2026-11-24T12:00:00Z"), 1)).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(room.latestEnd(Instant.parse("2026-11-24T12:30:00Z"), 1)).isEqualTo("2026-11-24T16:30:00Z");
        assertThat(board(room).free(Board.Kind.PLACE, Instant.parse("2026-11-24T11:15:00Z")))
                .as("a quarter of an hour is shorter than its shortest")
                .isEmpty();
    }

    @Test
    void aRoomIsFreeAtMostUntilItCloses() {
        assertThat(room(List.of()).latestEnd(Instant.parse("2026-11-24T19:00:00Z"), 1))
                .isEqualTo("2026-11-24T20:00:00Z");
        assertThat(room(List.of()).latestEnd(Instant.parse("2026-11-24T20:00:00Z"), 1))
                .isEqualTo("2026-11-24T20:00:00Z");
    }

    @Test
    void whereItIsAlwaysOpenEachDayIsOffered() {
        Board.Bookable always = new Board.Bookable(
                "hall",
                Board.Kind.PLACE,
                "Hall",
                "",
                "hall",
                0,
                1,
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                Duration.ofHours(4),
                false,
                List.of(new Board.Span(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-26T02:00:00Z"))),
                List.of());

        assertThat(board(always).days(TEN, 15))
                .containsExactly(LocalDate.of(2026, 11, 24), LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 26));
        assertThat(board(always).starts(LocalDate.of(2026, 11, 26), TEN))
                .containsExactly(Instant.parse("2026-11-26T00:00:00Z"), Instant.parse("2026-11-26T01:00:00Z"));
    }

    @Test
    void ofAPoolSoManyAreLeftAsTheMostThatAreTakenAtOnceLeave() {
        Board.Bookable tables = tool(
                6,
                List.of(
                        busy("2026-11-24T10:30:00Z", "2026-11-24T11:30:00Z", 2),
                        busy("2026-11-24T11:00:00Z", "2026-11-24T12:00:00Z", 3),
                        busy("2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z", 4)));

        assertThat(tables.left(TEN, Instant.parse("2026-11-24T10:30:00Z"))).isEqualTo(6);
        assertThat(tables.left(TEN, Instant.parse("2026-11-24T12:00:00Z"))).isEqualTo(1);
        assertThat(tables.left(Instant.parse("2026-11-24T12:00:00Z"), Instant.parse("2026-11-24T14:00:00Z")))
                .isEqualTo(2);
        assertThat(tables.latestEnd(TEN, 2)).isEqualTo("2026-11-24T11:00:00Z");
        assertThat(tables.latestEnd(TEN, 7)).isEqualTo(TEN);
    }

    @Test
    void aToolIsTakenHomeOverNightAndComesBackAtTheSameTimeAlsoWhereTheClockChanges() {
        Board.Offer offer = board(tool(1, List.of())).free(Board.Kind.TOOL, TEN).getFirst();

        assertThat(offer.ends()).isEqualTo("2026-11-25T10:00:00Z");
        assertThat(offer.latest()).isEqualTo("2026-12-01T10:00:00Z");
        Instant beforeTheChange = Instant.parse("2027-03-27T10:00:00Z");
        Board.Bookable later = new Board.Bookable(
                "strimmer",
                Board.Kind.TOOL,
                "Strimmer",
                "Shelf 3",
                "strimmer",
                0,
                1,
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                Duration.ofDays(7),
                false,
                List.of(
                        new Board.Span(beforeTheChange.minusSeconds(3_600), beforeTheChange.plus(Duration.ofHours(9))),
                        new Board.Span(
                                beforeTheChange.plus(Duration.ofHours(22)),
                                beforeTheChange.plus(Duration.ofHours(33)))),
                List.of());
        assertThat(board(later)
                        .free(Board.Kind.TOOL, beforeTheChange)
                        .getFirst()
                        .ends())
                .isEqualTo("2027-03-28T09:00:00Z");
    }

    @Test
    void aToolComesBackOnlyOnADayOnWhichSomebodyIsThere() {
        Board.Bookable strimmer = tool(1, List.of());
        Instant wednesday = Instant.parse("2026-11-25T10:00:00Z");
        Instant friday = Instant.parse("2026-11-27T10:00:00Z");

        assertThat(strimmer.otherDay(TEN, wednesday, true, LONDON)).contains(friday);
        assertThat(strimmer.otherDay(TEN, friday, false, LONDON)).contains(wednesday);
        assertThat(strimmer.otherDay(TEN, friday, true, LONDON)).isEmpty();
        assertThat(strimmer.otherDay(TEN, wednesday, false, LONDON)).isEmpty();
    }

    @Test
    void daysAndHoursAreThoseOnWhichAnythingIsStillOpen() {
        Board board = board(room(List.of()));

        assertThat(board.days(Instant.parse("2026-11-27T21:00:00Z"), 15)).isEmpty();
        assertThat(board.days(Instant.parse("2026-11-25T10:00:00Z"), 15))
                .containsExactly(LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 27));
        assertThat(board.days(TEN, 1)).containsExactly(LocalDate.of(2026, 11, 24));
        assertThat(board.starts(LocalDate.of(2026, 11, 24), Instant.parse("2026-11-24T17:30:00Z")))
                .containsExactly(Instant.parse("2026-11-24T18:00:00Z"), Instant.parse("2026-11-24T19:00:00Z"));
        assertThat(board.now(Instant.parse("2026-11-24T17:44:00Z"))).isEqualTo("2026-11-24T17:30:00Z");
    }

    @Test
    void aDoorSaysUntilWhenItIsAsItIs() {
        Board.Bookable room = room(List.of(busy("2026-11-24T11:00:00Z", "2026-11-24T12:00:00Z", 1)));

        assertThat(room.stateEnds(TEN)).isEqualTo("2026-11-24T11:00:00Z");
        assertThat(room.stateEnds(Instant.parse("2026-11-24T11:20:00Z"))).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(room.stateEnds(Instant.parse("2026-11-24T12:00:00Z"))).isEqualTo("2026-11-24T20:00:00Z");
    }

    @Test
    void aDoorSaysBookedOfNothingThatAnotherKioskMayGiveAway() {
        Board.Bookable room = room(List.of(
                new Board.Busy(TEN, Instant.parse("2026-11-24T20:00:00Z"), 1, true),
                busy("2026-11-24T11:00:00Z", "2026-11-24T12:00:00Z", 1)));

        assertThat(room.isBooked(TEN)).isFalse();
        assertThat(room.stateEnds(TEN)).isEqualTo("2026-11-24T11:00:00Z");
        assertThat(room.left(TEN, Instant.parse("2026-11-24T10:30:00Z")))
                .as("here it cannot be had")
                .isZero();
    }

    private static Board board(Board.Bookable... bookables) {
        return new Board(LONDON, TEN, false, List.of(bookables));
    }

    private static Board.Bookable room(List<Board.Busy> busy) {
        return bookable(Board.Kind.PLACE, 1, Duration.ofHours(4), busy);
    }

    private static Board.Bookable tool(int many, List<Board.Busy> busy) {
        return bookable(Board.Kind.TOOL, many, Duration.ofDays(7), busy);
    }

    private static Board.Bookable bookable(Board.Kind kind, int many, Duration longest, List<Board.Busy> busy) {
        return new Board.Bookable(
                "it",
                kind,
                "It",
                "",
                "star",
                0,
                many,
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                longest,
                false,
                // Tuesday, Wednesday, Friday.
                Stream.of(24, 25, 27)
                        .map(day -> new Board.Span(
                                Instant.parse("2026-11-" + day + "T09:00:00Z"),
                                Instant.parse("2026-11-" + day + "T20:00:00Z")))
                        .toList(),
                busy);
    }

    private static Board.Busy busy(String starts, String ends, int count) {
        return new Board.Busy(Instant.parse(starts), Instant.parse(ends), count);
    }
}
