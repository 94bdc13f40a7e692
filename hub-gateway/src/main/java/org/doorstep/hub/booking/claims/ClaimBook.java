package org.doorstep.hub.booking.claims;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.KnownCatalogue;
import org.doorstep.hub.booking.units.Need;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.Unit;
import org.doorstep.hub.booking.units.UnitId;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Every way into the claim table. Each method works in the caller's transaction, on the thread
/// that writes, so whatever it looks at stands still until it is done; that two claims of one unit
/// overlap, the table itself refuses.
///
/// What is asked for with the same request again is answered by what it became. What was only held,
/// and no longer is, is let go of whenever this is asked for anything.
public final class ClaimBook {
    private static final int MINUTE = 60;

    private final ZoneId zone;
    private final RandomGenerator random;
    private final Standing standing;
    private final KnownCatalogue known = new KnownCatalogue();
    private Optional<Statements> prepared = Optional.empty();

    public ClaimBook(ZoneId zone, RandomGenerator random, Standing standing) {
        this.zone = zone;
        this.random = random;
        this.standing = standing;
    }

    /// What was asked of the tables so far, for the test that none of it reads all of them.
    Set<String> asked() {
        return prepared.map(Statements::asked).orElse(Set.of());
    }

    /// Books it, or keeps it free until somebody has looked at it; or says why not.
    public Claimed book(Handle handle, Wanted wanted, Instant now) throws SQLException {
        At at = at(handle, now);
        Optional<Booking> before = at.bookings.byRequest(wanted.request());
        if (before.isPresent()) {
            return new Claimed.Same(before.get());
        }
        Optional<Why> never = at.rules.always(wanted);
        if (never.isPresent()) {
            return new Claimed.Refused(never.get());
        }
        Times times = at.claimed(wanted.bookable(), wanted.times());
        Set<Long> leases = leasesOf(at, wanted);
        List<Need> needs = at.catalogue.needs(wanted.bookable(), wanted.count());
        int given = leases.contains(wanted.lease()) ? Cells.atOnce(at.claims.ofLease(wanted.lease()), times) : 0;
        boolean promised = given > 0 && needs.stream().allMatch(need -> need.count() <= given);
        if (promised) {
            at.makeRoomUnder(wanted.lease(), needs, times, minute(now));
        }
        Optional<Choice.Chosen> chosen = at.choice.of(needs, times, new Choice.NoHindrance(0, leases), minute(now));
        if (!promised && !wanted.setsRulesAside()) {
            Optional<Why> why = at.rules.house(handle, wanted, 0, now);
            if (why.isPresent()) {
                return new Claimed.Refused(why.get());
            }
        }
        if (chosen.isEmpty()) {
            return new Claimed.NotFree();
        }
        State state = state(at, handle, wanted, promised, now);
        String code = wanted.origin().hasCode() ? new Codes(at.statements, random).next(wanted.code(), now) : "";
        Booking booking = at.bookings.insert(wanted, code, state, now);
        at.claim(chosen.get(), times, booking.id());
        return answer(booking);
    }

    /// What a kiosk gave away under its lease, it has said "Booked" to.
    private State state(At at, Handle handle, Wanted wanted, boolean promised, Instant now) {
        if (wanted.isHeld()) {
            return State.HELD;
        }
        boolean mustAsk = !promised
                && !wanted.origin().byStaff()
                && (at.catalogue.get(wanted.bookable()).approval() || standing.asksFirst(handle, wanted.holder(), now));
        return mustAsk ? State.ASKED : State.BOOKED;
    }

    private static Claimed answer(Booking booking) {
        return switch (booking.state()) {
            case ASKED -> new Claimed.Asked(booking);
            case HELD -> new Claimed.Held(booking);
            case BOOKED, CANCELLED, REFUSED, LOST, RELEASED -> new Claimed.Booked(booking);
        };
    }

    /// At another time: longer, shorter, earlier, later. Else it stays as it was.
    public Claimed move(Handle handle, BookingId id, Times to, Instant now) throws SQLException {
        At at = at(handle, now);
        Booking booking = at.booking(id);
        return move(at, handle, booking, booking.bookable(), to, "", now);
    }

    /// At another time or in another place, with the rules set aside if there is a reason in
    /// `aside`. Else it stays as it was.
    public Claimed move(Handle handle, BookingId id, BookableId where, Times to, String aside, Instant now)
            throws SQLException {
        At at = at(handle, now);
        return move(at, handle, at.booking(id), where, to, aside, now);
    }

