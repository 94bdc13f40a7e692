package org.doorstep.hub.attendance;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.doorstep.relay.contract.SessionId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Earlier sessions, days and weeks that are alike, the newest first, and read as they are asked for. For one
/// transaction.
///
/// Alike: of the same activity, on the same weekday, begun at the same time, held (somebody came), within half
/// a year. For a drop-in, and for a whole day: the same weekday, on which anything was counted. For a week: any
/// week in which anything was counted.
final class Alike {
    /// Half a year: two quarters, so that a term's holidays leave enough.
    private static final int WEEKS_BACK = 26;

    private final Handle handle;

    /// The sessions of one such: their rows (none for a day without a drop-in), and the days they are of.
    record Sessions(List<Long> rows, LocalDate from, LocalDate to) {
        Sessions {
            rows = List.copyOf(rows);
        }

        List<LocalDate> days() {
            return from.datesUntil(to.plusDays(1)).toList();
        }

        long weeksBefore(Sessions later) {
            return ChronoUnit.WEEKS.between(from, later.from);
        }
    }

    Alike(Handle handle) {
        this.handle = handle;
    }

    Sessions session(SessionId session) {
        List<Long> rows = handle.createQuery("SELECT id FROM session WHERE name = :name")
                .bind("name", session.toString())
                .mapTo(Long.class)
                .list();
        return new Sessions(rows, session.date(), session.date());
    }

    Stream<Sessions> sessionsBefore(SessionId session) {
        String name = session.toString();
        Query query = handle.createQuery("""
                        SELECT session.id, session.day
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
                .bind("activity", session.activity().value())
                .bind("time", name.substring(name.length() - 4));
        return within(query, session.date())
                .map((row, context) -> oneDay(List.of(row.getLong("id")), LocalDate.parse(row.getString("day"))))
                .list()
                .stream();
    }

    Stream<Sessions> dropInsBefore(LocalDate day) {
        return heldBefore(day).stream().map(held -> session(SessionId.dropIn(held)));
    }

    Sessions day(LocalDate day) {
        return oneDay(rows(day, day), day);
    }

    Stream<Sessions> daysBefore(LocalDate day) {
        return heldBefore(day).stream().map(this::day);
    }

    Sessions week(LocalDate monday) {
        return new Sessions(rows(monday, monday.plusDays(6)), monday, monday.plusDays(6));
    }

    Stream<Sessions> weeksBefore(LocalDate monday) {
        Query query = handle.createQuery("""
                SELECT DISTINCT date(day, '-6 days', 'weekday 1') AS monday
                FROM day_figures
                WHERE day < :day AND day >= :since
                  AND visits + guests > 0
                ORDER BY monday DESC
                """);
        return within(query, monday).map((row, context) -> LocalDate.parse(row.getString("monday"))).list().stream()
                .map(this::week);
    }

    private List<LocalDate> heldBefore(LocalDate day) {
        Query query = handle.createQuery("""
                SELECT day
                FROM day_figures
                WHERE day < :day AND day >= :since
                  AND strftime('%w', day) = strftime('%w', :day)
                  AND visits + guests > 0
                ORDER BY day DESC
                """);
        return within(query, day)
                .map((row, context) -> LocalDate.parse(row.getString("day")))
                .list();
    }

    private static Query within(Query query, LocalDate day) {
        return query.bind("day", day.toString())
                .bind("since", day.minusWeeks(WEEKS_BACK).toString());
    }

    private static Sessions oneDay(List<Long> rows, LocalDate day) {
        return new Sessions(rows, day, day);
    }

    private List<Long> rows(LocalDate from, LocalDate to) {
        return handle.createQuery("SELECT id FROM session WHERE day BETWEEN :from AND :to")
                .bind("from", from.toString())
                .bind("to", to.toString())
                .mapTo(Long.class)
                .list();
    }
}
