package org.doorstep.kiosk.booking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.bookings.BookableId;
import org.doorstep.relay.contract.bookings.BookingRequestId;
import org.doorstep.relay.contract.bookings.Lease;
import org.doorstep.relay.contract.bookings.Span;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.time.DeviceClock;

/// Which of today's times this running program may give away alone. In memory only: whoever starts
/// again has none. Safe for all threads.
///
/// The deadline counts from before the hub was asked, on CLOCK_BOOTTIME less drift, so it is over
/// here before it is over at the hub. What was given away, or is being asked about, is taken out of
/// what the hub told until an answer of the hub has it taken out already, in whatever order answers
/// come.
public final class HeldLeases {
    /// A crystal's makers allow 100 ppm; ten times that.
    private static final int DRIFT_ONE_IN = 1000;

    private final DeviceClock clock;
    private final Map<BookingRequestId, Taken> taken = new LinkedHashMap<>();
    private List<Lease> told = List.of();
    private long deadlineMs;
    private long asked;
    private long heard;

    /// `sequence` is of the row that says so, 0 while there is none; an answer to the question
    /// `afterAsk` or a later one has it taken out already.
    private record Taken(BookableId bookable, int count, Span claimed, long sequence, long afterAsk) {
        static final long NEVER = Long.MAX_VALUE;

        boolean isOf(BookableId id, Span span) {
            return bookable.equals(id) && claimed.overlaps(span);
        }
    }

    public HeldLeases(DeviceClock clock) {
        this.clock = clock;
    }

    /// A question about leases is on its way: its number, and when it was asked.
    public record Question(long number, long atMs) {}

    public synchronized Question asking() {
        return new Question(++asked, clock.moment().uptimeMs());
    }

    /// What the hub said to that question; an answer to an older one than was heard before says
    /// nothing.
    public synchronized void heard(Question question, Reply.Leased answer) {
        if (question.number <= heard) {
            return;
        }
        heard = question.number;
        told = answer.leases();
        long seconds = told.stream().mapToInt(Lease::seconds).min().orElse(0);
        deadlineMs = question.atMs + seconds * 1000 * (DRIFT_ONE_IN - 1) / DRIFT_ONE_IN;
        taken.values()
                .removeIf(
                        one -> one.sequence > 0 && one.sequence <= answer.through() || one.afterAsk <= question.number);
    }

    /// Keeps so many of it, so that nobody else is given them meanwhile: by which lease they could
    /// be given away. Empty if they are not this program's to give.
    public synchronized Optional<Long> keep(BookingRequestId request, BookableId id, int count, Span claimed) {
        if (isOver()) {
            return Optional.empty();
        }
        List<Lease> has = told.stream()
                .filter(lease -> lease.bookable().equals(id))
                .filter(lease -> lease.cells().stream().anyMatch(cell -> cell.contains(claimed)))
                .toList();
        int there = has.stream().mapToInt(Lease::count).sum();
        int gone = taken.values().stream()
                .filter(one -> one.isOf(id, claimed))
                .mapToInt(Taken::count)
                .sum();
        if (there - gone < count) {
            return Optional.empty();
        }
        taken.put(request, new Taken(id, count, claimed, 0, Taken.NEVER));
        return Optional.of(has.getFirst().epoch());
    }

    /// Whether what was kept may be given away now.
    public synchronized boolean mayGive(BookingRequestId request) {
        return !isOver() && taken.containsKey(request);
    }

    /// It was given away, by the row of that sequence.
    public synchronized void given(BookingRequestId request, long sequence) {
        taken.computeIfPresent(
                request, (name, one) -> new Taken(one.bookable, one.count, one.claimed, sequence, Taken.NEVER));
    }

    /// What was given away of it here, as far as no answer of the hub has it: no board has it either.
    synchronized List<Board.Busy> givenAway(BookableId id) {
        return taken.values().stream()
                .filter(one -> one.bookable.equals(id) && one.sequence > 0)
                .map(one -> new Board.Busy(one.claimed.starts(), one.claimed.ends(), one.count))
                .toList();
    }

    /// The hub itself answered. `gone`: it has given it away, or had done so; until it is asked about
    /// leases again, nobody is given it here.
    public synchronized void answered(BookingRequestId request, boolean gone) {
        if (gone) {
            taken.computeIfPresent(
                    request, (name, one) -> new Taken(one.bookable, one.count, one.claimed, 0, asked + 1));
        } else {
            taken.remove(request);
        }
    }

    /// Whether any of it is this program's to give away at some time of that span.
    public synchronized boolean holds(BookableId id, Span span) {
        return !isOver()
                && told.stream()
                        .anyMatch(lease -> lease.bookable().equals(id)
                                && lease.cells().stream().anyMatch(span::overlaps));
    }

    /// Gives all of them back: nothing is given away by them from now on.
    public synchronized List<Long> giveBack() {
        List<Long> epochs = told.stream().map(Lease::epoch).distinct().toList();
        told = List.of();
        deadlineMs = 0;
        heard = Long.MAX_VALUE;
        return epochs;
    }

    private boolean isOver() {
        return clock.moment().uptimeMs() >= deadlineMs;
    }
}