    private Claimed move(At at, Handle handle, Booking booking, BookableId where, Times to, String aside, Instant now)
            throws SQLException {
        if (booking.isOver(now)) {
            return new Claimed.Refused(Why.OVER);
        }
        boolean stays = where.equals(booking.bookable());
        boolean begun = stays && !booking.times().starts().isAfter(now);
        Wanted wanted = again(booking, where, to, aside.isEmpty() ? booking.origin() : Origin.STAFF)
                // What has begun is longer or shorter, and no new asking for a time that is past.
                .askedAt(to.starts().equals(booking.times().starts()) ? booking.madeAt() : Instant.EPOCH)
                .rulesAside(aside);
        Optional<Why> why = at.rules.always(wanted);
        if (why.isEmpty() && !wanted.setsRulesAside()) {
            why = at.rules.house(handle, wanted, booking.id().value(), now);
        }
        if (why.isPresent()) {
            return new Claimed.Refused(why.get());
        }
        Times times = at.claimed(where, to);
        List<UnitId> own = at.claims.ofBooking(booking.id().value()).stream()
                .map(Busy::unit)
                .toList();
        Optional<Choice.Chosen> chosen = at.choice.of(
                // What somebody has in hand does not change under it.
                begun ? List.of(new Need(own, own.size())) : at.catalogue.needs(where, booking.count()),
                times,
                new Choice.NoHindrance(booking.id().value(), Set.of()),
                minute(now));
        if (chosen.isEmpty()) {
            return new Claimed.NotFree();
        }
        at.claims.deleteOfBooking(booking.id().value());
        at.claim(chosen.get(), times, booking.id());
        at.bookings.setTimes(booking.id(), where, to);
        return answer(at.booking(booking.id()));
    }

    private static Wanted again(Booking booking, BookableId where, Times times, Origin origin) {
        return Wanted.of(booking.request(), where, booking.count(), times, booking.holder(), origin)
                .forPeople(booking.people());
    }

    /// Somebody has looked at it and says yes. What has changed since it was asked is looked at
    /// again: a closure, a unit that is unsafe, who else is in the house.
    public Claimed approve(Handle handle, BookingId id, Instant now) throws SQLException {
        return approve(handle, id, "", now);
    }

    /// The same with the rules set aside, for that reason.
    public Claimed approve(Handle handle, BookingId id, String aside, Instant now) throws SQLException {
        return settle(handle, id, State.ASKED, aside, now);
    }

    /// Whoever it was held for says yes.
    public Claimed confirm(Handle handle, BookingId id, Instant now) throws SQLException {
        return settle(handle, id, State.HELD, "", now);
    }

    private Claimed settle(Handle handle, BookingId id, State from, String aside, Instant now) throws SQLException {
        At at = at(handle, now);
        Booking booking = at.booking(id);
        if (booking.state() == State.BOOKED) {
            return new Claimed.Same(booking);
        }
        if (booking.state() != from || booking.isOver(now)) {
            return new Claimed.Refused(Why.OVER);
        }
        Wanted wanted = again(booking, booking.bookable(), booking.times(), Origin.STAFF);
        Optional<Why> why = at.rules.always(wanted);
        if (why.isEmpty() && aside.isEmpty()) {
            why = at.rules.house(handle, wanted, id.value(), now);
        }
        if (why.isPresent()) {
            return new Claimed.Refused(why.get());
        }
        boolean mustAsk = from == State.HELD
                && at.catalogue.get(booking.bookable()).approval()
                && !booking.origin().byStaff();
        at.bookings.setState(id, mustAsk ? State.ASKED : State.BOOKED, aside);
        return answer(at.booking(id));
    }

    /// It ends before its time, and what it claimed is free from here on. One that is given back
    /// while it is used was as long as it was used. Returns it as it was before; what is over stays
    /// as it is.
    public Booking let(Handle handle, BookingId id, Ending ending, String reason, Instant now) throws SQLException {
        At at = at(handle, now);
        Booking booking = at.booking(id);
        if (!booking.state().stands()) {
            return booking;
        }
        at.bookings.setState(id, ending.state(), reason);
        // The minute that has begun is still theirs; what has not begun is given back whole.
        long until = minute(now) + 1;
        if (ending == Ending.RELEASED
                && until > booking.times().startsMinute()
                && until < booking.times().endsMinute()) {
            at.bookings.shorten(id, until);
        }
        return booking;
    }

    /// Whoever has it came.
    public void used(Handle handle, BookingId id, Instant now) throws SQLException {
        at(handle, now).bookings.use(id);
    }

