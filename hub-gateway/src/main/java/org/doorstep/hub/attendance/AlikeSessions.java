package org.doorstep.hub.attendance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.doorstep.hub.activities.CheckInRules;
import org.doorstep.hub.completeness.Span;
import org.doorstep.hub.completeness.Unheard;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Earlier sessions that are alike, and what a silence would have hidden in them. For one transaction.
///
/// Alike: of the same activity, on the same weekday, begun at the same time, held (somebody came), within half
/// a year. For a drop-in: the same weekday, on which anything was counted.
final class AlikeSessions {
    /// Half a year: two quarters, so that a term's holidays leave enough.
    private static final int WEEKS_BACK = 26;

    private final Handle handle;
    private final ZoneId zone;

    /// One of them: its row (0 for a day without a drop-in), its day, and when it could be checked in to.
    record Earlier(long session, LocalDate day, Instant starts, Instant ends) {
        Span span() {
            return new Span(starts.minusSeconds(CheckInRules.EARLY_SECONDS), ends);
        }
    }

    AlikeSessions(Handle handle, ZoneId zone) {
        this.handle = handle;
        this.zone = zone;
    }

    /// The newest first.
    List<Earlier> before(SessionFacts facts) {
        return facts.session().isDropIn() ? daysBefore(facts.session().date()) : sessionsBefore(facts);
    }

    Earlier itself(SessionFacts facts) {
        return handle.createQuery("SELECT id, day, starts, ends FROM session WHERE name = :name")
                .bind("name", facts.session().toString())
                .map((row, context) ->
                        earlier(row.getLong("id"), row.getString("day"), row.getLong("starts"), row.getLong("ends")))
                .findOne()
                .orElse(new Earlier(0, facts.session().date(), facts.start(), facts.end()));
    }

    /// How many visits of `earlier` had no tap but such as the same silence, as long after the beginning, would
    /// have hidden. `starts` is the beginning of the session that the silence is in.
    int hiddenBy(Earlier earlier, Instant starts, List<Unheard> silence) {
        if (earlier.session == 0) {
            return 0;
        }
        Duration shift = Duration.between(starts, earlier.starts);
        StringBuilder inSilence = new StringBuilder("0");
        for (int i = 0; i < silence.size(); i++) {
            inSilence.append(
                    " OR (tap.device = :device%1$d AND tap.at >= :from%1$d AND tap.at < :to%1$d)".formatted(i));
        }
        Query query = handle.createQuery("""
                        SELECT count(*)
                        FROM visit
                        WHERE visit.session = :session
                          AND EXISTS (
                            SELECT 1 FROM tap WHERE tap.session = visit.session AND tap.pass = visit.pass)
                          AND NOT EXISTS (
                            SELECT 1
                            FROM tap
                            WHERE tap.session = visit.session AND tap.pass = visit.pass AND NOT (%s))
                        """.formatted(inSilence)).bind("session", earlier.session);
        for (int i = 0; i < silence.size(); i++) {
            Span then = silence.get(i).span().shifted(shift);
            query.bind("device" + i, silence.get(i).device().value())
                    .bind("from" + i, then.from().toEpochMilli())
                    .bind("to" + i, then.to().toEpochMilli());
        }
        return query.mapTo(Integer.class).one();
    }

    private List<Earlier> sessionsBefore(SessionFacts facts) {
        String name = facts.session().toString();
        return handle.createQuery("""
                        SELECT session.id, session.day, session.starts, session.ends
                        FROM session
                        JOIN session_figures f ON f.session = session.id
                        WHERE session.activity = :activity
                          AND session.day < :day AND session.day >= :since
                          AND strftime('%w', session.day) = strftime('%w', :day)
                          AND substr(session.name, -4) = :time
                          AND session.cancelled = 0
                          AND f.visits + f.guests > 0
                        ORDER BY session.day DESC
                        """)
                .bind("activity", facts.activity().value())
                .bind("day", facts.session().date().toString())
                .bind("since", facts.session().date().minusWeeks(WEEKS_BACK).toString())
                .bind("time", name.substring(name.length() - 4))
                .map((row, context) ->
                        earlier(row.getLong("id"), row.getString("day"), row.getLong("starts"), row.getLong("ends")))
                .list();
    }

    private List<Earlier> daysBefore(LocalDate date) {
        return handle.createQuery("""
                        SELECT f.day, coalesce(session.id, 0) AS id
                        FROM day_figures f
                        LEFT JOIN session ON session.day = f.day AND session.activity = 'drop-in'
                        WHERE f.day < :day AND f.day >= :since
                          AND strftime('%w', f.day) = strftime('%w', :day)
                          AND f.visits + f.guests > 0
                        ORDER BY f.day DESC
                        """)
                .bind("day", date.toString())
                .bind("since", date.minusWeeks(WEEKS_BACK).toString())
                .map((row, context) -> {
                    LocalDate day = LocalDate.parse(row.getString("day"));
                    return new Earlier(
                            row.getLong("id"),
                            day,
                            day.atStartOfDay(zone).toInstant(),
                            day.plusDays(1).atStartOfDay(zone).toInstant());
                })
                .list();
    }

    private static Earlier earlier(long id, String day, long starts, long ends) {
        return new Earlier(id, LocalDate.parse(day), Instant.ofEpochMilli(starts), Instant.ofEpochMilli(ends));
    }
}
