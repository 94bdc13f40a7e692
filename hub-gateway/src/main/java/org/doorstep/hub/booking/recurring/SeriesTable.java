package org.doorstep.hub.booking.recurring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.jdbi.v3.core.Handle;

/// The tables `series` and `series_day`, as they are read and written.
final class SeriesTable {
    private SeriesTable() {}

    static Optional<Series> byRequest(Handle handle, RequestId request) {
        return handle.createQuery("SELECT * FROM series WHERE request = :request")
                .bind("request", request.toString())
                .map((row, context) -> series(row))
                .findOne();
    }

    static Optional<Series> find(Handle handle, SeriesId id) {
        return handle.createQuery("SELECT * FROM series WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> series(row))
                .findOne();
    }

    /// Those that have a date on or after `from`, or may yet get one.
    static List<Series> current(Handle handle, LocalDate from) {
        return handle.createQuery("""
                        SELECT *
                        FROM series
                        WHERE ended = 0
                           OR EXISTS (SELECT 1 FROM series_day d WHERE d.series = series.id AND d.day >= :from)
                        ORDER BY title COLLATE NOCASE, first_date, id
                        """)
                .bind("from", from.toString())
                .map((row, context) -> series(row))
                .list();
    }

    static Series insert(Handle handle, RequestId request, Plan plan, ZoneId zone, long follows, Instant now) {
        Rule rule = plan.rule();
        long id = handle.createQuery("""
                        INSERT INTO series (request, bookable, count, people, party, title, rhythm, starts, ends,
                          first_date, last_date, times, in_term, zone, follows, made_at)
                        VALUES (:request, :bookable, :count, :people, :party, :title, :rhythm, :starts, :ends,
                          :first, :last, :times, :inTerm, :zone, :follows, :now)
                        RETURNING id
                        """)
                .bind("request", request.toString())
                .bind("bookable", plan.bookable().value())
                .bind("count", plan.count())
                .bind("people", plan.people())
                .bind("party", plan.holder() instanceof Holder.Party(long party) ? (Long) party : null)
                .bind("title", plan.title())
                .bind("rhythm", rule.rhythm().text())
                .bind("starts", rule.starts().toString())
                .bind("ends", rule.ends().toString())
                .bind("first", rule.first().toString())
                .bind("last", rule.end().map(LocalDate::toString).orElse(null))
                .bind("times", rule.until() instanceof Rule.Until.Times(int count) ? (Integer) count : null)
                .bind("inTerm", rule.inTerm())
                .bind("zone", zone.getId())
                .bind("follows", follows)
                .bind("now", now.toEpochMilli())
                .mapTo(Long.class)
                .one();
        return new Series(new SeriesId(id), plan, zone, false);
    }

    static void end(Handle handle, SeriesId id) {
        handle.execute("UPDATE series SET ended = 1 WHERE id = ?", id.value());
    }

    static void put(Handle handle, SeriesId id, LocalDate day, Line.Standing standing) {
        String state;
        String reason = "";
        Long booking = null;
        switch (standing) {
            case Line.Standing.On(BookingId on, State _) -> {
                state = "BOOKED";
                booking = on.value();
            }
            case Line.Standing.OutOfTerm(String why) -> {
                state = "TERM";
                reason = why;
            }
            case Line.Standing.Skipped(String why) -> {
                state = "SKIPPED";
                reason = why;
            }
            case Line.Standing.Taken() -> state = "TAKEN";
            case Line.Standing.Refused(Why why) -> {
                state = "REFUSED";
                reason = why.name();
            }
        }
        handle.createUpdate("""
                        INSERT INTO series_day (series, day, state, reason, booking)
                        VALUES (:series, :day, :state, :reason, :booking)
                        ON CONFLICT (series, day)
                        DO UPDATE SET state = excluded.state, reason = excluded.reason, booking = excluded.booking
                        """)
                .bind("series", id.value())
                .bind("day", day.toString())
                .bind("state", state)
                .bind("reason", reason)
                .bind("booking", booking)
                .execute();
    }

    /// It stands though the school calendar says that; until it says something else.
    static void keep(Handle handle, SeriesId id, LocalDate day, String why) {
        handle.execute(
                "UPDATE series_day SET reason = ? WHERE series = ? AND day = ? AND state = 'BOOKED'",
                why,
                id.value(),
                day.toString());
    }

    static boolean isKept(Handle handle, SeriesId id, LocalDate day, String why) {
        return handle.createQuery("""
                        SELECT COUNT(*)
                        FROM series_day
                        WHERE series = :series AND day = :day AND state = 'BOOKED' AND reason = :why
                        """)
                        .bind("series", id.value())
                        .bind("day", day.toString())
                        .bind("why", why)
                        .mapTo(Integer.class)
                        .one()
                == 1;
    }

    static void delete(Handle handle, SeriesId id, LocalDate day) {
        handle.execute("DELETE FROM series_day WHERE series = ? AND day = ?", id.value(), day.toString());
    }

    /// Its dates from that one on, in order.
    static List<Line> lines(Handle handle, Series series, LocalDate from) {
        return handle.createQuery("""
                        SELECT d.day, d.state, d.reason, d.booking, b.state AS became, b.starts, b.ends
                        FROM series_day d
                        LEFT JOIN booking b ON b.id = d.booking
                        WHERE d.series = :series AND d.day >= :from
                        ORDER BY d.day
                        """)
                .bind("series", series.id().value())
                .bind("from", from.toString())
                .map((row, context) -> line(row, series))
                .list();
    }

    private static Line line(ResultSet row, Series series) throws SQLException {
        LocalDate day = LocalDate.parse(row.getString("day"));
        String reason = row.getString("reason");
        Line.Standing standing =
                switch (row.getString("state")) {
                    case "BOOKED" ->
                        new Line.Standing.On(
                                new BookingId(row.getLong("booking")),
                                State.valueOf(row.getString("became").toUpperCase(Locale.ROOT)));
                    case "TERM" -> new Line.Standing.OutOfTerm(reason);
                    case "SKIPPED" -> new Line.Standing.Skipped(reason);
                    case "REFUSED" -> new Line.Standing.Refused(Why.valueOf(reason));
                    default -> new Line.Standing.Taken();
                };
        Rule.Times planned = series.plan().rule().on(day, series.zone());
        Times times = standing instanceof Line.Standing.On
                ? Times.ofMinutes(row.getLong("starts"), row.getLong("ends"))
                : new Times(planned.starts(), planned.ends());
        return new Line(day, times, standing);
    }

    private static Series series(ResultSet row) throws SQLException {
        String last = row.getString("last_date");
        int times = row.getInt("times");
        long party = row.getLong("party");
        Rule.Until until = last != null
                ? new Rule.Until.Day(LocalDate.parse(last))
                : times > 0 ? new Rule.Until.Times(times) : new Rule.Until.Further();
        return new Series(
                new SeriesId(row.getLong("id")),
                new Plan(
                        new BookableId(row.getString("bookable")),
                        row.getInt("count"),
                        row.getInt("people"),
                        party == 0 ? new Holder.Nobody() : new Holder.Party(party),
                        row.getString("title"),
                        new Rule(
                                Rhythm.parse(row.getString("rhythm")),
                                LocalTime.parse(row.getString("starts")),
                                LocalTime.parse(row.getString("ends")),
                                LocalDate.parse(row.getString("first_date")),
                                until,
                                row.getBoolean("in_term"))),
                ZoneId.of(row.getString("zone")),
                row.getBoolean("ended"));
    }
}