    /// Gives a booking of a pool another of the alike units in place of one of its own, as when
    /// somebody takes that one off the shelf, or theirs is broken or late; whoever was to have it
    /// gets the other. False if that cannot be: the unit is unsafe, or in somebody's hands, or not
    /// alike.
    public boolean instead(Handle handle, BookingId id, UnitId from, UnitId to, Instant now) throws SQLException {
        At at = at(handle, now);
        Booking booking = at.booking(id);
        Optional<Busy> own = at.claims.ofBooking(id.value()).stream()
                .filter(claim -> claim.unit().equals(from))
                .findFirst();
        if (own.isEmpty() || from.equals(to)) {
            return own.isPresent();
        }
        for (Need need : at.catalogue.needs(booking.bookable(), booking.count())) {
            if (need.from().contains(from) && need.from().contains(to)) {
                return exchange(at, own.get(), to, need, now);
            }
        }
        return false;
    }

    private static boolean exchange(At at, Busy claim, UnitId unit, Need need, Instant now) throws SQLException {
        if (at.catalogue.unit(unit).map(Unit::unsafe).orElse(true)) {
            return false;
        }
        List<Busy> there = at.claims.overlapping(unit, claim.times());
        for (Busy other : there) {
            boolean roomForIt =
                    at.claims.overlapping(claim.unit(), other.times()).stream().allMatch(claim::equals);
            if (!roomForIt || !at.pools.mayMove(other, need.from(), minute(now))) {
                return false;
            }
        }
        at.claims.delete(claim);
        for (Busy other : there) {
            at.claims.delete(other);
            at.claims.insert(new Busy(claim.unit(), other.times(), other.booking(), 0));
        }
        at.claims.insert(new Busy(unit, claim.times(), claim.booking(), 0));
        return true;
    }

