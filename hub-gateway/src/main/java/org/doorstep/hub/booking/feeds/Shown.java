package org.doorstep.hub.booking.feeds;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.jdbi.v3.core.Handle;

/// A booking as it may be shown to anybody, and what only those who work here see beside it.
///
/// `title` is what its group calls it, or the group's own name, or, of an activity, that; empty for a
/// person's, of whom nothing is ever shown. `code` is not for everybody.
record Shown(
        long id,
        BookableId bookable,
        String thing,
        String place,
        boolean isTool,
        int count,
        String title,
        String party,
        boolean asked,
        Times times,
        String code) {

    /// A feed is read by telephones.
    static final int MOST = 3_000;

    private static final String SELECT = """
            SELECT DISTINCT b.id, b.bookable, t.title AS thing, t.place, t.kind, b.count, b.title,
              coalesce(p.name, '') AS party, b.state, b.starts, b.ends, b.code
            FROM booking b
            JOIN bookable t ON t.id = b.bookable
            LEFT JOIN party p ON p.id = b.party
            """;

    /// What takes any unit of it: of half a hall also the whole hall's.
    static List<Shown> of(Handle handle, BookableId bookable, Instant from, Instant to) {
        return handle.createQuery(SELECT + """
                        JOIN claim c ON c.booking = b.id
                        JOIN bookable_unit u ON u.unit = c.unit AND u.bookable = :bookable
                        WHERE b.state IN ('asked', 'booked') AND b.ends > :from AND b.starts < :to
                        ORDER BY b.starts, b.id
                        LIMIT :most
                        """)
                .bind("bookable", bookable.value())
                .bind("from", minute(from))
                .bind("to", minute(to))
                .bind("most", MOST)
                .map((row, context) -> shown(row))
                .list();
    }

    static List<Shown> ofParty(Handle handle, long party, Instant from, Instant to) {
        return handle.createQuery(SELECT + """
                        WHERE b.party = :party AND b.state IN ('asked', 'booked')
                          AND b.ends > :from AND b.starts < :to
                        ORDER BY b.starts, b.id
                        LIMIT :most
                        """)
                .bind("party", party)
                .bind("from", minute(from))
                .bind("to", minute(to))
                .bind("most", MOST)
                .map((row, context) -> shown(row))
                .list();
    }

    /// Everything that begins, goes on or ends in that time, by thing and time.
    static List<Shown> all(Handle handle, Instant from, Instant to) {
        return handle.createQuery(SELECT + """
                        WHERE b.state IN ('asked', 'booked') AND b.ends > :from AND b.starts < :to
                        ORDER BY t.kind, t.title COLLATE NOCASE, b.starts, b.id
                        LIMIT :most
                        """)
                .bind("from", minute(from))
                .bind("to", minute(to))
                .bind("most", MOST)
                .map((row, context) -> shown(row))
                .list();
    }

    /// What it is called where a booking of a person's is `otherwise`.
    String called(String otherwise) {
        return !title.isEmpty() ? title : party.isEmpty() ? otherwise : party;
    }

    private static long minute(Instant instant) {
        return instant.getEpochSecond() / 60;
    }

    private static Shown shown(ResultSet row) throws SQLException {
        return new Shown(
                row.getLong("id"),
                new BookableId(row.getString("bookable")),
                row.getString("thing"),
                row.getString("place"),
                row.getString("kind").equals("tool"),
                row.getInt("count"),
                row.getString("title"),
                row.getString("party"),
                row.getString("state").equals("asked"),
                Times.ofMinutes(row.getLong("starts"), row.getLong("ends")),
                row.getString("code"));
    }
}
