package org.doorstep.hub.attendance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.doorstep.hub.activities.CheckInRules;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.hub.completeness.Likely;
import org.doorstep.hub.completeness.Mark;
import org.doorstep.hub.completeness.Missing;
import org.doorstep.hub.completeness.Span;
import org.doorstep.hub.completeness.Unheard;
import org.doorstep.hub.disclosure.Counted;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.figures.Band;
import org.doorstep.relay.contract.figures.FigureCell;
import org.jdbi.v3.core.Handle;

/// What is missing, as it was known at one moment: the one place where a figure is given its mark. For the
/// transaction it was taken in, and one thread.
///
/// A session is asked about from when it takes check-ins to its end; a day from its first session or arrival to
/// its last (a kiosk that is off at night leaves nothing out); a drop-in as its day; a week as its days; an
/// activity as its sessions. Who is here now is asked about up to now, while anybody is: whoever came last does not
/// close the door behind everybody.
public final class Sight {
    /// Who is counted as new may have come first while a kiosk was away before. Nearly everybody who comes again
    /// does so within a quarter; without an end, one lost card would leave every later figure in doubt.
    static final int WEEKS_BEFORE = 13;

    /// The end of a stretch is not in it, and whoever came last, or alone, is in their day.
    private static final int MOMENT_MS = 1;

    /// What a session's figures are, and what sums of sessions are made of.
    private static final Set<Figure> OF_SESSIONS = ByAge.and(Figure.VISITS, Figure.GUESTS);

    private final Handle handle;
    private final Instant now;
    private final ZoneId zone;
    private final List<Unheard> silences;
    private final int kiosks;
    private final List<Losses.Known> losses;
    private final Ranges ranges;
    private final Map<LocalDate, Optional<Span>> open = new HashMap<>();
    private final Map<SessionId, Mark> sessions = new HashMap<>();
    private final Map<List<LocalDate>, Missing> missing = new HashMap<>();

    /// `since`: all kiosks that are judged, and since when.
    Sight(
            Handle handle,
            Instant now,
            ZoneId zone,
            List<Unheard> silences,
            Map<DeviceId, Instant> since,
            List<Losses.Known> losses) {
        this.handle = handle;
        this.now = now;
        this.zone = zone;
        this.silences = silences;
        this.kiosks = since.size();
        this.losses = losses;
        this.ranges = new Ranges(handle, zone, now, this::isWhole, since);
    }

    public SessionFacts marked(SessionCounts counts) {
        return new SessionFacts(counts, ofSession(counts));
    }

    public List<SessionFacts> marked(List<SessionCounts> all) {
        return all.stream().map(this::marked).toList();
    }

    public Mark ofDay(LocalDate day, Map<Figure, Integer> recorded) {
        return of(day, day, recorded);
    }

    /// The week that begins on this Monday.
    public Mark ofWeek(LocalDate monday, Map<Figure, Integer> recorded) {
        return of(monday, monday.plusDays(6), recorded);
    }

    /// All sessions of the activity on these days, both included. The drop-in is open whenever the hub is: its row is
    /// made only when somebody is known to have come.
    Mark ofActivity(ActivityId activity, LocalDate from, LocalDate to, Map<Figure, Integer> recorded) {
        if (isHeard(from, to) && lost(from, to).isEmpty()) {
            return Mark.of(Missing.NOTHING, Missing.NOTHING, recorded, Map.of());
        }
        if (activity.equals(SessionId.DROP_IN)) {
            Missing gone = missing(from, to);
            List<SessionCounts> its = sessions(gone, from, to)
                    .filter(one -> one.session().isDropIn())
                    .toList();
            return Mark.of(gone, Missing.NOTHING, recorded, sums(gone, its, recorded));
        }
        List<SessionCounts> its = SessionQueries.ofActivity(handle, activity, from, to, now);
        List<Span> spans = its.stream().flatMap(one -> open(one).stream()).toList();
        Missing gone = Missing.of(spans, silences, kiosks, lost(from, to));
        return Mark.of(gone, Missing.NOTHING, recorded, sums(gone, its, recorded));
    }

