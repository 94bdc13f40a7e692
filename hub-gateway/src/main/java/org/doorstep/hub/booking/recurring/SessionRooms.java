package org.doorstep.hub.booking.recurring;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.relay.contract.ActivityId;
import org.jdbi.v3.core.Handle;

/// Sessions and their rooms: where an activity names one, each of its sessions to come has it booked
/// for the hub itself, by the same way as everybody. A session that is cancelled, moved or taken back
/// lets go of it. One that could not have it takes place all the same, is shown to whoever plans,
/// and asks again each time this runs.
public final class SessionRooms {
    private static final long MINUTE_MS = 60_000;

    private final ClaimBook claims;
    private final RandomGenerator random;
    private final SeriesBook.Freed freed;

    public SessionRooms(ClaimBook claims, RandomGenerator random, SeriesBook.Freed freed) {
        this.claims = claims;
        this.random = random;
        this.freed = freed;
    }

    /// A session to come that has not got its room; `why` is empty where somebody else has it.
    public record Lacking(String title, BookableId room, Times times, Optional<Why> why) {}

    private record Has(String session, Optional<BookingId> booking) {}

    private record Wants(String session, String title, BookableId room, Times times) {}

    /// The room of an activity, if one is named.
    public static Optional<BookableId> roomOf(Handle handle, ActivityId activity) {
        return handle.createQuery("SELECT bookable FROM activity_room WHERE activity = :activity")
                .bind("activity", activity.value())
                .mapTo(String.class)
                .findOne()
                .map(BookableId::new);
    }

    /// Another room for an activity's sessions to come, or none; call [#follow] after it.
    public static void name(Handle handle, ActivityId activity, Optional<BookableId> room) {
        handle.execute("DELETE FROM activity_room WHERE activity = ?", activity.value());
        room.ifPresent(id -> handle.execute(
                "INSERT INTO activity_room (activity, bookable) VALUES (?, ?)", activity.value(), id.value()));
    }

    /// Lets go of what no session needs any more, and books what is lacking. Call it every day, and
    /// after a change of sessions or of their rooms.
    public void follow(Handle handle, Instant now) throws SQLException {
        boolean any = false;
        for (Has has : notNeeded(handle, now)) {
            if (has.booking.isPresent()) {
                claims.let(handle, has.booking.get(), Ending.CANCELLED, "", now);
                any = true;
            }
            handle.execute("DELETE FROM session_room WHERE session = ?", has.session);
        }
        for (Wants wants : lackingNow(handle, now)) {
            book(handle, wants, now);
        }
        if (any) {
            freed.freed(handle, now);
        }
    }

    /// Sessions to come without their room, in order.
    public static List<Lacking> lacking(Handle handle, Instant now) {
        return handle.createQuery("""
                        SELECT a.title, r.bookable, r.starts, r.ends, r.reason
                        FROM session_room r
                        JOIN session s ON s.name = r.session
                        JOIN activity a ON a.id = s.activity
                        WHERE r.booking IS NULL AND r.ends > :now
                        ORDER BY r.starts, a.title
                        """)
                .bind("now", now.toEpochMilli() / MINUTE_MS)
                .map((row, context) -> new Lacking(
                        row.getString("title"),
                        new BookableId(row.getString("bookable")),
                        Times.ofMinutes(row.getLong("starts"), row.getLong("ends")),
                        row.getString("reason").isEmpty()
                                ? Optional.empty()
                                : Optional.of(Why.valueOf(row.getString("reason")))))
                .list();
    }

    private static List<Has> notNeeded(Handle handle, Instant now) {
        return handle.createQuery("""
                        SELECT r.session, r.booking
                        FROM session_room r
                        LEFT JOIN session s ON s.name = r.session AND s.cancelled = 0
                        LEFT JOIN activity_room a ON a.activity = s.activity
                        WHERE r.starts > :now
                          AND (s.name IS NULL OR a.bookable IS NOT r.bookable
                               OR s.starts / 60000 <> r.starts OR s.ends / 60000 <> r.ends)
                        """)
                .bind("now", now.toEpochMilli() / MINUTE_MS)
                .map((row, context) -> {
                    long booking = row.getLong("booking");
                    return new Has(
                            row.getString("session"),
                            booking == 0 ? Optional.empty() : Optional.of(new BookingId(booking)));
                })
                .list();
    }

    private static List<Wants> lackingNow(Handle handle, Instant now) {
        return handle.createQuery("""
                        SELECT s.name, a.title, ar.bookable, s.starts, s.ends
                        FROM activity_room ar
                        JOIN activity a ON a.id = ar.activity
                        JOIN session s ON s.activity = ar.activity
                        LEFT JOIN session_room r ON r.session = s.name
                        WHERE s.starts > :now AND s.cancelled = 0 AND r.booking IS NULL
                        ORDER BY s.starts, s.name
                        """)
                .bind("now", now.toEpochMilli())
                .map((row, context) -> new Wants(
                        row.getString("name"),
                        row.getString("title"),
                        new BookableId(row.getString("bookable")),
                        Times.ofMinutes(row.getLong("starts") / MINUTE_MS, row.getLong("ends") / MINUTE_MS)))
                .list();
    }

    private void book(Handle handle, Wants wants, Instant now) throws SQLException {
        Wanted wanted = Wanted.of(
                        new RequestId(new UUID(random.nextLong(), random.nextLong())),
                        wants.room,
                        1,
                        wants.times,
                        new Holder.Nobody(),
                        Origin.SERIES)
                .called(wants.title);
        Long booking = null;
        String reason = "";
        switch (claims.book(handle, wanted, now)) {
            case Claimed.Booked(var made) -> booking = made.id().value();
            case Claimed.Asked(var made) -> booking = made.id().value();
            case Claimed.Held(var made) -> booking = made.id().value();
            case Claimed.Same(var made) -> booking = made.id().value();
            case Claimed.NotFree() -> {}
            case Claimed.Refused(Why why) -> reason = why.name();
        }
        handle.createUpdate("""
                        INSERT INTO session_room (session, bookable, starts, ends, booking, reason)
                        VALUES (:session, :bookable, :starts, :ends, :booking, :reason)
                        ON CONFLICT (session) DO UPDATE SET booking = excluded.booking, reason = excluded.reason
                        """)
                .bind("session", wants.session)
                .bind("bookable", wants.room.value())
                .bind("starts", wants.times.startsMinute())
                .bind("ends", wants.times.endsMinute())
                .bind("booking", booking)
                .bind("reason", reason)
                .execute();
    }
}