    /// Gives what is free of something in that time to a device, to give away alone: whole where it
    /// is one thing, of a pool as many as are its share. Empty if nothing is free, or it is a kit.
    public Optional<Lease> lease(
            Handle handle, String device, BookableId id, LocalDate day, Instant expires, Duration bound, Instant now)
            throws SQLException {
        At at = at(handle, now);
        Optional<Bookable> bookable = at.catalogue.find(id).filter(found -> !found.retired());
        if (bookable.isEmpty() || !at.catalogue.parts(id).isEmpty()) {
            return Optional.empty();
        }
        List<Busy> cells = new Cells(at.catalogue, at.claims, zone).free(bookable.get(), day, now);
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        // Later than every lease there is, and than any that a database which was lost may have known of.
        long epoch = Math.max(now.toEpochMilli(), 1 + at.statements.number("SELECT coalesce(max(id), 0) FROM lease"));
        at.statements.run(
                """
                INSERT INTO lease (id, device, bookable, day, granted_at, expires_at, bound)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                epoch,
                device,
                id.value(),
                day.toString(),
                now.toEpochMilli(),
                expires.toEpochMilli(),
                bound.toMillis());
        for (Busy cell : cells) {
            at.claims.insert(new Busy(cell.unit(), cell.times(), 0, epoch));
        }
        return Optional.of(new Lease(epoch, device, id, day, now, expires, bound, false));
    }

    /// The same cells for longer. False if it was given back.
    public boolean renew(Handle handle, long epoch, Instant expires, Instant now) throws SQLException {
        return at(handle, now)
                        .statements
                        .run(
                                "UPDATE lease SET expires_at = ? WHERE id = ? AND given_back_at IS NULL",
                                expires.toEpochMilli(),
                                epoch)
                == 1;
    }

    /// What is left of its cells is free for all. Whoever calls it knows that the device gives none
    /// away any more.
    public void giveBack(Handle handle, long epoch, Instant now) throws SQLException {
        At at = at(handle, now);
        at.claims.deleteOfLease(epoch);
        at.statements.run(
                "UPDATE lease SET given_back_at = ? WHERE id = ? AND given_back_at IS NULL", now.toEpochMilli(), epoch);
    }

    /// What is left of the cells of a lease.
    public List<Busy> cells(Handle handle, long epoch, Instant now) throws SQLException {
        return at(handle, now).claims.ofLease(epoch);
    }

    /// What was only saved while nobody answered takes no lease's cells: the device may have given
    /// them away since.
    private static Set<Long> leasesOf(At at, Wanted wanted) throws SQLException {
        Set<Long> leases = new HashSet<>();
        if (!wanted.device().isEmpty() && (wanted.lease() != 0 || !wanted.wasSaved())) {
            try (ResultSet row = at.statements
                    .bound("SELECT id FROM lease WHERE device = ? AND given_back_at IS NULL", wanted.device())
                    .executeQuery()) {
                while (row.next()) {
                    leases.add(row.getLong(1));
                }
            }
            if (wanted.lease() != 0) {
                leases.retainAll(Set.of(wanted.lease()));
            }
        }
        return leases;
    }

    private static long minute(Instant now) {
        return now.getEpochSecond() / MINUTE;
    }

    /// What is needed for one call, as of now; what was only held until now is let go of first.
    private At at(Handle handle, Instant now) throws SQLException {
        Connection connection = Database.connection(handle);
        Statements statements =
                prepared.filter(known -> known.areOf(connection)).orElseGet(() -> new Statements(connection));
        prepared = Optional.of(statements);
        Catalogue catalogue = known.of(handle, statements.number("SELECT version FROM units_version"));
        ClaimTable claims = new ClaimTable(statements);
        BookingTable bookings = new BookingTable(statements);
        for (long over : bookings.heldTooLong(now)) {
            bookings.setState(new BookingId(over), State.CANCELLED, "");
        }
        PoolOrder pools = new PoolOrder(catalogue, statements, claims);
        return new At(
                statements,
                catalogue,
                claims,
                bookings,
                pools,
                new Choice(catalogue, claims, pools),
                new HouseRules(catalogue, statements, claims, standing, zone));
    }

    private record At(
            Statements statements,
            Catalogue catalogue,
            ClaimTable claims,
            BookingTable bookings,
            PoolOrder pools,
            Choice choice,
            HouseRules rules) {

        Booking booking(BookingId id) throws SQLException {
            return bookings.find(id).orElseThrow(() -> new IllegalArgumentException("There is no booking " + id + "."));
        }

        /// With what is kept free before and after.
        Times claimed(BookableId bookable, Times times) {
            Bookable.Limits limits = catalogue.get(bookable).limits();
            return times.widened(limits.before(), limits.after());
        }

        void claim(Choice.Chosen chosen, Times times, BookingId booking) throws SQLException {
            for (PoolOrder.Move move : chosen.moves()) {
                claims.delete(move.claim());
            }
            for (PoolOrder.Move move : chosen.moves()) {
                claims.insert(
                        new Busy(move.to(), move.claim().times(), move.claim().booking(), 0));
            }
            for (UnitId unit : chosen.units()) {
                carve(unit, times);
                claims.insert(new Busy(unit, times, booking.value(), 0));
            }
        }

        private void change(List<PoolOrder.Move> moves) throws SQLException {
            for (PoolOrder.Move move : moves) {
                claims.delete(move.claim());
            }
            for (PoolOrder.Move move : moves) {
                claims.insert(
                        new Busy(move.to(), move.claim().times(), move.claim().booking(), 0));
            }
        }

        /// What a kiosk gave away under its lease has room: at each minute of that time as many of the
        /// alike things are the lease's. But it came in another order than it was given away, or was
        /// put in other places, and each thing that is left may have a gap too few. Then the lease's
        /// cells are taken up, what may change places does, and the lease is laid again on what is
        /// free of its own and on the places that were left.
        void makeRoomUnder(long lease, List<Need> needs, Times times, long nowMinute) throws SQLException {
            if (choice.of(needs, times, new Choice.NoHindrance(0, Set.of(lease)), nowMinute)
                    .isPresent()) {
                return;
            }
            List<Busy> cells = new ArrayList<>(claims.ofLease(lease));
            claims.deleteOfLease(lease);
            Optional<Choice.Chosen> chosen = choice.of(needs, times, new Choice.NoHindrance(0, Set.of()), nowMinute);
            if (chosen.isPresent()) {
                change(chosen.get().moves());
                chosen.get()
                        .moves()
                        .forEach(move -> cells.add(
                                new Busy(move.claim().unit(), move.claim().times(), 0, lease)));
            }
            for (Busy cell : cells) {
                for (Times free : Cells.gaps(claims, cell.unit(), List.of(cell.times()))) {
                    claims.insert(new Busy(cell.unit(), free, 0, lease));
                }
            }
        }

        /// Of a lease what comes before and after stays.
        private void carve(UnitId unit, Times times) throws SQLException {
            for (Busy cell : claims.overlapping(unit, times)) {
                if (!cell.leased()) {
                    continue;
                }
                claims.delete(cell);
                if (cell.times().starts().isBefore(times.starts())) {
                    claims.insert(new Busy(unit, new Times(cell.times().starts(), times.starts()), 0, cell.lease()));
                }
                if (cell.times().ends().isAfter(times.ends())) {
                    claims.insert(
                            new Busy(unit, new Times(times.ends(), cell.times().ends()), 0, cell.lease()));
                }
            }
        }
    }
}
