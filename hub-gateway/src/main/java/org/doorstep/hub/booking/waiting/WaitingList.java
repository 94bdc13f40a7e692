package org.doorstep.hub.booking.waiting;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Whoever wants what is taken, in order: who lost it in a clash, then as they came. Each is asked
/// in their turn, once, and what is offered is kept for them until the end of the next open day
/// ([OfferEnds]). Methods run in the caller's transaction; for the writer's thread but for those
/// that only read.
///
/// Whoever lets go of a booking, or makes it shorter, calls [#offer] in the same transaction, so
/// that nobody comes between what became free and who waits for it.
public final class WaitingList {
    /// Each is tried whenever something becomes free, in the transaction in which it does.
    static final int MOST_OPEN = 300;

    /// With those who lost a clash, who are let in beyond that: a kiosk that was away for a week
    /// brings some dozens. Without an end to it, one that promises what is taken could fill the
    /// writer's time for everybody.
    static final int MOST_WITH_LOST = 500;

    /// Of one person or group. Who waits for more waits for anything.
    static final int MOST_EACH = 5;

    /// What is kept stands a little longer than the offer, so that it goes from one who did not
    /// answer to the next, and not to whoever happens to ask in between.
    private static final Duration KEPT_LONGER = Duration.ofMinutes(2);

    private static final int FIRST_CODE = 1000;
    private static final int BEYOND_CODES = 10_000;

    /// A hub has a few hundred of 9,000 codes in use.
    private static final int MOST_TRIES = 50;

    private static final RowMapper<Waiting> WAITING = (row, context) -> {
        Waiting.State state = Waiting.State.stored(row.getString("state"));
        long booking = row.getLong("booking");
        long until = row.getLong("until");
        return new Waiting(
                row.getLong("id"),
                RequestId.of(row.getString("request")),
                row.getString("code"),
                new BookableId(row.getString("bookable")),
                row.getInt("count"),
                row.getInt("people"),
                HolderColumns.in(row),
                row.getString("title"),
                Times.ofMinutes(row.getLong("starts"), row.getLong("ends")),
                row.getBoolean("first"),
                Instant.ofEpochMilli(row.getLong("since")),
                state,
                state == Waiting.State.OFFERED || state == Waiting.State.TAKEN
                        ? Optional.of(new Waiting.Offer(new BookingId(booking), Instant.ofEpochMilli(until)))
                        : Optional.empty(),
                0);
    };

    private final ClaimBook claims;
    private final ZoneId zone;
    private final RandomGenerator random;

    public WaitingList(ClaimBook claims, ZoneId zone, RandomGenerator random) {
        this.claims = claims;
        this.zone = zone;
        this.random = random;
    }

    /// Puts whoever wants it at the end of the list; their `code` stands if nobody has it.
    public Joined join(Handle transaction, Wanted wanted, Instant now) {
        return join(transaction, wanted, false, now);
    }

    /// Before all others: they had it, or were told so.
    Joined joinFirst(Handle transaction, Wanted wanted, Instant now) {
        return join(transaction, wanted, true, now);
    }

    private Joined join(Handle transaction, Wanted wanted, boolean first, Instant now) {
        Optional<Waiting> before = byRequest(transaction, wanted.request());
        if (before.isPresent()) {
            return new Joined.Waits(before.get());
        }
        if (!wanted.times().starts().isAfter(now)) {
            return new Joined.TooLate();
        }
        HolderColumns holder = HolderColumns.of(wanted.holder());
        if (first ? openNow(transaction) >= MOST_WITH_LOST : isEnough(transaction, holder)) {
            return new Joined.Enough();
        }
        transaction
                .createUpdate("""
                        INSERT INTO waiting (request, code, bookable, count, people, pass, party, title, starts, ends,
                                             first, since, state)
                        VALUES (:request, :code, :bookable, :count, :people, :pass, :party, :title, :starts, :ends,
                                :first, :since, 'waiting')
                        """)
                .bind("request", wanted.request().toString())
                .bind("code", code(transaction, wanted.code()))
                .bind("bookable", wanted.bookable().value())
                .bind("count", wanted.count())
                .bind("people", wanted.people())
                .bind("pass", holder.pass())
                .bind("party", holder.party().orElse(null))
                .bind("title", wanted.title())
                .bind("starts", wanted.times().startsMinute())
                .bind("ends", wanted.times().endsMinute())
                .bind("first", first ? 1 : 0)
                .bind("since", now.toEpochMilli())
                .execute();
        return new Joined.Waits(byRequest(transaction, wanted.request()).orElseThrow());
    }

    private static boolean isEnough(Handle transaction, HolderColumns holder) {
        return openNow(transaction) >= MOST_OPEN
                || transaction
                                .createQuery("""
                                        SELECT count(*)
                                        FROM waiting
                                        WHERE state IN ('waiting', 'offered')
                                          AND ((:pass <> '' AND pass = :pass) OR party = :party)
                                        """)
                                .bind("pass", holder.pass())
                                .bind("party", holder.party().orElse(null))
                                .mapTo(Long.class)
                                .one()
                        >= MOST_EACH;
    }

