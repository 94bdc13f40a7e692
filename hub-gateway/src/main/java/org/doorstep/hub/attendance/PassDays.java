package org.doorstep.hub.attendance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.activities.CheckInRules;
import org.doorstep.hub.activities.Session;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.relay.contract.SessionId;

/// Places all taps of one pass on one local day, in the order of their times, each knowing the earlier ones: whoever
/// chose at one door is not asked again by the count at another, and who taps out a little late has left what they
/// were at. The result depends on the taps alone, and not on which came first to the hub (decision 0003).
final class PassDays {
    private final ZoneId zone;
    private final SessionPlaces places;
    private final TapBook taps;
    private final VisitBook visits;
    private final Additions additions;
    private final ByHand byHand;
    private final Denials denials;

    PassDays(
            ZoneId zone,
            SessionPlaces places,
            TapBook taps,
            VisitBook visits,
            Additions additions,
            ByHand byHand,
            Denials denials) {
        this.zone = zone;
        this.places = places;
        this.taps = taps;
        this.visits = visits;
        this.additions = additions;
        this.byHand = byHand;
        this.denials = denials;
    }

    LocalDate dayOf(long at) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
    }

    /// Hardly ever true of the first tap of a day, and then nothing else need be looked at.
    boolean hasCome(Connection connection, long pass, LocalDate day) throws SQLException {
        for (Session session : places.ofDay(connection, day)) {
            if (mayHaveTaps(new VisitKey(pass, session.row()))) {
                return true;
            }
        }
        return false;
    }

    /// Gives every tap of that pass on that day its session, and names all visits that have gained or lost one.
    /// `also` are visits where taps may be that no session of that day has any more.
    Set<VisitKey> place(Connection connection, long pass, LocalDate day, Set<VisitKey> also) throws SQLException {
        Set<VisitKey> changed = new LinkedHashSet<>();
        SoFar soFar = new SoFar();
        for (TapBook.Tap tap : inOrder(connection, pass, day, also)) {
            Session session = session(connection, tap, soFar);
            TapBook.Tap now = tap.restated(session.row(), tap.at(), tap.unsure());
            if (!now.equals(tap)) {
                taps.restate(now);
                changed.add(tap.visit());
                changed.add(now.visit());
            }
            soFar.add(session, now);
        }
        return changed;
    }

    /// Taps that were said to be nobody's own make no visit, and have their place among the others all the same.
    private boolean mayHaveTaps(VisitKey key) throws SQLException {
        return visits.find(key).isPresent() || denials.speaksOf(key);
    }

    private Session session(Connection connection, TapBook.Tap tap, SoFar soFar) throws SQLException {
        Optional<SessionId> decided = byHand.session(tap.event());
        Optional<Session> put = decided.isPresent() ? places.named(connection, decided.get()) : Optional.empty();
        if (put.isPresent()) {
            return put.get();
        }
        return places.place(
                connection,
                Instant.ofEpochMilli(tap.at()),
                SessionId.parse(tap.shown()),
                () -> additions.choice(tap.event()),
                soFar);
    }

    private List<TapBook.Tap> inOrder(Connection connection, long pass, LocalDate day, Set<VisitKey> also)
            throws SQLException {
        Set<VisitKey> keys = new LinkedHashSet<>(also);
        for (Session session : places.ofDay(connection, day)) {
            VisitKey key = new VisitKey(pass, session.row());
            if (mayHaveTaps(key)) {
                keys.add(key);
            }
        }
        List<TapBook.Tap> all = new ArrayList<>();
        for (VisitKey key : keys) {
            for (TapBook.Tap tap : taps.ofVisit(key)) {
                if (dayOf(tap.at()).equals(day)) {
                    all.add(tap);
                }
            }
        }
        all.sort(Comparator.comparingLong(TapBook.Tap::at).thenComparing(TapBook.Tap::event));
        return all;
    }

    /// What the taps before the one in hand came to.
    private static final class SoFar implements SessionPlaces.Earlier {
        private final List<Session> order = new ArrayList<>();
        private final Map<Long, List<Visits.Tap>> bySession = new HashMap<>();

        void add(Session session, TapBook.Tap tap) {
            order.add(session);
            bySession
                    .computeIfAbsent(session.row(), row -> new ArrayList<>())
                    .add(new Visits.Tap(tap.event(), tap.at(), tap.unsure(), Optional.empty()));
        }

        @Override
        public Optional<Session> lastOf(List<Session> sessions) {
            for (Session session : order.reversed()) {
                if (sessions.contains(session)) {
                    return Optional.of(session);
                }
            }
            return Optional.empty();
        }

        @Override
        public boolean stillAt(Session session, Instant at) {
            List<Visits.Tap> taps = bySession.get(session.row());
            if (taps == null) {
                return false;
            }
            Visits.Visit visit = Visits.of(taps, session.ends().toEpochMilli(), CheckInRules.LEAVE_AFTER_SECONDS);
            return visit.leaving() == Visits.Leaving.ASSUMED
                    || at.toEpochMilli() - visit.leftAt() < Visits.SAME_SHOWING_SECONDS * 1000L;
        }
    }
}