    /// The sessions, and drop-ins that nobody is known to have come for, of those of these days that lack something.
    private Stream<SessionCounts> sessions(Missing gone, LocalDate from, LocalDate to) {
        return from.datesUntil(to.plusDays(1))
                .filter(day -> open(day)
                        .filter(span -> gone.unheard().stream()
                                .anyMatch(part -> part.span().touches(span)))
                        .isPresent())
                .flatMap(day -> SessionQueries.ofWholeDay(handle, day, zone, now).stream());
    }

    /// A count on its way to the gate, with how complete a release may say that it is.
    public Counted counted(FigureCell cell, long count) {
        Missing gone = missing(cell.starts(), cell.ends());
        Figure figure = cell.figure().equals(FigureCell.FIRST_TIMERS) ? Figure.FIRST_TIMERS : Figure.VISITS;
        Missing earlier = figure == Figure.FIRST_TIMERS ? before(cell.starts()) : Missing.NOTHING;
        return new Counted(cell, count, Mark.band(figure, gone, earlier));
    }

    /// What a release may say of the visits of this day.
    public Band band(LocalDate day) {
        return missing(day, day).band();
    }

    private Mark ofSession(SessionCounts counts) {
        Mark known = sessions.get(counts.session());
        if (known == null) {
            known = toMark(counts);
            sessions.put(counts.session(), known);
        }
        return known;
    }

    private Mark toMark(SessionCounts counts) {
        LocalDate day = counts.session().date();
        Optional<Span> time = open(counts);
        if (time.isEmpty()) {
            return Mark.of(Missing.NOTHING, Missing.NOTHING, counts.recorded(), Map.of());
        }
        Missing gone = Missing.of(List.of(time.get()), silences, kiosks, lost(day, day));
        Missing here = counts.presentNow() == 0 ? gone : untilNow(time.get(), day, day);
        Map<Figure, Likely> likely = new EnumMap<>(Figure.class);
        if (canBeGuessed(gone)) {
            likely.putAll(ranges.ofSession(counts, gone.unheard()));
        }
        if (canBeGuessed(here)) {
            likely.putAll(ranges.ofNow(counts, here.unheard()));
        }
        return Mark.of(gone, Missing.NOTHING, here, counts.recorded(), likely);
    }

    /// What is missing from who is here now.
    private Missing here(LocalDate day, Missing gone, Map<Figure, Integer> recorded) {
        if (recorded.getOrDefault(Figure.PRESENT_NOW, 0) == 0) {
            return gone;
        }
        LocalDate first = SessionQueries.firstDayOfPresent(handle, day, now);
        return open(first).map(span -> untilNow(span, first, day)).orElse(gone);
    }

    private Missing untilNow(Span open, LocalDate from, LocalDate to) {
        return Missing.of(List.of(new Span(open.from(), now)), silences, kiosks, lost(from, to));
    }

    private Mark of(LocalDate from, LocalDate to, Map<Figure, Integer> recorded) {
        Missing gone = missing(from, to);
        Map<Figure, Likely> likely = new EnumMap<>(Figure.class);
        if (canBeGuessed(gone)) {
            List<SessionCounts> its = sessions(gone, from, to).toList();
            likely.putAll(
                    from.equals(to)
                            ? ranges.ofDay(from, gone.unheard(), recorded)
                            : ranges.ofWeek(from, gone.unheard(), recorded));
            likely.putAll(sums(gone, its, recorded));
        }
        Missing here = here(to, gone, recorded);
        if (recorded.containsKey(Figure.PRESENT_NOW) && canBeGuessed(here)) {
            likely.putAll(ranges.ofNow(to, here.unheard(), recorded));
        }
        return Mark.of(
                gone,
                recorded.containsKey(Figure.FIRST_TIMERS) ? before(from) : Missing.NOTHING,
                here,
                recorded,
                likely);
    }

