package org.doorstep.kiosk;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.doorstep.kiosk.booking.Answer;
import org.doorstep.kiosk.booking.Board;
import org.doorstep.kiosk.booking.Bookings;
import org.doorstep.kiosk.booking.Mine;
import org.doorstep.kiosk.booking.PhoneLink;
import org.doorstep.kiosk.booking.Wish;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.bookings.UnitLabel;

/// Bookings as a test says them: a hall in two halves, a craft room, a strimmer and folding tables,
/// from nine to eight each day. Every wish is answered as [#answers] says, and kept to be looked
/// at.
final class TrialBookings implements Bookings {
    private static final Instant OPENS = Instant.parse("2026-11-22T09:00:00Z");

    final List<Wish> wishes = new CopyOnWriteArrayList<>();
    final List<String> said = new CopyOnWriteArrayList<>();
    volatile Function<Wish, Answer> answers = wish -> new Answer.Booked(wish.what(), "4821");
    volatile Mine mine = new Mine(List.of(), true);
    volatile boolean isOld;

    /// Taken for the `count` of them, in hours of today.
    private final List<Taken> taken = new CopyOnWriteArrayList<>();

    private record Taken(String bookable, Board.Busy busy) {}

    TrialBookings taken(String bookable, String starts, String ends) {
        taken.add(new Taken(bookable, new Board.Busy(Instant.parse(starts), Instant.parse(ends), 1)));
        return this;
    }

    @Override
    public Optional<Board> board() {
        List<Board.Bookable> all = new ArrayList<>();
        all.add(bookable("whole-hall", Board.Kind.PLACE, "Whole hall", "Ground floor", "hall", 1));
        all.add(bookable("hall-a", Board.Kind.PLACE, "Hall A", "Ground floor", "hall", 1));
        all.add(bookable("craft-room", Board.Kind.PLACE, "Craft room", "Upstairs", "craft", 1));
        all.add(bookable("strimmer", Board.Kind.TOOL, "Strimmer", "Shelf 3", "strimmer", 1));
        all.add(bookable("table", Board.Kind.TOOL, "Folding table", "Under the stairs", "table", 6));
        return Optional.of(new Board(ZoneOffset.UTC, OPENS, isOld, all));
    }

    private Board.Bookable bookable(String id, Board.Kind kind, String title, String place, String picture, int many) {
        return new Board.Bookable(
                id,
                kind,
                title,
                place,
                picture,
                0,
                many,
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                kind == Board.Kind.PLACE ? Duration.ofHours(4) : Duration.ofDays(7),
                false,
                LongStream.range(0, 15)
                        .mapToObj(day -> new Board.Span(
                                OPENS.plus(Duration.ofDays(day)),
                                OPENS.plus(Duration.ofDays(day)).plus(Duration.ofHours(11))))
                        .toList(),
                taken.stream()
                        .filter(one -> one.bookable.equals(id))
                        .map(Taken::busy)
                        .toList());
    }

    @Override
    public CompletableFuture<Answer> book(Wish wish) {
        wishes.add(wish);
        return CompletableFuture.completedFuture(answers.apply(wish));
    }

    @Override
    public CompletableFuture<Mine> mine(Credential who) {
        return CompletableFuture.completedFuture(mine);
    }

    @Override
    public CompletableFuture<Answer> cancel(Credential who, String code) {
        said.add("cancel " + code);
        return CompletableFuture.completedFuture(new Answer.Cancelled(own(code)));
    }

    @Override
    public CompletableFuture<Answer> answer(Credential who, String code, boolean yes) {
        said.add((yes ? "yes to " : "no to ") + code);
        return CompletableFuture.completedFuture(
                yes ? new Answer.Booked(own(code), code) : new Answer.Cancelled(own(code)));
    }

    private Answer.What own(String code) {
        Mine.Own own = mine.bookings().stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow();
        return new Answer.What(own.bookable(), own.count(), own.starts(), own.ends());
    }

    @Override
    public CompletableFuture<Optional<PhoneLink>> phone(Credential who) {
        return CompletableFuture.completedFuture(
                Optional.of(new PhoneLink("http://192.0.2.7:8400/me/abcdefgh", OPENS.plus(Duration.ofHours(2)))));
    }

    @Override
    public Optional<Tool> tool(String text) {
        return UnitLabel.inCode(text).map(label -> new Tool(label.value(), "Strimmer", "Shelf 3"));
    }

    @Override
    public Answer take(Credential who, Tool tool) {
        said.add("take " + tool.label());
        return new Answer.Taken(tool, Optional.of(OPENS.plus(Duration.ofDays(1))));
    }

    @Override
    public Answer bring(Tool tool, State state) {
        said.add("bring " + tool.label() + " " + state);
        return new Answer.Brought(tool, state);
    }
}
