package org.doorstep.hub.attendance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.Ages;
import org.doorstep.relay.contract.SessionId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// What is recorded of sessions and days. Every method reads in the caller's transaction.
public final class SessionQueries {
    /// A kiosk's clock may be a little ahead of the hub's: whoever came "in two minutes" is here.
    static final Duration AHEAD = Duration.ofMinutes(2);

    private static final String SESSION = """
            SELECT session.name, activity.id AS activity, activity.title, activity.room, session.starts, session.ends,
                   session.cancelled, session.why,
                   coalesce(f.visits, 0) AS visits, coalesce(f.guests, 0) AS guests,
                   coalesce(f.adults, 0) AS adults, coalesce(f.children, 0) AS children,
                   coalesce(f.from0, 0) AS from0, coalesce(f.from5, 0) AS from5, coalesce(f.from12, 0) AS from12,
                   (SELECT count(*)
                    FROM visit
                    WHERE visit.session = session.id
                      AND visit.arrived_at <= :soon
                      AND visit.left_at > :now) AS present
            FROM session
            JOIN activity ON activity.id = session.activity
            LEFT JOIN session_figures f ON f.session = session.id
            """;

    private SessionQueries() {}

    /// The day's sessions in the order of their start, and any from the evening before that are still on. The drop-in
    /// comes last, and only once somebody has come for it.
    public static List<SessionCounts> ofDay(Handle handle, LocalDate day, Instant now) {
        return handle.createQuery(SESSION + """
                        WHERE (session.day = :day OR (session.day = :before AND session.ends > :now))
                          AND (session.activity <> 'drop-in'
                               OR (session.day = :day AND (f.visits > 0 OR f.guests > 0)))
                        ORDER BY session.activity = 'drop-in', session.starts, activity.title
                        """)
                .bind("day", day.toString())
                .bind("before", day.minusDays(1).toString())
                .bind("now", now.toEpochMilli())
                .bind("soon", now.plus(AHEAD).toEpochMilli())
                .map(counts(now))
                .list();
    }

    /// All sessions of the day that were not cancelled, and its drop-in, whether anybody came for it or not.
    static List<SessionCounts> ofWholeDay(Handle handle, LocalDate day, ZoneId zone, Instant now) {
        List<SessionCounts> sessions =
                new ArrayList<>(handle.createQuery(SESSION + "WHERE session.day = :day AND session.cancelled = 0")
                        .bind("day", day.toString())
                        .bind("now", now.toEpochMilli())
                        .bind("soon", now.plus(AHEAD).toEpochMilli())
                        .map(counts(now))
                        .list());
        if (sessions.stream().noneMatch(session -> session.session().isDropIn())) {
            Instant starts = day.atStartOfDay(zone).toInstant();
            Instant ends = day.plusDays(1).atStartOfDay(zone).toInstant();
            sessions.add(new SessionCounts(
                    SessionId.dropIn(day),
                    SessionId.DROP_IN,
                    "",
                    "",
                    starts,
                    ends,
                    false,
                    "",
                    phase(starts, ends, now),
                    0,
                    0,
                    0,
                    0,
                    Ages.NOT_SAID,
                    0));
        }
        return sessions;
    }

    /// All sessions of an activity on these days, both included.
    static List<SessionCounts> ofActivity(
            Handle handle, ActivityId activity, LocalDate from, LocalDate to, Instant now) {
        return handle.createQuery(SESSION + """
                        WHERE session.activity = :activity AND session.day BETWEEN :from AND :to
                        """)
                .bind("activity", activity.value())
                .bind("from", from.toString())
                .bind("to", to.toString())
                .bind("now", now.toEpochMilli())
                .bind("soon", now.plus(AHEAD).toEpochMilli())
                .map(counts(now))
                .list();
    }

    public static Optional<SessionCounts> named(Handle handle, SessionId session, Instant now) {
        return handle.createQuery(SESSION + "WHERE session.name = :name")
                .bind("name", session.toString())
                .bind("now", now.toEpochMilli())
                .bind("soon", now.plus(AHEAD).toEpochMilli())
                .map(counts(now))
                .findOne();
    }

    public static DayFigures figures(Handle handle, LocalDate day) {
        return handle.createQuery("""
                        SELECT *
                        FROM day_attendance
                        WHERE day = :day
                        """)
                .bind("day", day.toString())
                .map((row, context) -> new DayFigures(
                        row.getInt("visits"),
                        row.getInt("passes"),
                        row.getInt("first_timers"),
                        row.getInt("guests"),
                        row.getInt("adults"),
                        row.getInt("children"),
                        Visits.Companions.of(row).ages(),
                        row.getInt("unsure")))
                .findOne()
                .orElse(DayFigures.NONE);
    }

    /// How many passes are here now; one that is at two sessions counts once.
    public static int presentNow(Handle handle, LocalDate day, Instant now) {
        return present(handle, day, now, "");
    }

    /// The first day that one of those came on: this one, or the one before, where a session goes on past midnight.
    static LocalDate firstDayOfPresent(Handle handle, LocalDate day, Instant now) {
        return handle.createQuery("""
                        SELECT coalesce(min(day), :day)
                        FROM visit
                        WHERE day IN (:day, :before)
                          AND arrived_at <= :soon
                          AND left_at > :now
                        """)
                .bind("day", day.toString())
                .bind("before", day.minusDays(1).toString())
                .bind("now", now.toEpochMilli())
                .bind("soon", now.plus(AHEAD).toEpochMilli())
                .map((row, context) -> LocalDate.parse(row.getString(1)))
                .one();
    }

    /// Of those, how many are here for the drop-in and for no session.
    public static int presentByDropIn(Handle handle, LocalDate day, Instant now) {
        return presentNow(handle, day, now) - present(handle, day, now, "AND session.activity <> 'drop-in'");
    }

    private static int present(Handle handle, LocalDate day, Instant now, String which) {
        return handle.createQuery("""
                        SELECT count(DISTINCT visit.pass)
                        FROM visit
                        JOIN session ON session.id = visit.session
                        WHERE visit.day IN (:day, :before)
                          AND visit.arrived_at <= :soon
                          AND visit.left_at > :now
                        """ + which)
                .bind("day", day.toString())
                .bind("before", day.minusDays(1).toString())
                .bind("now", now.toEpochMilli())
                .bind("soon", now.plus(AHEAD).toEpochMilli())
                .mapTo(Integer.class)
                .one();
    }

    private static RowMapper<SessionCounts> counts(Instant now) {
        return (row, context) -> {
            Instant start = Instant.ofEpochMilli(row.getLong("starts"));
            Instant end = Instant.ofEpochMilli(row.getLong("ends"));
            return new SessionCounts(
                    SessionId.parse(row.getString("name")),
                    new ActivityId(row.getString("activity")),
                    row.getString("title"),
                    row.getString("room"),
                    start,
                    end,
                    row.getInt("cancelled") == 1,
                    row.getString("why"),
                    phase(start, end, now),
                    row.getInt("visits"),
                    row.getInt("guests"),
                    row.getInt("adults"),
                    row.getInt("children"),
                    Visits.Companions.of(row).ages(),
                    row.getInt("present"));
        };
    }

    private static SessionFacts.Phase phase(Instant start, Instant end, Instant now) {
        if (now.isBefore(start)) {
            return SessionFacts.Phase.TO_COME;
        }
        return now.isBefore(end) ? SessionFacts.Phase.ON : SessionFacts.Phase.OVER;
    }
}
