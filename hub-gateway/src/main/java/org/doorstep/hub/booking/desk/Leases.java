package org.doorstep.hub.booking.desk;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Busy;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.UnitId;
import org.doorstep.hub.booking.waiting.WaitingList;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent.BookingAsked;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.bookings.Lease;
import org.doorstep.relay.contract.bookings.Span;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which of today's times each kiosk may give away alone. Safe for all threads.
///
/// What a lease holds is given to nobody else until its kiosk gave it back; or its time has run
/// out, by this hub's own boot clock and with [#BOUND] more, and all that kiosk had given away
/// until then is here; or the times themselves are past. A lease is a running program's: one with
/// the same identity that was started again, or copied, has none until then.
public final class Leases {
    /// What people expect of a kiosk whose hub is being started again, or whose cable somebody
    /// tripped over; and no longer, because a kiosk that died with a lease keeps its times from
    /// everybody.
    static final Duration LENGTH = Duration.ofHours(2);

    /// Two crystals apart by ten times what their makers allow (100 ppm) come to 15 s in that time;
    /// and room for whoever is saying "Booked" at the last moment.
    static final Duration BOUND = Duration.ofMinutes(2);

    /// A day that is open past midnight, and one that has 25 hours.
    private static final Duration AROUND_ITS_DAY = Duration.ofDays(2);

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final Database database;
    private final ClaimBook claims;
    private final WaitingList waiting;
    private final Inbox inbox;
    private final ZoneId zone;
    private final DeviceClock clock;

    public Leases(
            Database database, ClaimBook claims, WaitingList waiting, Inbox inbox, ZoneId zone, DeviceClock clock) {
        this.database = database;
        this.claims = claims;
        this.waiting = waiting;
        this.inbox = inbox;
        this.zone = zone;
        this.clock = clock;
    }

    /// One that was not given back, and by whom and since when it is held.
    private record Out(
            long epoch,
            DeviceId device,
            String bookable,
            String day,
            String instance,
            String store,
            String boot,
            long ms) {
        boolean isOf(DeviceId asker, Request.Lease asked) {
            return device.equals(asker) && instance.equals(asked.instance());
        }
    }

    /// Every lease that the asker has from now on.
    public Reply answer(DeviceId device, Request.Lease asked) {
        return database.write(transaction -> answer(transaction, device, asked));
    }

    /// Before anything is given away: a hub that was restored does not know what it had leased
    /// since the copy was made. So it takes everything for leased that could have been.
    public void begin() {
        database.write(transaction -> {
            Optional<String> before = transaction
                    .createQuery("SELECT incarnation FROM lease_incarnation")
                    .mapTo(String.class)
                    .findOne();
            if (before.isPresent() && !before.get().equals(inbox.incarnation())) {
                holdBack(transaction);
            }
            transaction.execute(
                    "INSERT OR REPLACE INTO lease_incarnation (only, incarnation) VALUES (1, ?)", inbox.incarnation());
            return null;
        });
    }

    private void holdBack(Handle transaction) throws SQLException {
        Moment now = clock.moment();
        transaction.execute("UPDATE lease_holder SET boot = ?, uptime_ms = ?", now.bootId(), now.uptimeMs());
        Instant wall = clock.instant();
        for (Bookable bookable : Catalogue.read(transaction).offered()) {
            if (!bookable.walkUp().isEmpty()) {
                grant(transaction, new DeviceId(bookable.walkUp()), bookable, "", "", wall);
            }
        }
        LOG.info(
                "This hub was restored: what kiosks may have given away today is kept until their leases have run out.");
    }

    private Reply.Leased answer(Handle transaction, DeviceId device, Request.Lease asked) throws SQLException {
        Instant wall = clock.instant();
        int freed = 0;
        for (Out out : out(transaction)) {
            // What it gave away, and is not here yet, is in times that the lease still keeps.
            boolean back = asked.back().contains(out.epoch)
                    && out.isOf(device, asked)
                    && Inbox.through(transaction, device, asked.store(), Lane.BOOKING) >= asked.last();
            if (back || isPast(transaction, out, wall) || hasEnded(transaction, out, device, asked)) {
                claims.giveBack(transaction, out.epoch, wall);
                freed++;
            }
        }
        if (freed > 0) {
            waiting.offer(transaction, wall);
        }
        renew(transaction, device, asked, wall);
        // Whoever gives back is going.
        boolean stays = asked.back().isEmpty();
        for (Bookable bookable : Catalogue.read(transaction).offered()) {
            if (stays && isLent(bookable, device) && nobodyHas(transaction, bookable)) {
                grant(
                        transaction,
                        device,
                        bookable,
                        asked.instance(),
                        asked.store().value(),
                        wall);
            }
        }
        return new Reply.Leased(
                held(transaction, device, asked, wall),
                Inbox.through(transaction, device, asked.store(), Lane.BOOKING));
    }

    /// What a kiosk may give away by itself: where nobody has to be asked, and nobody to have been
    /// shown anything.
    private static boolean isLent(Bookable bookable, DeviceId device) {
        return bookable.walkUp().equals(device.value())
                && bookable.who() == Bookable.Who.ANYBODY
                && !bookable.approval()
                && bookable.induction().isEmpty();
    }

    private static boolean nobodyHas(Handle transaction, Bookable bookable) {
        return out(transaction).stream()
                .noneMatch(out -> out.bookable.equals(bookable.id().value()));
    }

    private void renew(Handle transaction, DeviceId device, Request.Lease asked, Instant wall) throws SQLException {
        Moment now = clock.moment();
        for (Out out : out(transaction)) {
            if (out.isOf(device, asked)) {
                claims.renew(transaction, out.epoch, wall.plus(LENGTH), wall);
                transaction.execute(
                        "UPDATE lease_holder SET boot = ?, uptime_ms = ?, store = ? WHERE epoch = ?",
                        now.bootId(),
                        now.uptimeMs(),
                        asked.store().value(),
                        out.epoch);
            }
        }
    }

