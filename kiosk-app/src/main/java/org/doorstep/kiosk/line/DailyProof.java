package org.doorstep.kiosk.line;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.outbox.DayRows;
import org.doorstep.relay.time.DeviceClock;

/// Asks the hub, day by day, whether it has what this kiosk keeps; where not, halves the stretch until single
/// rows are named. The hub writes down what is found. For the line's own thread.
///
/// Each day is asked about once after each start, and once a day more: the newest days first.
final class DailyProof {
    /// A week and a day: a difference is found within a week of a person's absence. Older days were asked about
    /// then.
    static final int MOST_DAYS = 8;

    /// Halving 30,000 rows to one takes 15 questions, and a few places are found side by side. Past this the
    /// hub knows that they differ and roughly where; finding each of many is not worth a day's talk.
    static final int MOST_QUESTIONS = 40;

    /// Looking for days reads every kept row.
    private static final long LOOK_EVERY_MS = 3_600_000;

    private final DayRows rows;
    private final DeviceClock clock;
    private final Set<LocalDate> done = new HashSet<>();
    private final Deque<LocalDate> days = new ArrayDeque<>();
    /// Whole ones first, then the halves of those that differ.
    private final Deque<DayRows.Stretch> stretches = new ArrayDeque<>();
    private final Deque<DayRows.Stretch> parts = new ArrayDeque<>();
    private LocalDate today = LocalDate.MIN;
    private long lookedAtMs = Long.MIN_VALUE;
    private boolean whole = true;
    private int questions;
    private Optional<LocalDate> day = Optional.empty();
    private List<DayRows.Stretch> asked = List.of();
    private Optional<Request> question = Optional.empty();

    DailyProof(DayRows rows, DeviceClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /// The next question; the same again while it has no answer. Empty while there is nothing to prove.
    Optional<Request> next() {
        while (!asked.isEmpty() || prepare()) {
            LocalDate of = day.orElseThrow();
            List<DayRows.Stretch> still = new ArrayList<>();
            List<Request.Part> found = new ArrayList<>();
            for (DayRows.Stretch stretch : asked) {
                rows.part(of, stretch).ifPresent(part -> {
                    still.add(stretch);
                    found.add(part);
                });
            }
            asked = still;
            if (!asked.isEmpty()) {
                question = Optional.of(new Request.Proof(of, whole, found));
                return question;
            }
        }
        return Optional.empty();
    }

    /// An answer that comes twice, or to an earlier question, changes nothing.
    void heard(Request asking, Reply.Proof answer) {
        if (asked.isEmpty()
                || question.filter(asking::equals).isEmpty()
                || answer.agrees().size() != asked.size()) {
            return;
        }
        for (int i = 0; i < asked.size(); i++) {
            if (!answer.agrees().get(i)) {
                parts.addAll(narrower(asked.get(i)));
            }
        }
        asked = List.of();
    }

    /// Chooses what to ask about next. Whether there is anything.
    private boolean prepare() {
        while (stretches.isEmpty() && parts.isEmpty() || questions >= MOST_QUESTIONS) {
            day.ifPresent(done::add);
            stretches.clear();
            parts.clear();
            questions = 0;
            if (days.isEmpty()) {
                look();
            }
            day = Optional.ofNullable(days.poll());
            if (day.isEmpty()) {
                return false;
            }
            stretches.addAll(rows.stretches(day.get()));
        }
        whole = !stretches.isEmpty();
        Deque<DayRows.Stretch> from = whole ? stretches : parts;
        List<DayRows.Stretch> some = new ArrayList<>();
        while (!from.isEmpty() && some.size() < Request.Proof.MOST_PARTS) {
            some.add(from.poll());
        }
        asked = some;
        questions++;
        return true;
    }

    private void look() {
        LocalDate now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        long uptimeMs = clock.moment().uptimeMs();
        if (now.equals(today) && uptimeMs - lookedAtMs < LOOK_EVERY_MS) {
            return;
        }
        if (!now.equals(today)) {
            done.clear();
        }
        today = now;
        lookedAtMs = uptimeMs;
        rows.daysBefore(now, MOST_DAYS).stream()
                .filter(found -> !done.contains(found))
                .forEach(days::add);
    }

    /// A single place of a whole stretch is asked about once more, as a place.
    private List<DayRows.Stretch> narrower(DayRows.Stretch stretch) {
        if (stretch.from() == stretch.to()) {
            return whole ? List.of(stretch) : List.of();
        }
        long middle = (stretch.from() + stretch.to()) / 2;
        return List.of(
                new DayRows.Stretch(stretch.store(), stretch.lane(), stretch.from(), middle),
                new DayRows.Stretch(stretch.store(), stretch.lane(), middle + 1, stretch.to()));
    }
}
