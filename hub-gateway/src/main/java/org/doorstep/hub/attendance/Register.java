package org.doorstep.hub.attendance;

import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.Ages;
import org.doorstep.relay.contract.SessionId;
import org.jdbi.v3.core.Handle;

/// Who came to one session, by the symbol of their pass: a working view, and the API's answer. No name is in it,
/// because the hub has none.
public record Register(SessionFacts session, List<Line> lines) {

    /// One visit. `leftAt` is the end that is assumed unless `leftByTap`. `firstTime`: the pass never came before that
    /// day. `unsure`: its times rest on a clock that knew nothing.
    public record Line(
            String symbol,
            Instant arrivedAt,
            Instant leftAt,
            boolean leftByTap,
            boolean hereNow,
            boolean firstTime,
            boolean unsure,
            int adults,
            int children,
            Ages ages) {}

    public Register {
        lines = List.copyOf(lines);
    }

    static Register of(Handle handle, SessionFacts session, Instant now) {
        return new Register(session, lines(handle, session.counts().session(), now));
    }

    private static List<Line> lines(Handle handle, SessionId session, Instant now) {
        return handle.createQuery("""
                        SELECT pass.symbol, visit.arrived_at, visit.left_at, visit.leaving, visit.unsure,
                               visit.adults, visit.children, visit.from0, visit.from5, visit.from12,
                               pass.first_day = visit.day AS first_time
                        FROM visit
                        JOIN session ON session.id = visit.session
                        JOIN pass ON pass.id = visit.pass
                        WHERE session.name = :session
                        ORDER BY visit.arrived_at, pass.symbol
                        """)
                .bind("session", session.toString())
                .map((row, context) -> {
                    Instant left = Instant.ofEpochMilli(row.getLong("left_at"));
                    return new Line(
                            row.getString("symbol"),
                            Instant.ofEpochMilli(row.getLong("arrived_at")),
                            left,
                            row.getString("leaving").equals("tapped"),
                            left.isAfter(now),
                            row.getBoolean("first_time"),
                            row.getInt("unsure") == 1,
                            row.getInt("adults"),
                            row.getInt("children"),
                            Visits.Companions.of(row).ages());
                })
                .list();
    }
}
