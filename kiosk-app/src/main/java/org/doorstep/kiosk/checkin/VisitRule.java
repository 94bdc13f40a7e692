package org.doorstep.kiosk.checkin;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;

/// What a tap means to this kiosk: an arrival, a repeat, a leaving, or a question. Pure.
///
/// It follows the hub's rule for one pass on one local day as far as one kiosk can see; the hub, which sees all
/// kiosks, has the last word. Whoever is still in a session that has just ended is leaving it, whatever is on next.
final class VisitRule {
    /// A card held up twice is shown once: it does not undo a leaving. The hub has the same.
    static final int SAME_SHOWING_SECONDS = 10;

    /// What is known here of one pass in one session.
    record Visit(
            String visitor,
            SessionId session,
            EventId arrival,
            boolean here,
            boolean choosing,
            String boot,
            long uptimeMs,
            long wallMs,
            Companions with) {

        /// By the clock that nobody can set, while it is the same start; else by the wall clock. Never negative.
        long secondsUntil(Moment moment, Instant now) {
            long ms = boot.equals(moment.bootId()) ? moment.uptimeMs() - uptimeMs : now.toEpochMilli() - wallMs;
            return Math.max(0, ms / 1000);
        }
    }

    sealed interface Meaning {}

    record Arrival(SessionId session) implements Meaning {}

    record Repeat(Visit visit) implements Meaning {}

    record Leaving(Visit visit) implements Meaning {}

    /// Several sessions are on, and nothing says which: counted in the day's drop-in until one is chosen.
    record WhichSession(SessionId dropIn) implements Meaning {}

    /// Asked already, and not answered yet.
    record StillChoosing(Visit visit) implements Meaning {}

    private VisitRule() {}

    static Meaning of(
            List<Schedule.Occurrence> on,
            List<Schedule.Occurrence> justOver,
            LocalDate today,
            List<Visit> known,
            Moment moment,
            Instant now,
            int leaveAfterSeconds) {
        SessionId dropIn = SessionId.dropIn(today);
        Optional<Visit> inOneOfThem = latestIn(on, known).filter(Visit::here);
        if (inOneOfThem.isPresent()) {
            return again(inOneOfThem.get(), moment, now, leaveAfterSeconds);
        }
        Optional<Visit> late = latestIn(justOver, known);
        if (late.isPresent()) {
            Visit visit = late.get();
            boolean sameShowing = visit.secondsUntil(moment, now) < SAME_SHOWING_SECONDS;
            if (visit.here || sameShowing) {
                return sameShowing ? new Repeat(visit) : new Leaving(visit);
            }
        }
        if (on.size() < 2) {
            SessionId session = on.isEmpty() ? dropIn : on.getFirst().session();
            return find(known, session)
                    .map(visit -> again(visit, moment, now, leaveAfterSeconds))
                    .orElseGet(() -> new Arrival(session));
        }
        Optional<Visit> asked = find(known, dropIn).filter(visit -> visit.choosing && visit.here);
        if (asked.isPresent()) {
            Visit visit = asked.get();
            return visit.secondsUntil(moment, now) < leaveAfterSeconds ? new StillChoosing(visit) : new Leaving(visit);
        }
        return new WhichSession(dropIn);
    }

    private static Meaning again(Visit visit, Moment moment, Instant now, int leaveAfterSeconds) {
        long seconds = visit.secondsUntil(moment, now);
        if (seconds < (visit.here ? leaveAfterSeconds : SAME_SHOWING_SECONDS)) {
            return new Repeat(visit);
        }
        return visit.here ? new Leaving(visit) : new Arrival(visit.session);
    }

    /// Of the visits to these, one that is not left yet before one that is; then the latest.
    private static Optional<Visit> latestIn(List<Schedule.Occurrence> sessions, List<Visit> known) {
        return known.stream()
                .filter(visit ->
                        sessions.stream().anyMatch(session -> session.session().equals(visit.session)))
                .max(Comparator.comparing(Visit::here).thenComparingLong(Visit::wallMs));
    }

    private static Optional<Visit> find(List<Visit> known, SessionId session) {
        return known.stream().filter(visit -> visit.session.equals(session)).findFirst();
    }
}
