package org.doorstep.hub.booking.loans;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.Unit;
import org.doorstep.hub.booking.units.UnitId;
import org.doorstep.hub.booking.waiting.Clash;
import org.doorstep.hub.booking.waiting.Clashes;
import org.doorstep.hub.booking.waiting.SameHolder;
import org.doorstep.hub.booking.waiting.WaitingList;
import org.jdbi.v3.core.Handle;

/// What follows from tools being taken and brought back, looked at every few seconds rather than
/// where it is seen: a fact is written down and never refused, and what is booked is made to agree
/// with it afterwards, as well as it can be. Each thing is decided once and kept, so that a rebuild
/// of the facts decides nothing again.
///
/// For the writer's thread, in the caller's transaction.
public final class LoanRounds {
    /// Whoever fetches something may be early.
    static final Duration EARLY = Duration.ofHours(2);

    /// "Early" for the next one is a day: time to ask for another, or for somebody to ring.
    static final Duration WARNED_AHEAD = Duration.ofHours(24);

    /// After so long the next one does not stand before an empty shelf any more: they have the
    /// first place on the list.
    static final Duration WAITED_FOR = Duration.ofHours(1);

    /// What is not safe now may be mended by next week.
    static final Duration UNSAFE_AHEAD = Duration.ofDays(2);

    /// What somebody has had for a day already is due when the hub closes next.
    private static final int DAYS_LENT = 1;

    private static final int MOST_DAYS_CLOSED = 14;

    private final ClaimBook claims;
    private final WaitingList waiting;
    private final Clashes clashes;
    private final ZoneId zone;

    public LoanRounds(ClaimBook claims, WaitingList waiting, Clashes clashes, ZoneId zone) {
        this.claims = claims;
        this.waiting = waiting;
        this.clashes = clashes;
        this.zone = zone;
    }

    /// What follows from what was seen and said, whatever time it is: what is broken is blocked also
    /// while the hub does not know its time. How much was changed.
    public int follow(Handle transaction, Instant now) throws SQLException {
        int changed = settleConditions(transaction) + endLoans(transaction, now) + beginLoans(transaction, now);
        changed += seeToUnsafeOnes(transaction, now) + liftWarnings(transaction, now);
        if (changed > 0) {
            waiting.offer(transaction, now);
        }
        return changed;
    }

    /// What follows from time alone: what is late. How much was changed.
    public int look(Handle transaction, Instant now) throws SQLException {
        int changed = seeToLateOnes(transaction, now);
        if (changed > 0) {
            waiting.offer(transaction, now);
        }
        return changed;
    }

    private record Condition(String label, String last, boolean unsafe) {}

    /// Broken blocks a tool, mended frees it: by the last line of its history, once for each line.
    private static int settleConditions(Handle transaction) {
        List<Condition> news = transaction
                .createQuery("""
                        SELECT newest.label, newest.id, newest.unsafe
                        FROM (
                          SELECT label, id, what = 'blocked' OR state = 'broken' AS unsafe,
                                 row_number() OVER (PARTITION BY label ORDER BY at DESC, id DESC) AS place
                          FROM tool_history
                          WHERE what IN ('brought', 'mended', 'blocked')) newest
                        LEFT JOIN tool_settled settled ON settled.label = newest.label
                        WHERE newest.place = 1 AND settled.last IS NOT newest.id
                        """)
                .map((row, context) ->
                        new Condition(row.getString("label"), row.getString("id"), row.getBoolean("unsafe")))
                .list();
        int changed = 0;
        for (Condition condition : news) {
            transaction
                    .createUpdate("""
                            INSERT INTO tool_settled (label, last)
                            VALUES (:label, :last)
                            ON CONFLICT (label) DO UPDATE SET last = excluded.last
                            """)
                    .bind("label", condition.label)
                    .bind("last", condition.last)
                    .execute();
            changed += transaction
                    .createUpdate("UPDATE unit SET unsafe = :unsafe WHERE label = :label AND unsafe <> :unsafe")
                    .bind("unsafe", condition.unsafe ? 1 : 0)
                    .bind("label", condition.label)
                    .execute();
        }
        return changed;
    }

