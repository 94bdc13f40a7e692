package org.doorstep.hub.booking.waiting;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The visible list of whoever lost what they were told was saved or booked. Each has the first
/// place on the waiting list at once, is told at their next tap, and stands on the manager's page
/// until somebody has seen to it: nobody is dropped in silence. Methods run in the caller's
/// transaction.
public final class Clashes {
    /// A week after its time nobody comes any more to ask what became of it.
    private static final Duration TOLD_FOR = Duration.ofDays(7);

    /// More at once than any hub has; the page says the oldest first.
    private static final int MOST_LISTED = 200;

    private static final RowMapper<Clash> CLASH = (row, context) -> {
        long waiting = row.getLong("waiting");
        boolean waits = !row.wasNull();
        long instead = row.getLong("instead");
        boolean has = !row.wasNull();
        long told = row.getLong("told_at");
        boolean wasTold = !row.wasNull();
        return new Clash(
                row.getLong("id"),
                RequestId.of(row.getString("request")),
                row.getString("code"),
                Clash.Why.stored(row.getString("why")),
                new BookableId(row.getString("bookable")),
                row.getInt("count"),
                HolderColumns.in(row),
                Times.ofMinutes(row.getLong("starts"), row.getLong("ends")),
                Instant.ofEpochMilli(row.getLong("at")),
                waits ? Optional.of(waiting) : Optional.empty(),
                has ? Optional.of(new BookingId(instead)) : Optional.empty(),
                wasTold ? Optional.of(Instant.ofEpochMilli(told)) : Optional.empty());
    };

    private final WaitingList waiting;

    public Clashes(WaitingList waiting) {
        this.waiting = waiting;
    }

    /// What was wanted is somebody else's. The first call for a request decides; later ones find
    /// what it made.
    public Clash lost(Handle transaction, Wanted wanted, Clash.Why why, Instant now) {
        Optional<Clash> before = byRequest(transaction, wanted.request());
        if (before.isPresent()) {
            return before.get();
        }
        Optional<Long> place =
                switch (waiting.joinFirst(transaction, wanted, now)) {
                    case Joined.Waits(Waiting waits) -> Optional.of(waits.id());
                    case Joined.TooLate _, Joined.Enough _ -> Optional.empty();
                };
        HolderColumns holder = HolderColumns.of(wanted.holder());
        transaction
                .createUpdate("""
                        INSERT INTO clash (request, code, why, bookable, count, pass, party, starts, ends, at, waiting)
                        VALUES (:request, :code, :why, :bookable, :count, :pass, :party, :starts, :ends, :at, :waiting)
                        """)
                .bind("request", wanted.request().toString())
                .bind("code", wanted.code())
                .bind("why", why.stored())
                .bind("bookable", wanted.bookable().value())
                .bind("count", wanted.count())
                .bind("pass", holder.pass())
                .bind("party", holder.party().orElse(null))
                .bind("starts", wanted.times().startsMinute())
                .bind("ends", wanted.times().endsMinute())
                .bind("at", now.toEpochMilli())
                .bind("waiting", place.orElse(null))
                .execute();
        return byRequest(transaction, wanted.request()).orElseThrow();
    }

    public Optional<Clash> byRequest(Handle handle, RequestId request) {
        return handle.createQuery("SELECT * FROM clash WHERE request = :request")
                .bind("request", request.toString())
                .map(CLASH)
                .findOne();
    }

    /// What these have lost and still need to hear of, the soonest first.
    public List<Clash> of(Handle handle, Collection<Holder> holders, Instant now) {
        return handle.createQuery("""
                        SELECT *
                        FROM clash
                        WHERE instead IS NULL AND ends > :since AND (seen_at IS NULL OR told_at IS NULL)
                        ORDER BY starts, id
                        """).bind("since", minute(now.minus(TOLD_FOR))).map(CLASH).stream()
                .filter(clash -> holders.contains(clash.holder()))
                .toList();
    }

    /// Its holder has read it.
    public void told(Handle transaction, RequestId request, Instant now) {
        transaction.execute(
                "UPDATE clash SET told_at = ? WHERE request = ? AND told_at IS NULL",
                now.toEpochMilli(),
                request.toString());
    }

    /// They have that instead; what they waited for they need no more.
    void instead(Handle transaction, Clash clash, BookingId booking, Instant now) throws SQLException {
        transaction.execute("UPDATE clash SET instead = ? WHERE id = ?", booking.value(), clash.id());
        if (clash.waiting().isPresent()) {
            waiting.takeOff(transaction, clash.waiting().get(), now);
        }
    }

    /// Somebody who works here has seen to it. False if there is no such open clash.
    boolean seenTo(Handle transaction, long id, String byName, String note, Instant now) {
        return transaction
                        .createUpdate("""
                                UPDATE clash
                                SET seen_at = :now, seen_by = :by, note = :note
                                WHERE id = :id AND seen_at IS NULL
                                """)
                        .bind("now", now.toEpochMilli())
                        .bind("by", byName)
                        .bind("note", note)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /// What nobody has seen to, the soonest first.
    List<Clash> open(Handle handle) {
        return handle.createQuery("""
                        SELECT *
                        FROM clash
                        WHERE seen_at IS NULL AND instead IS NULL
                        ORDER BY starts, id
                        LIMIT :most
                        """).bind("most", MOST_LISTED).map(CLASH).list();
    }

    Optional<Clash> open(Handle handle, long id) {
        return open(handle).stream().filter(clash -> clash.id() == id).findFirst();
    }

    private static long minute(Instant at) {
        return at.getEpochSecond() / 60;
    }
}
