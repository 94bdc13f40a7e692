package org.doorstep.hub.attendance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.doorstep.hub.activities.CheckInRules;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.relay.contract.Ages;
import org.jdbi.v3.core.Handle;

/// All that kiosks were shown in some sessions, every tap and every guest, to be counted with some of it left out.
/// What it counts is what [Attendance] would have, had only that come. For one transaction: what was read once is
/// not read again.
final class Showings {
    private final Map<Long, Session> sessions = new HashMap<>();

    /// One tap or guest: which device, and when.
    record Showing(String device, Instant at) {}

    private record Tap(Showing showing, Visits.Tap tap) {}

    private record Guest(Showing showing, Visits.Companions companions) {}

    private static final class Session {
        private final Map<Long, List<Tap>> taps = new HashMap<>();
        private final List<Guest> guests = new ArrayList<>();
        private long ends;
        private boolean dropIn;
    }

    /// Before they are counted.
    void read(Handle handle, Collection<Long> rows) {
        Set<Long> once = new HashSet<>(rows);
        once.removeAll(sessions.keySet());
        if (once.isEmpty()) {
            return;
        }
        handle.createQuery("SELECT id, ends, activity = 'drop-in' AS drop_in FROM session WHERE id IN (<rows>)")
                .bindList("rows", once)
                .map((row, context) -> {
                    Session session = session(row.getLong("id"));
                    session.ends = row.getLong("ends");
                    session.dropIn = row.getBoolean("drop_in");
                    return session;
                })
                .list();
        Map<String, Visits.Companions> said = said(handle, once);
        handle.createQuery("SELECT event, pass, session, at, unsure, device FROM tap WHERE session IN (<rows>)")
                .bindList("rows", once)
                .map((row, context) -> {
                    String event = row.getString("event");
                    long at = row.getLong("at");
                    return session(row.getLong("session"))
                            .taps
                            .computeIfAbsent(row.getLong("pass"), pass -> new ArrayList<>())
                            .add(new Tap(
                                    new Showing(row.getString("device"), Instant.ofEpochMilli(at)),
                                    new Visits.Tap(
                                            event,
                                            at,
                                            row.getBoolean("unsure"),
                                            Optional.ofNullable(said.get(event)))));
                })
                .list();
        handle.createQuery("SELECT * FROM guest WHERE session IN (<rows>)")
                .bindList("rows", once)
                .map((row, context) -> session(row.getLong("session"))
                        .guests
                        .add(new Guest(
                                new Showing(row.getString("device"), Instant.ofEpochMilli(row.getLong("at"))),
                                Visits.Companions.of(row))))
                .list();
    }

    /// The figures of these sessions together from what `seen` lets through; present is who was at that moment.
    Map<Figure, Integer> count(Collection<Long> rows, Instant at, Predicate<Showing> seen) {
        Sums sums = new Sums(at.toEpochMilli());
        for (long row : rows) {
            Session session = session(row);
            session.taps.forEach((pass, taps) -> {
                List<Visits.Tap> left = taps.stream()
                        .filter(tap -> seen.test(tap.showing))
                        .map(Tap::tap)
                        .toList();
                if (!left.isEmpty()) {
                    sums.visit(pass, session, Visits.of(left, session.ends, CheckInRules.LEAVE_AFTER_SECONDS));
                }
            });
            session.guests.stream().filter(guest -> seen.test(guest.showing)).forEach(sums::guest);
        }
        return sums.figures();
    }

    private Session session(long row) {
        return sessions.computeIfAbsent(row, r -> new Session());
    }

    /// Of each tap what was said of it last, as [Additions] has it.
    private static Map<String, Visits.Companions> said(Handle handle, Collection<Long> rows) {
        Map<String, Visits.Companions> said = new HashMap<>();
        handle.createQuery("""
                        SELECT companions.*
                        FROM tap
                        JOIN companions ON companions.tap = tap.event
                        WHERE tap.session IN (<rows>)
                        ORDER BY companions.at, companions.store
                        """)
                .bindList("rows", rows)
                .map((row, context) -> Map.entry(row.getString("tap"), Visits.Companions.of(row)))
                .forEach(entry -> said.put(entry.getKey(), entry.getValue()));
        return said;
    }

    private static final class Sums {
        private final long now;
        private final Set<Long> passes = new HashSet<>();
        private final Set<Long> here = new HashSet<>();
        private final Set<Long> atSession = new HashSet<>();
        private int visits;
        private int guests;
        private int adults;
        private int children;
        private Ages ages = Ages.NOT_SAID;

        private Sums(long now) {
            this.now = now;
        }

        void visit(long pass, Session session, Visits.Visit visit) {
            visits++;
            passes.add(pass);
            with(visit.companions());
            if (visit.arrivedAt() <= now + SessionQueries.AHEAD.toMillis() && visit.leftAt() > now) {
                here.add(pass);
                if (!session.dropIn) {
                    atSession.add(pass);
                }
            }
        }

        void guest(Guest guest) {
            guests++;
            with(guest.companions);
        }

        private void with(Visits.Companions companions) {
            adults += companions.adults();
            children += companions.children();
            ages = ages.and(companions.ages());
        }

        Map<Figure, Integer> figures() {
            Map<Figure, Integer> figures = new EnumMap<>(Figure.class);
            figures.put(Figure.VISITS, visits);
            figures.put(Figure.GUESTS, guests);
            ByAge.put(figures, adults, children, ages);
            figures.put(Figure.PASSES, passes.size());
            figures.put(Figure.PRESENT_NOW, here.size());
            figures.put(Figure.PRESENT_BY_DROP_IN, here.size() - atSession.size());
            return figures;
        }
    }
}
