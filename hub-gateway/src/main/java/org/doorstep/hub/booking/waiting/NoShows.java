package org.doorstep.hub.booking.waiting;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// What is booked and not used is free again for others: the booking is made shorter, never taken
/// away, and whoever had it is told. Methods run in the caller's transaction.
///
/// The hub says so by itself only of residents, whose card it would have seen at the door, and only
/// where every kiosk has told all it saw. Of a group, which may well be in the room without a card
/// among them, a person says so.
public final class NoShows {
    /// A bus that was missed, a child that would not put its shoes on.
    static final Duration GRACE = Duration.ofMinutes(20);

    /// Whoever came to something else before has come.
    static final Duration EARLY = Duration.ofHours(2);

    /// With as many that nobody has forgiven, a person looks at the next booking first.
    static final int MANY = 3;

    /// What is longer ago says nothing of today.
    static final Duration COUNTED_FOR = Duration.ofDays(90);

    /// What a kiosk saw and brings on a stick comes within this.
    private static final Duration LATEST_NEWS = Duration.ofDays(35);

    private static final int MOST_LISTED = 100;

    private static final RowMapper<NoShow> NO_SHOW = (row, context) -> {
        long told = row.getLong("told_at");
        boolean wasTold = !row.wasNull();
        return new NoShow(
                new BookingId(row.getLong("booking")),
                new BookableId(row.getString("bookable")),
                HolderColumns.in(row),
                Times.ofMinutes(row.getLong("starts"), Math.max(row.getLong("booked_until"), row.getLong("ends"))),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("by_name"),
                row.getBoolean("counts"),
                wasTold ? Optional.of(Instant.ofEpochMilli(told)) : Optional.empty());
    };

    private static final String SELECT = """
            SELECT n.booking, n.pass, n.party, n.at, n.by_name, n.told_at, b.bookable, b.starts, b.ends, b.booked_until,
                   n.came_at IS NULL AND n.reset_at IS NULL AS counts
            FROM no_show n
            JOIN booking b ON b.id = n.booking
            """;

    private final ClaimBook claims;
    private final Comings comings;

    /// A booking to which nobody has been seen to come yet.
    record Awaited(BookingId booking, BookableId bookable, Holder holder, String title, Times times) {}

    public NoShows(ClaimBook claims, Comings comings) {
        this.claims = claims;
        this.comings = comings;
    }

    /// Looks at every room that somebody should be in by now. How many were let go.
    public int look(Handle transaction, Instant now) throws SQLException {
        forgiveWhoCame(transaction, now);
        int released = 0;
        for (Awaited awaited : awaited(transaction, now)) {
            if (!(awaited.holder instanceof Holder.Resident resident)) {
                continue;
            }
            Instant from = awaited.times.starts().minus(EARLY);
            Instant late = awaited.times.starts().plus(GRACE);
            if (comings.came(transaction, resident, from, now)) {
                claims.used(transaction, awaited.booking, now);
            } else if (!late.isAfter(now) && comings.isKnownUpTo(transaction, late, now)) {
                release(transaction, awaited, "", now);
                released++;
            }
        }
        return released;
    }

    /// Somebody who works here says that nobody came. False if there is nothing of it left to let go.
    boolean nobodyCame(Handle transaction, BookingId booking, String byName, Instant now) throws SQLException {
        Optional<Awaited> found = awaited(transaction, now).stream()
                .filter(awaited -> awaited.booking.equals(booking))
                .findFirst();
        if (found.isPresent()) {
            release(transaction, found.get(), byName, now);
        }
        return found.isPresent();
    }

    /// Somebody who works here sees them.
    boolean theyAreHere(Handle transaction, BookingId booking, Instant now) throws SQLException {
        boolean found = awaited(transaction, now).stream().anyMatch(awaited -> awaited.booking.equals(booking));
        if (found) {
            claims.used(transaction, booking, now);
        }
        return found;
    }

    private void release(Handle transaction, Awaited awaited, String byName, Instant now) throws SQLException {
        claims.let(transaction, awaited.booking, Ending.RELEASED, "", now);
        HolderColumns holder = HolderColumns.of(awaited.holder);
        transaction
                .createUpdate("""
                        INSERT INTO no_show (booking, pass, party, at, by_name)
                        VALUES (:booking, :pass, :party, :at, :by)
                        ON CONFLICT (booking) DO NOTHING
                        """)
                .bind("booking", awaited.booking.value())
                .bind("pass", holder.pass())
                .bind("party", holder.party().orElse(null))
                .bind("at", now.toEpochMilli())
                .bind("by", byName)
                .execute();
    }

