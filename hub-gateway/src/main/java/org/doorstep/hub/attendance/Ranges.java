package org.doorstep.hub.attendance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.hub.completeness.Likely;
import org.doorstep.hub.completeness.Unheard;
import org.doorstep.relay.contract.DeviceId;
import org.jdbi.v3.core.Handle;

/// What the figures of a session, a day or a week likely come to. For one transaction.
///
/// The earlier ones that are alike are counted twice: with everything, and without what the same kiosks would have
/// kept back, had they been silent at the same local times. What that changes is what this silence may change
/// ([Likely]).
final class Ranges {
    private static final Set<Figure> OF_SESSION = ByAge.and(Figure.VISITS, Figure.GUESTS);
    private static final Set<Figure> OF_DAYS = Set.of(Figure.PASSES);
    private static final Set<Figure> OF_NOW = Set.of(Figure.PRESENT_NOW, Figure.PRESENT_BY_DROP_IN);

    private final Handle handle;
    private final ZoneId zone;
    private final Instant now;
    private final Predicate<List<LocalDate>> whole;
    private final Map<DeviceId, Instant> since;
    private final Alike alike;
    private final Showings showings = new Showings();

    /// `whole`: whether nothing is missing from these days. `since`: since when each kiosk is judged.
    Ranges(Handle handle, ZoneId zone, Instant now, Predicate<List<LocalDate>> whole, Map<DeviceId, Instant> since) {
        this.handle = handle;
        this.zone = zone;
        this.now = now;
        this.whole = whole;
        this.since = since;
        this.alike = new Alike(handle);
    }

    Map<Figure, Likely> ofSession(SessionCounts counts, List<Unheard> silence) {
        return ofSession(OF_SESSION, counts, silence);
    }

    /// Who is here now: of a silence that may go on after the session's last arrival.
    Map<Figure, Likely> ofNow(SessionCounts counts, List<Unheard> silence) {
        return ofSession(OF_NOW, counts, silence);
    }

    private Map<Figure, Likely> ofSession(Set<Figure> figures, SessionCounts counts, List<Unheard> silence) {
        return likely(
                figures,
                counts.recorded(),
                alike.session(counts.session()),
                counts.session().isDropIn()
                        ? alike.dropInsBefore(counts.session().date())
                        : alike.sessionsBefore(counts.session()),
                silence);
    }

    Map<Figure, Likely> ofDay(LocalDate day, List<Unheard> silence, Map<Figure, Integer> recorded) {
        return likely(OF_DAYS, recorded, alike.day(day), alike.daysBefore(day), silence);
    }

    /// The same of who is here now.
    Map<Figure, Likely> ofNow(LocalDate day, List<Unheard> silence, Map<Figure, Integer> recorded) {
        return likely(OF_NOW, recorded, alike.day(day), alike.daysBefore(day), silence);
    }

    Map<Figure, Likely> ofWeek(LocalDate monday, List<Unheard> silence, Map<Figure, Integer> recorded) {
        return likely(OF_DAYS, recorded, alike.week(monday), alike.weeksBefore(monday), silence);
    }

    private Map<Figure, Likely> likely(
            Set<Figure> figures,
            Map<Figure, Integer> recorded,
            Alike.Sessions itself,
            Stream<Alike.Sessions> before,
            List<Unheard> silence) {
        Map<Figure, Likely> likely = new EnumMap<>(Figure.class);
        List<Alike.Sessions> earlier = before.filter(one -> wereThere(silence, one.from()))
                .filter(one -> whole.test(one.days()))
                .limit(Likely.MOST_SESSIONS)
                .toList();
        if (earlier.size() < Likely.LEAST_SESSIONS) {
            return likely;
        }
        List<Long> rows = new ArrayList<>(itself.rows());
        earlier.forEach(one -> rows.addAll(one.rows()));
        showings.read(handle, rows);
        Map<Figure, Integer> late = hidden(itself, itself, silence);
        List<Map<Figure, Integer>> hidden =
                earlier.stream().map(one -> hidden(one, itself, silence)).toList();
        for (Figure figure : figures) {
            if (recorded.containsKey(figure)) {
                List<Integer> missing =
                        hidden.stream().map(one -> one.get(figure)).toList();
                likely.put(
                        figure,
                        figure.mayFall()
                                ? Likely.ofWhatMayFall(recorded.get(figure), late.get(figure), missing)
                                : Likely.of(recorded.get(figure), late.get(figure), missing));
            }
        }
        return likely;
    }

    /// Whether every kiosk that is silent now was there on that day already. One that was not kept nothing back
    /// then, and tells nothing of what it keeps back now.
    private boolean wereThere(Collection<Unheard> silence, LocalDate day) {
        Instant begins = day.atStartOfDay(zone).toInstant();
        return silence.stream().noneMatch(part -> since.getOrDefault(part.device(), Instant.MAX)
                .isAfter(begins));
    }

    /// By how much each figure of `one` would be less at the same local time, if it had been kept back as in
    /// `itself`.
    private Map<Figure, Integer> hidden(Alike.Sessions one, Alike.Sessions itself, Collection<Unheard> silence) {
        long weeks = one.weeksBefore(itself);
        Instant then = earlier(now, weeks);
        List<Unheard> silent = silence.stream()
                .map(part -> new Unheard(
                        part.device(), part.name(), part.why(), earlier(part.from(), weeks), earlier(part.to(), weeks)))
                .toList();
        Map<Figure, Integer> all = showings.count(one.rows(), then, showing -> true);
        Map<Figure, Integer> without = showings.count(one.rows(), then, showing -> silent.stream()
                .noneMatch(part -> part.device().value().equals(showing.device())
                        && !showing.at().isBefore(part.from())
                        && showing.at().isBefore(part.to())));
        Map<Figure, Integer> hidden = new EnumMap<>(Figure.class);
        all.forEach((figure, count) -> hidden.put(figure, count - without.get(figure)));
        return hidden;
    }

    /// The same local time so many weeks before: a session begins by the clock on the wall.
    private Instant earlier(Instant at, long weeks) {
        return at.atZone(zone).minusWeeks(weeks).toInstant();
    }
}