    /// The ranges of sums over sessions: those that lack something are each as likely as they are.
    private Map<Figure, Likely> sums(Missing gone, Collection<SessionCounts> its, Map<Figure, Integer> recorded) {
        Map<Figure, Likely> likely = new EnumMap<>(Figure.class);
        if (!canBeGuessed(gone)) {
            return likely;
        }
        for (Figure figure : OF_SESSIONS) {
            if (!recorded.containsKey(figure)) {
                continue;
            }
            List<Likely.Part> parts = new ArrayList<>();
            for (SessionCounts one : its) {
                Mark mark = ofSession(one);
                if (!mark.unheard().isEmpty()) {
                    parts.add(new Likely.Part(
                            mark.of(figure).recorded(), mark.of(figure).likely()));
                }
            }
            likely.put(figure, Likely.sum(recorded.get(figure), parts));
        }
        return likely;
    }

    private static boolean canBeGuessed(Missing gone) {
        return !gone.unheard().isEmpty() && gone.lost().isEmpty();
    }

    /// What is missing from these days, both included.
    private Missing missing(LocalDate from, LocalDate to) {
        List<LocalDate> days = List.of(from, to);
        Missing known = missing.get(days);
        if (known == null) {
            List<Span> spans = isHeard(from, to)
                    ? List.of()
                    : from.datesUntil(to.plusDays(1))
                            .flatMap(day -> open(day).stream())
                            .toList();
            known = Missing.of(spans, silences, kiosks, lost(from, to));
            missing.put(days, known);
        }
        return known;
    }

    private Missing before(LocalDate day) {
        return missing(day.minusWeeks(WEEKS_BEFORE), day.minusDays(1));
    }

    /// Mostly nothing is silent, and then the days need not be looked at. What began on a day may end on the next.
    private boolean isHeard(LocalDate from, LocalDate to) {
        Span widest = new Span(
                from.minusDays(1).atStartOfDay(zone).toInstant(),
                to.plusDays(2).atStartOfDay(zone).toInstant());
        return silences.stream().noneMatch(silence -> silence.span().touches(widest));
    }

    private boolean isWhole(List<LocalDate> days) {
        return days.stream()
                        .allMatch(day -> isHeard(day, day) || missing(day, day).nothing())
                && lost(days.getFirst(), days.getLast()).isEmpty();
    }

    private List<Missing.Lost> lost(LocalDate from, LocalDate to) {
        return Losses.touching(losses, from, to);
    }

    private Optional<Span> open(SessionCounts counts) {
        if (counts.cancelled()) {
            return Optional.empty();
        }
        return counts.session().isDropIn()
                ? open(counts.session().date())
                : past(counts.start().minusSeconds(CheckInRules.EARLY_SECONDS), counts.end());
    }

    private Optional<Span> open(LocalDate day) {
        return open.computeIfAbsent(day, this::openOn);
    }

    private Optional<Span> openOn(LocalDate day) {
        return handle.createQuery("""
                        SELECT min(begins) AS begins, max(ends) AS ends
                        FROM (
                          SELECT starts - :early AS begins, ends
                          FROM session
                          WHERE day = :day AND cancelled = 0 AND activity <> 'drop-in'
                          UNION ALL
                          SELECT arrived_at, arrived_at + :moment
                          FROM visit
                          WHERE day = :day
                          UNION ALL
                          SELECT guest.at, guest.at + :moment
                          FROM guest
                          JOIN session ON session.id = guest.session
                          WHERE session.day = :day
                        )
                        """)
                .bind("day", day.toString())
                .bind("early", CheckInRules.EARLY_SECONDS * 1000L)
                .bind("moment", MOMENT_MS)
                .map((row, context) -> row.getObject("begins") == null
                        ? Optional.<Span>empty()
                        : past(Instant.ofEpochMilli(row.getLong("begins")), Instant.ofEpochMilli(row.getLong("ends"))))
                .one();
    }

    /// As much of it as has passed; empty if it has not begun.
    private Optional<Span> past(Instant from, Instant to) {
        Instant end = to.isBefore(now) ? to : now;
        return end.isAfter(from) ? Optional.of(new Span(from, end)) : Optional.empty();
    }
}