    /// What is back before its time is free for others.
    private int endLoans(Handle transaction, Instant now) throws SQLException {
        List<BookingId> back = transaction
                .createQuery("""
                        SELECT booking.id
                        FROM booking
                        JOIN loan_booking ON loan_booking.booking = booking.id
                        JOIN loan ON loan.id = loan_booking.loan
                        WHERE booking.state = 'booked' AND booking.ends > :now
                        GROUP BY booking.id, booking.count
                        HAVING sum(loan.ended_by IS NULL) = 0 AND count(*) >= booking.count
                        """)
                .bind("now", minute(now))
                .map((row, context) -> new BookingId(row.getLong("id")))
                .list();
        for (BookingId booking : back) {
            claims.let(transaction, booking, Ending.RELEASED, "", now);
        }
        return back.size();
    }

    private int beginLoans(Handle transaction, Instant now) throws SQLException {
        int changed = 0;
        for (Loan loan : Loans.out(transaction, now)) {
            if (loan.due().isPresent()) {
                continue;
            }
            Catalogue catalogue = Catalogue.read(transaction);
            Optional<Unit> unit = catalogue.unitWithLabel(loan.label());
            if (unit.isEmpty()) {
                decide(transaction, loan, Optional.empty(), endOfLoan(catalogue, Optional.empty(), loan.taken()), now);
            } else {
                begin(transaction, catalogue, loan, unit.get().id(), now);
            }
            changed++;
        }
        return changed;
    }

    private void begin(Handle transaction, Catalogue catalogue, Loan loan, UnitId unit, Instant now)
            throws SQLException {
        Optional<Booking> own = ownBooking(transaction, catalogue, loan, unit, now);
        if (own.isPresent()) {
            Booking booking = own.get();
            takeThatOne(transaction, booking, unit, now);
            claims.used(transaction, booking.id(), now);
            decide(transaction, loan, Optional.of(booking.id()), booking.times().ends(), now);
            return;
        }
        Optional<Bookable> bookable = lentAs(catalogue, unit);
        Instant until = endOfLoan(catalogue, bookable, loan.taken());
        Optional<Booking> made = bookable.isEmpty() || !until.isAfter(now)
                ? Optional.empty()
                : bookFor(transaction, loan, bookable.get(), unit, until, now);
        decide(
                transaction,
                loan,
                made.map(Booking::id),
                made.map(one -> one.times().ends()).orElse(until),
                now);
    }

    /// What its taker has booked for now and it is one of.
    private static Optional<Booking> ownBooking(
            Handle transaction, Catalogue catalogue, Loan loan, UnitId unit, Instant now) {
        List<Booking> theirs =
                switch (loan.holder()) {
                    case Holder.Resident resident ->
                        Bookings.ofPasses(
                                transaction,
                                SameHolder.of(transaction, resident).stream()
                                        .map(holder -> ((Holder.Resident) holder).pass())
                                        .toList(),
                                now);
                    case Holder.Party(long party) -> Bookings.ofParty(transaction, party, now);
                    case Holder.Nobody() -> List.of();
                };
        return theirs.stream()
                .filter(booking -> booking.state() == State.BOOKED
                        && !booking.times().starts().isAfter(loan.taken().plus(EARLY))
                        && catalogue.unitsOf(booking.bookable()).contains(unit)
                        && isShort(transaction, booking))
                .min(Comparator.comparing(booking -> booking.times().starts()));
    }

    /// Of three tables that were booked, three are taken under that booking.
    private static boolean isShort(Handle transaction, Booking booking) {
        return transaction
                        .createQuery("SELECT count(*) FROM loan_booking WHERE booking = :booking")
                        .bind("booking", booking.id().value())
                        .mapTo(Long.class)
                        .one()
                < Bookings.unitsOf(transaction, booking.id()).size();
    }

    /// Whichever of a pool they took is theirs; who was to have it gets the other.
    private void takeThatOne(Handle transaction, Booking booking, UnitId unit, Instant now) throws SQLException {
        List<UnitId> has = Bookings.unitsOf(transaction, booking.id());
        if (has.contains(unit)) {
            return;
        }
        for (UnitId other : has) {
            if (claims.instead(transaction, booking.id(), other, unit, now)) {
                return;
            }
        }
    }

