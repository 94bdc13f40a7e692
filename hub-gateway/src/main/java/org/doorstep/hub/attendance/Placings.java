package org.doorstep.hub.attendance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.doorstep.hub.activities.Session;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.clock.Boots;
import org.doorstep.hub.clock.Dated;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.SessionId;

/// Which session a tap or a guest counts for by itself, when, and whether that is sure: what a person decided first,
/// then what follows from its date. For the writer's thread only.
final class Placings {
    private final SessionPlaces places;
    private final ByHand byHand;
    private final Boots boots;

    record Placing(Session session, long at, boolean unsure) {}

    Placings(SessionPlaces places, ByHand byHand, Boots boots) {
        this.places = places;
        this.byHand = byHand;
        this.boots = boots;
    }

    Placing of(Connection connection, String event, Dated dated, SessionId shown, Optional<SessionId> chosen)
            throws SQLException {
        Optional<SessionId> decided = byHand.session(event);
        Optional<Session> put = decided.isPresent() ? places.named(connection, decided.get()) : Optional.empty();
        if (put.isPresent()) {
            long starts = put.get().starts().toEpochMilli();
            long ends = put.get().ends().toEpochMilli();
            return new Placing(put.get(), Math.clamp(dated.at(), starts, ends - 1), false);
        }
        Session session = places.place(connection, Instant.ofEpochMilli(dated.at()), shown, chosen);
        boolean same = places.isSame(connection, dated.earliest(), dated.latest(), shown, chosen);
        return new Placing(session, dated.at(), !same);
    }

    Dated dated(Connection connection, String event, long rawAt, long boundMs) throws SQLException {
        Optional<Dated> undated = boots.of(connection, event);
        return undated.isPresent() ? undated.get() : Dated.within(rawAt, boundMs);
    }

    static long ownBound(Envelope event) {
        return Boots.knowsByItself(event.moment()) ? event.moment().boundMs() : 0;
    }
}
