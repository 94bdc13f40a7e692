package org.doorstep.hub.attendance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.activities.CheckInRules;
import org.doorstep.hub.completeness.Contacts;
import org.doorstep.hub.completeness.Likely;
import org.doorstep.hub.completeness.Mark;
import org.doorstep.hub.completeness.Span;
import org.doorstep.hub.completeness.Unheard;
import org.doorstep.relay.contract.Band;
import org.jdbi.v3.core.Handle;

/// Whether anything is missing from sessions, days and weeks: the silences of kiosks and the losses, held
/// against the times at which there was anything to count. Safe for all threads.
///
/// A session is asked about from when it takes check-ins to its end; a day from its first session or arrival to
/// its last (a kiosk that is off at night leaves nothing out); a drop-in as its day; a week as its days.
public final class Marks {
    private final Contacts contacts;
    private final Losses losses;
    private final ZoneId zone;

    public Marks(Contacts contacts, Losses losses, ZoneId zone) {
        this.contacts = contacts;
        this.losses = losses;
        this.zone = zone;
    }

    /// All that is known at this moment, in the caller's transaction.
    public Sight at(Handle handle, Instant now) {
        return new Sight(handle, now, contacts.unheard(handle, now), contacts.kiosks(handle));
    }

    /// What was known at one moment. For the transaction it was taken in.
    public final class Sight {
        private final Handle handle;
        private final Instant now;
        private final List<Unheard> silences;
        private final int kiosks;

        private Sight(Handle handle, Instant now, List<Unheard> silences, int kiosks) {
            this.handle = handle;
            this.now = now;
            this.silences = silences;
            this.kiosks = kiosks;
        }

        SessionFacts marked(SessionFacts facts) {
            return facts.marked(ofSession(facts));
        }

        public List<SessionFacts> marked(List<SessionFacts> sessions) {
            return sessions.stream().map(this::marked).toList();
        }

        /// `recorded` is the day's visits so far.
        public Mark ofDay(LocalDate day, int recorded) {
            return of(List.of(day), recorded);
        }

        /// `recorded` is the visits so far of the week that begins on this Monday.
        public Mark ofWeek(LocalDate monday, int recorded) {
            return of(monday.datesUntil(monday.plusDays(7)).toList(), recorded);
        }

        /// What a release may say of these days, both included.
        public Band band(LocalDate from, LocalDate to) {
            List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
            return Mark.of(open(days), silences, kiosks, losses.touching(handle, from, to), 0, Likely.NOT_SAID)
                    .band();
        }

        private Mark ofSession(SessionFacts facts) {
            Optional<Span> open = facts.session().isDropIn()
                    ? open(facts.session().date())
                    : past(facts.start().minusSeconds(CheckInRules.EARLY_SECONDS), facts.end());
            if (open.isEmpty() || facts.cancelled()) {
                return Mark.COMPLETE;
            }
            List<Span> spans = List.of(open.get());
            List<Unheard> parts = Mark.touching(spans, silences);
            LocalDate day = facts.session().date();
            return Mark.of(
                    spans,
                    silences,
                    kiosks,
                    losses.touching(handle, day, day),
                    facts.visits(),
                    parts.isEmpty() ? Likely.NOT_SAID : likely(facts, parts));
        }

        private Likely likely(SessionFacts facts, List<Unheard> parts) {
            AlikeSessions alike = new AlikeSessions(handle, zone);
            List<Integer> hidden = new ArrayList<>();
            for (AlikeSessions.Earlier earlier : alike.before(facts)) {
                if (hidden.size() == Likely.MOST_SESSIONS) {
                    break;
                }
                if (isWhole(earlier)) {
                    hidden.add(alike.hiddenBy(earlier, facts.start(), parts));
                }
            }
            return Likely.of(facts.visits(), alike.hiddenBy(alike.itself(facts), facts.start(), parts), hidden);
        }

        private boolean isWhole(AlikeSessions.Earlier earlier) {
            return silences.stream().noneMatch(silence -> silence.span().touches(earlier.span()))
                    && losses.none(handle, earlier.day(), earlier.day());
        }

        private Mark of(List<LocalDate> days, int recorded) {
            List<Span> open = open(days);
            List<Mark.Lost> lost = losses.touching(handle, days.getFirst(), days.getLast());
            List<Unheard> parts = Mark.touching(open, silences);
            Likely likely = parts.isEmpty() || !lost.isEmpty() ? Likely.NOT_SAID : sum(days, recorded, parts);
            return Mark.of(open, silences, kiosks, lost, recorded, likely);
        }

        private Likely sum(List<LocalDate> days, int recorded, List<Unheard> parts) {
            List<Likely.Part> sums = new ArrayList<>();
            for (LocalDate day : days) {
                Optional<Span> open = open(day);
                if (open.isEmpty()
                        || parts.stream().noneMatch(part -> part.span().touches(open.get()))) {
                    continue;
                }
                for (SessionFacts session : SessionQueries.ofWholeDay(handle, day, zone, now)) {
                    Mark mark = ofSession(session);
                    if (!mark.unheard().isEmpty()) {
                        sums.add(new Likely.Part(session.visits(), mark.likely()));
                    }
                }
            }
            return Likely.sum(recorded, sums);
        }

        private List<Span> open(List<LocalDate> days) {
            // Mostly nothing is silent, and then the days need not be looked at.
            if (silences.isEmpty()) {
                return List.of();
            }
            return days.stream().flatMap(day -> open(day).stream()).toList();
        }

        private Optional<Span> open(LocalDate day) {
            return handle.createQuery("""
                            SELECT min(begins) AS begins, max(ends) AS ends
                            FROM (
                              SELECT starts - :early AS begins, ends
                              FROM session
                              WHERE day = :day AND cancelled = 0 AND activity <> 'drop-in'
                              UNION ALL
                              SELECT arrived_at, arrived_at
                              FROM visit
                              WHERE day = :day
                            )
                            """)
                    .bind("day", day.toString())
                    .bind("early", CheckInRules.EARLY_SECONDS * 1000L)
                    .map((row, context) -> row.getObject("begins") == null
                            ? Optional.<Span>empty()
                            : past(
                                    Instant.ofEpochMilli(row.getLong("begins")),
                                    Instant.ofEpochMilli(row.getLong("ends"))))
                    .one();
        }

        /// As much of it as has passed; empty if it has not begun.
        private Optional<Span> past(Instant from, Instant to) {
            Instant end = to.isBefore(now) ? to : now;
            return end.isAfter(from) ? Optional.of(new Span(from, end)) : Optional.empty();
        }
    }
}