    /// Asks whoever is next for anything that is free by now. How many were asked.
    public int offer(Handle transaction, Instant now) throws SQLException {
        List<Waiting> open = openInOrder(transaction);
        if (open.isEmpty()) {
            return 0;
        }
        for (Waiting waiting : open) {
            if (waiting.offer().filter(offer -> !offer.until().isAfter(now)).isPresent()) {
                end(transaction, waiting, Waiting.State.LAPSED, now);
            }
        }
        Catalogue catalogue = Catalogue.read(transaction);
        int asked = 0;
        for (Waiting waiting : open) {
            if (waiting.state() == Waiting.State.WAITING) {
                asked += offer(transaction, catalogue, waiting, now);
            }
        }
        return asked;
    }

    private int offer(Handle transaction, Catalogue catalogue, Waiting waiting, Instant now) throws SQLException {
        Instant begins = waiting.times().starts();
        if (!begins.isAfter(now)) {
            set(transaction, waiting, Waiting.State.OVER);
            return 0;
        }
        Instant until = OfferEnds.of(catalogue, waiting.bookable(), now, begins, zone);
        Wanted wanted = Wanted.of(
                        offerOf(waiting.request()),
                        waiting.bookable(),
                        waiting.count(),
                        waiting.times(),
                        waiting.holder(),
                        Origin.KIOSK)
                .forPeople(waiting.people())
                .called(waiting.title())
                .withCode(waiting.code())
                .heldUntil(until.plus(KEPT_LONGER));
        return switch (claims.book(transaction, wanted, now)) {
            case Claimed.Held(Booking booking) -> {
                transaction
                        .createUpdate("""
                                UPDATE waiting
                                SET state = 'offered', booking = :booking, until = :until
                                WHERE id = :id
                                """)
                        .bind("booking", booking.id().value())
                        .bind("until", until.toEpochMilli())
                        .bind("id", waiting.id())
                        .execute();
                yield 1;
            }
            // Somebody has it still, or the rules say that it is not theirs by now: others may have it, and they wait
            // on.
            case Claimed.NotFree _, Claimed.Refused _ -> 0;
            case Claimed.Booked _, Claimed.Asked _, Claimed.Same _ -> 0;
        };
    }

    /// A yes or no to what is offered under that request. `holders` are the passes of whoever says
    /// it, each as a holder, or a group.
    public Answered answer(Handle transaction, Collection<Holder> holders, RequestId request, boolean yes, Instant now)
            throws SQLException {
        Optional<Waiting> found = byRequest(transaction, request).filter(waiting -> holders.contains(waiting.holder()));
        return found.isEmpty() ? new Answered.NotKnown() : answer(transaction, found.get(), yes, now);
    }

    private Answered answer(Handle transaction, Waiting waiting, boolean yes, Instant now) throws SQLException {
        return switch (waiting.state()) {
            case OFFERED -> answerOffer(transaction, waiting, waiting.offer().orElseThrow(), yes, now);
            // Said again, since no answer came the first time.
            case TAKEN -> asItIs(transaction, waiting);
            case DECLINED -> new Answered.Declined();
            case LAPSED, OVER -> new Answered.TooLate();
            case WAITING, LEFT -> new Answered.NotKnown();
        };
    }

    private Answered answerOffer(Handle transaction, Waiting waiting, Waiting.Offer offer, boolean yes, Instant now)
            throws SQLException {
        if (!offer.until().isAfter(now)) {
            end(transaction, waiting, Waiting.State.LAPSED, now);
            offer(transaction, now);
            return new Answered.TooLate();
        }
        if (!yes) {
            end(transaction, waiting, Waiting.State.DECLINED, now);
            offer(transaction, now);
            return new Answered.Declined();
        }
        Claimed claimed = claims.confirm(transaction, offer.booking(), now);
        return switch (claimed) {
            case Claimed.Booked _, Claimed.Asked _, Claimed.Held _, Claimed.Same _ -> {
                set(transaction, waiting, Waiting.State.TAKEN);
                yield asItIs(transaction, waiting);
            }
            case Claimed.NotFree _ -> {
                end(transaction, waiting, Waiting.State.LAPSED, now);
                offer(transaction, now);
                yield new Answered.TooLate();
            }
            case Claimed.Refused(Why why) -> {
                end(transaction, waiting, Waiting.State.LAPSED, now);
                offer(transaction, now);
                yield new Answered.Refused(why);
            }
        };
    }