    /// A kiosk that was away brings what it saw: then they did come, and nothing is held against them.
    private void forgiveWhoCame(Handle transaction, Instant now) throws SQLException {
        List<NoShow> open = transaction
                .createQuery(SELECT + "WHERE n.came_at IS NULL AND n.pass <> '' AND n.at > :since")
                .bind("since", now.minus(LATEST_NEWS).toEpochMilli())
                .map(NO_SHOW)
                .list();
        for (NoShow one : open) {
            if (one.holder() instanceof Holder.Resident resident
                    && comings.came(transaction, resident, one.times().starts().minus(EARLY), one.at())) {
                transaction.execute(
                        "UPDATE no_show SET came_at = ? WHERE booking = ?",
                        now.toEpochMilli(),
                        one.booking().value());
                claims.used(transaction, one.booking(), now);
            }
        }
    }

    /// Rooms that are booked for now and in which nobody has been seen, the longest first.
    List<Awaited> awaited(Handle handle, Instant now) {
        return handle.createQuery("""
                        SELECT b.id, b.bookable, b.pass, b.party, b.title, b.starts, b.ends
                        FROM booking b
                        JOIN bookable ON bookable.id = b.bookable AND bookable.kind = 'place'
                        WHERE b.state = 'booked' AND b.used = 0 AND b.starts <= :now AND b.starts > :longest
                          AND b.ends > :now
                          AND (b.pass <> '' OR b.party IS NOT NULL)
                        ORDER BY b.starts, b.id
                        LIMIT :most
                        """)
                .bind("now", now.getEpochSecond() / 60)
                // No room is booked for longer in one piece than a month.
                .bind("longest", now.minus(Duration.ofDays(31)).getEpochSecond() / 60)
                .bind("most", MOST_LISTED)
                .map((row, context) -> new Awaited(
                        new BookingId(row.getLong("id")),
                        new BookableId(row.getString("bookable")),
                        HolderColumns.in(row),
                        row.getString("title"),
                        Times.ofMinutes(row.getLong("starts"), row.getLong("ends"))))
                .list();
    }

    /// Whether a person looks at a booking of theirs before it is one: they did not come a few
    /// times. Never a refusal.
    public static boolean asksFirst(Handle handle, Collection<Holder> holders, Instant now) {
        return counted(handle, now).stream()
                        .filter(one -> holders.contains(one.holder()))
                        .count()
                >= MANY;
    }

    /// What was let go of theirs and they do not know yet, for their next tap.
    public List<NoShow> untold(Handle handle, Collection<Holder> holders) {
        return handle
                .createQuery(SELECT + "WHERE n.told_at IS NULL AND n.came_at IS NULL ORDER BY n.at")
                .map(NO_SHOW)
                .stream()
                .filter(one -> holders.contains(one.holder()))
                .toList();
    }

    public void told(Handle transaction, BookingId booking, Instant now) {
        transaction.execute(
                "UPDATE no_show SET told_at = ? WHERE booking = ? AND told_at IS NULL",
                now.toEpochMilli(),
                booking.value());
    }

    /// What counts by now, the newest first.
    static List<NoShow> counted(Handle handle, Instant now) {
        return handle.createQuery(
                        SELECT
                                + "WHERE n.came_at IS NULL AND n.reset_at IS NULL AND n.at > :since ORDER BY n.at DESC, n.booking")
                .bind("since", now.minus(COUNTED_FOR).toEpochMilli())
                .map(NO_SHOW)
                .list();
    }

    /// A person says that it is forgotten, of all that its holder did not come to. How many.
    int forgive(Handle transaction, BookingId booking, String byName, Instant now) {
        return transaction
                .createUpdate("""
                        UPDATE no_show
                        SET reset_at = :now, reset_by = :by
                        WHERE reset_at IS NULL
                          AND (booking = :booking
                            OR (pass <> '' AND pass = (SELECT pass FROM no_show WHERE booking = :booking))
                            OR party = (SELECT party FROM no_show WHERE booking = :booking))
                        """)
                .bind("now", now.toEpochMilli())
                .bind("by", byName)
                .bind("booking", booking.value())
                .execute();
    }
}