    private void grant(
            Handle transaction, DeviceId device, Bookable bookable, String instance, String store, Instant wall)
            throws SQLException {
        Moment now = clock.moment();
        LocalDate today = LocalDate.ofInstant(wall, zone);
        claims.lease(transaction, device.value(), bookable.id(), today, wall.plus(LENGTH), BOUND, wall)
                .ifPresent(lease -> transaction.execute(
                        "INSERT INTO lease_holder (epoch, instance, store, boot, uptime_ms) VALUES (?, ?, ?, ?, ?)",
                        lease.epoch(),
                        instance,
                        store,
                        now.bootId(),
                        now.uptimeMs()));
    }

    /// Its time has run out, and its device has said what it had given away until then, and all of
    /// that is here.
    private boolean hasEnded(Handle transaction, Out out, DeviceId device, Request.Lease asked) {
        Moment now = clock.moment();
        // Of an earlier start of this machine nobody knows when it was; that it was before this start is enough.
        long since = out.boot.equals(now.bootId()) ? out.ms : 0;
        boolean ranOut = now.uptimeMs() - since >= LENGTH.plus(BOUND).toMillis();
        boolean sameStore =
                out.store.isEmpty() || out.store.equals(asked.store().value());
        return ranOut
                && out.device.equals(device)
                && sameStore
                && Inbox.through(transaction, device, asked.store(), Lane.BOOKING) >= asked.last();
    }

    private boolean isPast(Handle transaction, Out out, Instant wall) throws SQLException {
        return claims.cells(transaction, out.epoch, wall).stream()
                .noneMatch(cell -> cell.times().ends().isAfter(wall));
    }

    /// By unit, of a pool; of anything else what is free of all its units at once.
    private List<Lease> held(Handle transaction, DeviceId device, Request.Lease asked, Instant wall)
            throws SQLException {
        Catalogue catalogue = Catalogue.read(transaction);
        List<Lease> leases = new ArrayList<>();
        for (Out out : out(transaction)) {
            if (!out.isOf(device, asked)) {
                continue;
            }
            Map<UnitId, List<Span>> cells = new LinkedHashMap<>();
            for (Busy cell : claims.cells(transaction, out.epoch, wall)) {
                if (cell.times().ends().isAfter(wall)) {
                    cells.computeIfAbsent(cell.unit(), _ -> new ArrayList<>()).add(Named.span(cell.times()));
                }
            }
            var id = new org.doorstep.hub.booking.units.BookableId(out.bookable);
            List<List<Span>> each = catalogue.find(id).filter(Bookable::isPool).isPresent()
                    ? List.copyOf(cells.values())
                    : cells.size() < catalogue.ownUnits(id).size()
                            ? List.of()
                            : cells.values().stream()
                                    .reduce(Spans::both)
                                    .map(List::of)
                                    .orElse(List.of());
            for (List<Span> spans : each) {
                leases.add(new Lease(
                        out.epoch,
                        Named.bookable(id),
                        1,
                        spans.stream().limit(Lease.MOST_CELLS).toList(),
                        (int) LENGTH.toSeconds()));
            }
        }
        return leases.stream().limit(Request.Lease.MOST).toList();
    }

    private static List<Out> out(Handle handle) {
        return handle.createQuery("""
                        SELECT id, device, bookable, day, instance, store, boot, uptime_ms
                        FROM lease
                        JOIN lease_holder ON epoch = id
                        WHERE given_back_at IS NULL
                        ORDER BY id
                        """)
                .map((row, context) -> new Out(
                        row.getLong("id"),
                        new DeviceId(row.getString("device")),
                        row.getString("bookable"),
                        row.getString("day"),
                        row.getString("instance"),
                        row.getString("store"),
                        row.getString("boot"),
                        row.getLong("uptime_ms")))
                .list();
    }

    /// Whether this hub knows of that lease.
    static boolean isKnown(Handle handle, long epoch) {
        return handle.createQuery("SELECT count(*) FROM lease WHERE id = :epoch")
                        .bind("epoch", epoch)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// Whether that device can have given this away alone: by a lease of its own, of that thing,
    /// and on the day on which it was granted, which its number says. Of a lease that this hub has
    /// no row of, since it was restored, the thing must be one that is lent to that device.
    static boolean couldGive(Handle handle, DeviceId device, BookingAsked wish) {
        Instant granted = Instant.ofEpochMilli(wish.lease());
        boolean ofThatDay = wish.at().starts().isAfter(granted.minus(AROUND_ITS_DAY))
                && wish.at().ends().isBefore(granted.plus(AROUND_ITS_DAY));
        String whose = isKnown(handle, wish.lease())
                ? "SELECT count(*) FROM lease WHERE id = :epoch AND device = :device AND bookable = :bookable"
                : "SELECT count(*) FROM bookable WHERE id = :bookable AND walk_up = :device AND :epoch <> 0";
        return ofThatDay
                && handle.createQuery(whose)
                                .bind("epoch", wish.lease())
                                .bind("device", device.value())
                                .bind("bookable", wish.bookable().value())
                                .mapTo(Long.class)
                                .one()
                        > 0;
    }

    /// Whether that device has it still. Its name is told to nobody else, so who names it has it.
    static boolean isOf(Handle handle, long epoch, DeviceId device) {
        return handle.createQuery("""
                                SELECT count(*)
                                FROM lease
                                WHERE id = :epoch AND device = :device AND given_back_at IS NULL
                                """)
                        .bind("epoch", epoch)
                        .bind("device", device.value())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