    private static Answered asItIs(Handle transaction, Waiting waiting) {
        Optional<Booking> booking = waiting.offer().flatMap(offer -> Bookings.find(transaction, offer.booking()));
        if (booking.isEmpty()) {
            return new Answered.TooLate();
        }
        return switch (booking.get().state()) {
            case BOOKED -> new Answered.Booked(booking.get());
            case ASKED -> new Answered.Asked(booking.get());
            case HELD, CANCELLED, REFUSED, LOST, RELEASED -> new Answered.TooLate();
        };
    }

    /// They do not want it any more. False if nobody of them waits by that request.
    public boolean leave(Handle transaction, Collection<Holder> holders, RequestId request, Instant now)
            throws SQLException {
        Optional<Waiting> found = byRequest(transaction, request)
                .filter(waiting ->
                        holders.contains(waiting.holder()) && waiting.state().isOpen());
        return leave(transaction, found, now);
    }

    /// The same, by somebody who works here.
    boolean takeOff(Handle transaction, long id, Instant now) throws SQLException {
        Optional<Waiting> found = openInOrder(transaction).stream()
                .filter(waiting -> waiting.id() == id)
                .findFirst();
        return leave(transaction, found, now);
    }

    private boolean leave(Handle transaction, Optional<Waiting> waiting, Instant now) throws SQLException {
        if (waiting.isPresent()) {
            end(transaction, waiting.get(), Waiting.State.LEFT, now);
            offer(transaction, now);
        }
        return waiting.isPresent();
    }

    private void end(Handle transaction, Waiting waiting, Waiting.State state, Instant now) throws SQLException {
        if (waiting.offer().isPresent()) {
            claims.let(transaction, waiting.offer().get().booking(), Ending.CANCELLED, "", now);
        }
        set(transaction, waiting, state);
    }

    /// Whoever waits, or was asked, among these, the soonest first; with the place of each.
    public List<Waiting> of(Handle handle, Collection<Holder> holders) {
        List<Waiting> open = open(handle);
        return open.stream()
                .filter(waiting -> holders.contains(waiting.holder()))
                .sorted(java.util.Comparator.comparing(
                        waiting -> waiting.times().starts()))
                .toList();
    }

    /// Everybody who waits or was asked, in order, each with their place among those who want the
    /// same.
    public List<Waiting> open(Handle handle) {
        List<Waiting> open = openInOrder(handle);
        if (open.isEmpty()) {
            return open;
        }
        Catalogue catalogue = Catalogue.read(handle);
        List<Waiting> placed = new ArrayList<>();
        for (Waiting waiting : open) {
            int before = (int) placed.stream()
                    .filter(other -> other.times().overlaps(waiting.times())
                            && catalogue.share(other.bookable(), waiting.bookable()))
                    .count();
            placed.add(waiting.inPlace(before + 1));
        }
        return List.copyOf(placed);
    }

    /// By the name of their asking, with their place while they wait.
    public Optional<Waiting> byRequest(Handle handle, RequestId request) {
        return handle.createQuery("SELECT * FROM waiting WHERE request = :request")
                .bind("request", request.toString())
                .map(WAITING)
                .findOne()
                .map(waiting -> waiting.state().isOpen()
                        ? open(handle).stream()
                                .filter(one -> one.id() == waiting.id())
                                .findFirst()
                                .orElse(waiting)
                        : waiting);
    }

    private static List<Waiting> openInOrder(Handle handle) {
        return handle.createQuery("""
                        SELECT *
                        FROM waiting
                        WHERE state IN ('waiting', 'offered')
                        ORDER BY first DESC, since, id
                        """).map(WAITING).list();
    }

    private static void set(Handle transaction, Waiting waiting, Waiting.State state) {
        transaction.execute("UPDATE waiting SET state = ? WHERE id = ?", state.stored(), waiting.id());
    }

    /// What is kept for somebody is a booking with a name of its own, the same whenever it is made
    /// for them.
    static RequestId offerOf(RequestId waiting) {
        return new RequestId(
                UUID.nameUUIDFromBytes(("offer of " + waiting.value()).getBytes(StandardCharsets.US_ASCII)));
    }

    private String code(Handle transaction, String wished) {
        if (wished.length() == 4 && isFreeCode(transaction, wished)) {
            return wished;
        }
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            String code = Integer.toString(random.nextInt(FIRST_CODE, BEYOND_CODES));
            if (isFreeCode(transaction, code)) {
                return code;
            }
        }
        throw new IllegalStateException("Nearly every code of four digits is in use, which cannot be.");
    }

    private static boolean isFreeCode(Handle transaction, String code) {
        return transaction.createQuery("""
                                SELECT (SELECT count(*) FROM booking WHERE code = :code AND code <> '')
                                     + (SELECT count(*) FROM waiting WHERE code = :code AND state IN ('waiting', 'offered'))
                                """).bind("code", code).mapTo(Long.class).one() == 0;
    }

    private static long openNow(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM waiting WHERE state IN ('waiting', 'offered')")
                .mapTo(Long.class)
                .one();
    }
}