    private Optional<Booking> bookFor(
            Handle transaction, Loan loan, Bookable bookable, UnitId unit, Instant until, Instant now)
            throws SQLException {
        Instant from = now.truncatedTo(ChronoUnit.MINUTES);
        if (!until.isAfter(from)) {
            return Optional.empty();
        }
        RequestId request =
                new RequestId(UUID.nameUUIDFromBytes(("loan " + loan.id()).getBytes(StandardCharsets.US_ASCII)));
        Wanted wanted = Wanted.of(request, bookable.id(), 1, new Times(from, until), loan.holder(), Origin.STAFF)
                .rulesAside("taken");
        Optional<Booking> booking =
                switch (claims.book(transaction, wanted, now)) {
                    case Claimed.Booked(Booking made) -> Optional.of(made);
                    case Claimed.Same(Booking made) -> Optional.of(made).filter(one -> !one.isOver(now));
                    case Claimed.Asked _, Claimed.Held _, Claimed.NotFree _, Claimed.Refused _ -> Optional.empty();
                };
        if (booking.isPresent()) {
            takeThatOne(transaction, booking.get(), unit, now);
            claims.used(transaction, booking.get().id(), now);
        }
        return booking;
    }

    /// As what a unit is lent when nobody said: by itself or as one of its pool, and never as the
    /// kit that it is part of.
    static Optional<Bookable> lentAs(Catalogue catalogue, UnitId unit) {
        return catalogue.offered().stream()
                .filter(bookable -> bookable.kind() == Bookable.Kind.TOOL
                        && catalogue.ownUnits(bookable.id()).contains(unit)
                        && (bookable.isPool()
                                || catalogue.ownUnits(bookable.id()).size() == 1))
                .findFirst();
    }

    /// Until the hub closes on its next open day.
    private Instant endOfLoan(Catalogue catalogue, Optional<Bookable> bookable, Instant taken) {
        LocalDate day = LocalDate.ofInstant(taken, zone);
        if (bookable.isPresent()) {
            for (int ahead = DAYS_LENT; ahead <= MOST_DAYS_CLOSED; ahead++) {
                List<Times> open = catalogue.open(
                        bookable.get().id(), Catalogue.days(day.plusDays(ahead), day.plusDays(ahead + 1), zone), zone);
                if (!open.isEmpty()) {
                    return open.getLast().ends();
                }
            }
        }
        return day.plusDays(DAYS_LENT + 1).atStartOfDay(zone).toInstant();
    }

    private static void decide(Handle transaction, Loan loan, Optional<BookingId> booking, Instant due, Instant now) {
        transaction
                .createUpdate("""
                        INSERT INTO loan_booking (loan, booking, due, at)
                        VALUES (:loan, :booking, :due, :at)
                        ON CONFLICT (loan) DO NOTHING
                        """)
                .bind("loan", loan.id())
                .bind("booking", booking.map(BookingId::value).orElse(null))
                .bind("due", due.toEpochMilli())
                .bind("at", now.toEpochMilli())
                .execute();
    }

    private record Next(BookingId booking, UnitId unit, String label, Instant starts) {}

    /// Whoever is next after one that is late, or that somebody else took: another of a pool if
    /// there is one, else a word early, else the first place on the list.
    private int seeToLateOnes(Handle transaction, Instant now) throws SQLException {
        int changed = 0;
        for (Loan loan : Loans.out(transaction, now)) {
            if (loan.booking().isPresent() && !loan.isLate(now)) {
                continue;
            }
            Optional<Next> next = next(transaction, loan, now);
            if (next.isPresent()) {
                changed += seeTo(transaction, next.get(), Warning.Why.LATE, Clash.Why.LATE, WAITED_FOR.negated(), now);
            }
        }
        return changed;
    }

    private static Optional<Next> next(Handle transaction, Loan loan, Instant now) {
        return transaction
                .createQuery("""
                        SELECT booking.id, unit.id AS unit, unit.label, booking.starts
                        FROM unit
                        JOIN claim ON claim.unit = unit.id
                        JOIN booking ON booking.id = claim.booking AND booking.state IN ('asked', 'booked')
                        WHERE unit.label = :label AND booking.starts <= :until AND booking.id <> :own
                          AND claim.ends > :taken AND claim.ends > :now
                        ORDER BY booking.starts
                        LIMIT 1
                        """)
                .bind("label", loan.label())
                .bind("until", minute(now.plus(WARNED_AHEAD)))
                .bind("own", loan.booking().map(BookingId::value).orElse(0L))
                .bind("taken", minute(loan.taken()))
                .bind("now", minute(now))
                .map((row, context) -> new Next(
                        new BookingId(row.getLong("id")),
                        new UnitId(row.getLong("unit")),
                        row.getString("label"),
                        Instant.ofEpochSecond(row.getLong("starts") * 60)))
                .findOne();
    }

