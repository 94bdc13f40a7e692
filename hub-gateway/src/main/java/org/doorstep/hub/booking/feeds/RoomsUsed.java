package org.doorstep.hub.booking.feeds;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.doorstep.hub.booking.units.PartyKind;
import org.jdbi.v3.core.Handle;

/// How much of what was booked of a room was used, by kind of group. A booking was used if somebody
/// said that whoever has it came, or if anybody was counted at the session that it was for.
///
/// In minutes: `booked` as it was booked, `givenBack` what was released before its end, `seen` the
/// rest of those bookings to which somebody came. What is then left was kept free for nobody that
/// the hub knows of.
record RoomsUsed(String room, PartyKind kind, long bookings, long booked, long givenBack, long seen) {

    static List<RoomsUsed> between(Handle handle, Instant from, Instant to) {
        return handle.createQuery("""
                        SELECT t.title, kinds.kind, COUNT(*) AS bookings,
                          SUM(CASE WHEN b.booked_until > 0 THEN b.booked_until ELSE b.ends END - b.starts) AS booked,
                          SUM(CASE WHEN b.booked_until > 0 THEN b.booked_until - b.ends ELSE 0 END) AS given_back,
                          SUM(CASE WHEN b.used = 1 OR coalesce(f.visits, 0) + coalesce(f.guests, 0) > 0
                                   THEN b.ends - b.starts ELSE 0 END) AS seen
                        FROM (SELECT booking.id,
                                CASE WHEN party.kind IS NOT NULL THEN party.kind
                                     WHEN booking.series <> 0 OR room.session IS NOT NULL THEN 'hub'
                                     ELSE 'resident' END AS kind,
                                room.session
                              FROM booking
                              LEFT JOIN party ON party.id = booking.party
                              LEFT JOIN session_room room ON room.booking = booking.id) kinds
                        JOIN booking b ON b.id = kinds.id
                        JOIN bookable t ON t.id = b.bookable AND t.kind = 'place'
                        LEFT JOIN session s ON s.name = kinds.session
                        LEFT JOIN session_figures f ON f.session = s.id
                        WHERE b.state IN ('booked', 'released') AND b.starts >= :from AND b.ends <= :to
                        GROUP BY b.bookable, kinds.kind
                        ORDER BY t.title COLLATE NOCASE, kinds.kind
                        """)
                .bind("from", from.getEpochSecond() / 60)
                .bind("to", to.getEpochSecond() / 60)
                .map((row, context) -> new RoomsUsed(
                        row.getString("title"),
                        PartyKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getLong("bookings"),
                        row.getLong("booked"),
                        row.getLong("given_back"),
                        row.getLong("seen")))
                .list();
    }

    long unseen() {
        return booked - givenBack - seen;
    }
}