    private int seeToUnsafeOnes(Handle transaction, Instant now) throws SQLException {
        List<Next> next = transaction
                .createQuery("""
                        SELECT booking.id, unit.id AS unit, coalesce(unit.label, '') AS label, booking.starts
                        FROM unit
                        JOIN claim ON claim.unit = unit.id
                        JOIN booking ON booking.id = claim.booking AND booking.state IN ('asked', 'booked')
                        WHERE unit.unsafe = 1 AND booking.starts > :now
                        ORDER BY booking.starts
                        """)
                .bind("now", minute(now))
                .map((row, context) -> new Next(
                        new BookingId(row.getLong("id")),
                        new UnitId(row.getLong("unit")),
                        row.getString("label"),
                        Instant.ofEpochSecond(row.getLong("starts") * 60)))
                .list();
        int changed = 0;
        for (Next one : next) {
            changed += seeTo(transaction, one, Warning.Why.UNSAFE, Clash.Why.UNSAFE, UNSAFE_AHEAD, now);
        }
        return changed;
    }

    /// `lostAhead` is how long before its beginning (after it, where that is negative) a booking is
    /// given up.
    private int seeTo(Handle transaction, Next next, Warning.Why why, Clash.Why lost, Duration lostAhead, Instant now)
            throws SQLException {
        Booking booking = Bookings.find(transaction, next.booking).orElseThrow();
        if (isAnother(transaction, booking, next.unit, now)) {
            return 1;
        }
        if (!next.starts.minus(lostAhead).isAfter(now)) {
            claims.let(transaction, booking.id(), Ending.LOST, "", now);
            clashes.lost(transaction, again(booking), lost, now);
            return 1;
        }
        return transaction
                .createUpdate("""
                        INSERT INTO tool_warning (booking, why, label, at)
                        VALUES (:booking, :why, :label, :at)
                        ON CONFLICT (booking, why) DO NOTHING
                        """)
                .bind("booking", booking.id().value())
                .bind("why", why.name().toLowerCase(java.util.Locale.ROOT))
                .bind("label", next.label)
                .bind("at", now.toEpochMilli())
                .execute();
    }

    private boolean isAnother(Handle transaction, Booking booking, UnitId unit, Instant now) throws SQLException {
        Catalogue catalogue = Catalogue.read(transaction);
        Set<UnitId> alike = catalogue.unitsOf(booking.bookable());
        for (UnitId other :
                alike.stream().sorted(Comparator.comparingLong(UnitId::value)).toList()) {
            boolean there = !other.equals(unit) && !isOut(transaction, catalogue, other);
            if (there && claims.instead(transaction, booking.id(), unit, other, now)) {
                return true;
            }
        }
        return false;
    }

    /// Of two that are late none is there instead of the other.
    private static boolean isOut(Handle transaction, Catalogue catalogue, UnitId unit) {
        String label = catalogue.unit(unit).map(Unit::label).orElse("");
        return transaction
                        .createQuery("""
                                SELECT count(*)
                                FROM loan
                                WHERE label = :label AND what = 'taken' AND ended_by IS NULL
                                """)
                        .bind("label", label)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    private static Wanted again(Booking booking) {
        return Wanted.of(
                        booking.request(),
                        booking.bookable(),
                        booking.count(),
                        booking.times(),
                        booking.holder(),
                        booking.origin())
                .forPeople(booking.people())
                .called(booking.title())
                .withCode(booking.code());
    }

    /// It is back, or safe: who was warned hears that too.
    private static int liftWarnings(Handle transaction, Instant now) {
        return transaction.createUpdate("""
                        UPDATE tool_warning
                        SET over_at = :now
                        WHERE over_at IS NULL
                          AND (why = 'late'
                              AND NOT EXISTS (
                                SELECT 1
                                FROM loan
                                JOIN unit ON unit.label = loan.label
                                JOIN claim ON claim.unit = unit.id AND claim.booking = tool_warning.booking
                                LEFT JOIN loan_booking ON loan_booking.loan = loan.id
                                WHERE loan_booking.booking IS NOT tool_warning.booking AND loan.what = 'taken' AND loan.ended_by IS NULL)
                            OR why = 'unsafe'
                              AND NOT EXISTS (
                                SELECT 1
                                FROM claim
                                JOIN unit ON unit.id = claim.unit AND unit.unsafe = 1
                                WHERE claim.booking = tool_warning.booking))
                        """).bind("now", now.toEpochMilli()).execute();
    }

    private static long minute(Instant at) {
        return at.getEpochSecond() / 60;
    }
}
