package org.doorstep.hub.booking.claims;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.booking.units.Apart;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.BookingRules;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.PartyKind;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.Unit;
import org.doorstep.hub.booking.units.UnitId;
import org.jdbi.v3.core.Handle;

/// What the house says of a booking, whoever else wants it: asked in the transaction that claims,
/// so that no two who ask at once come under one limit together.
///
/// `own` is the booking that is asked about again (it moves, or is approved), 0 if it is new: it
/// counts once.
final class HouseRules {
    private static final int MINUTES = 60;
    private static final int PERCENT = 100;

    private final Catalogue catalogue;
    private final Statements statements;
    private final ClaimTable claims;
    private final Standing standing;
    private final ZoneId zone;

    HouseRules(Catalogue catalogue, Statements statements, ClaimTable claims, Standing standing, ZoneId zone) {
        this.catalogue = catalogue;
        this.statements = statements;
        this.claims = claims;
        this.standing = standing;
        this.zone = zone;
    }

    /// What stands however it came, and whatever is set aside: there is such a thing, of so many,
    /// and it is safe.
    Optional<Why> always(Wanted wanted) {
        Optional<Bookable> found = catalogue.find(wanted.bookable());
        if (found.isEmpty() || found.get().retired()) {
            return Optional.of(Why.NOT_OFFERED);
        }
        Bookable bookable = found.get();
        int most = catalogue.howMany(bookable.id());
        if (wanted.count() < 1 || wanted.count() > most) {
            return Optional.of(most == 0 ? Why.NOT_OFFERED : Why.NOT_SO_MANY);
        }
        boolean safe = catalogue.needs(bookable.id(), wanted.count()).stream()
                .allMatch(need -> need.from().stream().filter(this::safe).count() >= need.count());
        return safe ? Optional.empty() : Optional.of(Why.UNSAFE);
    }

    private boolean safe(UnitId unit) {
        return !catalogue.unit(unit).map(Unit::unsafe).orElse(true);
    }

    Optional<Why> house(Handle handle, Wanted wanted, long own, Instant now) throws SQLException {
        Bookable bookable = catalogue.get(wanted.bookable());
        Optional<Why> why = Optional.empty();
        if (!wanted.origin().byStaff()) {
            why = why.or(() -> ofTheAsker(bookable, wanted, now));
        }
        why = why.or(() -> ofTheTimes(bookable, wanted));
        if (why.isEmpty()
                && bookable.details().capacity() > 0
                && wanted.people() > bookable.details().capacity()) {
            why = Optional.of(Why.TOO_MANY_PEOPLE);
        }
        if (why.isEmpty()
                && !bookable.induction().isEmpty()
                && !standing.isInducted(handle, bookable.induction(), wanted.holder(), wanted.times())) {
            why = Optional.of(Why.NEEDS_INDUCTION);
        }
        if (why.isEmpty() && tooNear(bookable, wanted, own)) {
            why = Optional.of(Why.CHILD_SAFETY);
        }
        if (why.isPresent()) {
            return why;
        }
        return switch (wanted.holder()) {
            case Holder.Resident(String pass)
            when !wanted.origin().byStaff() -> ofAResident(bookable, wanted, pass, own, now);
            case Holder.Party(long party) -> ofAParty(bookable, wanted, party, own);
            case Holder.Resident _, Holder.Nobody _ -> Optional.empty();
        };
    }

    private Optional<Why> ofTheAsker(Bookable bookable, Wanted wanted, Instant now) {
        Times times = wanted.times();
        Bookable.Limits limits = bookable.limits();
        if (bookable.who() == Bookable.Who.STAFF) {
            return Optional.of(Why.NOT_FOR_YOU);
        }
        Instant asked = wanted.askedOr(now);
        // Whoever stands before a free room may have it from the step that has begun.
        if (!times.ends().isAfter(now) || times.starts().isBefore(asked.minusSeconds((long) limits.step() * MINUTES))) {
            return Optional.of(Why.OVER);
        }
        if (times.minutes() < limits.shortest()) {
            return Optional.of(Why.TOO_SHORT);
        }
        if (times.minutes() > limits.longest()) {
            return Optional.of(Why.TOO_LONG);
        }
        LocalDate last = LocalDate.ofInstant(asked, zone).plusDays(limits.aheadDays());
        return LocalDate.ofInstant(times.starts(), zone).isAfter(last)
                ? Optional.of(Why.TOO_FAR_AHEAD)
                : Optional.empty();
    }

    /// A room is used while the hub is open; a tool is fetched and brought back then, and may be
    /// out over night.
    private Optional<Why> ofTheTimes(Bookable bookable, Wanted wanted) {
        Times times = wanted.times();
        List<Times> open = catalogue.open(bookable.id(), times.widened(1, 1), zone);
        boolean fits =
                switch (bookable.kind()) {
                    case PLACE -> open.stream().anyMatch(stretch -> stretch.has(times));
                    case TOOL -> isIn(open, times.starts()) && isIn(open, times.ends());
                };
        return fits ? Optional.empty() : Optional.of(Why.CLOSED);
    }

    private static boolean isIn(List<Times> open, Instant instant) {
        return open.stream()
                .anyMatch(stretch -> !instant.isBefore(stretch.starts()) && !instant.isAfter(stretch.ends()));
    }

    private boolean tooNear(Bookable bookable, Wanted wanted, long own) throws SQLException {
        PartyKind kind = kind(wanted.holder());
        Times times = wanted.times()
                .widened(bookable.limits().before(), bookable.limits().after());
        for (Apart rule : catalogue.apart()) {
            if (rule.kind() == kind
                            && catalogue.share(rule.bookable(), bookable.id())
                            && has(rule.other(), rule.otherKind(), times, own)
                    || rule.otherKind() == kind
                            && catalogue.share(rule.other(), bookable.id())
                            && has(rule.bookable(), rule.kind(), times, own)) {
                return true;
            }
        }
        return false;
    }

    /// Whether somebody of that kind has any of it at any of that time.
    private boolean has(BookableId bookable, PartyKind kind, Times times, long own) throws SQLException {
        for (UnitId unit : catalogue.unitsOf(bookable)) {
            for (Busy claim : claims.overlapping(unit, times)) {
                if (!claim.leased() && claim.booking() != own && kindOf(claim.booking()) == kind) {
                    return true;
                }
            }
        }
        return false;
    }

    private PartyKind kindOf(long booking) throws SQLException {
        return statements
                .one(
                        row -> row.getLong(1) == 0 ? PartyKind.RESIDENT : kind(new Holder.Party(row.getLong(1))),
                        "SELECT coalesce(party, 0) FROM booking WHERE id = ?",
                        booking)
                .orElse(PartyKind.RESIDENT);
    }

    private PartyKind kind(Holder holder) {
        return switch (holder) {
            case Holder.Party(long id) ->
                catalogue.party(id).map(party -> party.kind()).orElse(PartyKind.OUTSIDE);
            case Holder.Resident _ -> PartyKind.RESIDENT;
            case Holder.Nobody _ -> PartyKind.HUB;
        };
    }

    private Optional<Why> ofAResident(Bookable bookable, Wanted wanted, String pass, long own, Instant now)
            throws SQLException {
        BookingRules rules = catalogue.rules();
        if (rules.mostOpen() == 0 && rules.hoursAWeek() == 0) {
            return Optional.empty();
        }
        Set<String> passes = passesBeside(pass);
        if (rules.mostOpen() > 0) {
            long open = 0;
            for (String name : passes) {
                open += statements.number("""
                        SELECT count(*)
                        FROM booking
                        WHERE pass = ? AND pass <> '' AND ends > ? AND id <> ? AND state IN ('asked', 'held', 'booked')
                        """, name, now.getEpochSecond() / MINUTES, own);
            }
            if (open >= rules.mostOpen()) {
                return Optional.of(Why.TOO_MANY_OPEN);
            }
        }
        if (rules.hoursAWeek() > 0 && bookable.kind() == Bookable.Kind.PLACE) {
            Times week = weekOf(wanted.times().starts());
            long minutes = wanted.times().minutes();
            for (String name : passes) {
                minutes +=
                        statements.number("""
                        SELECT coalesce(sum(booking.ends - booking.starts), 0)
                        FROM booking
                        JOIN bookable ON bookable.id = booking.bookable AND bookable.kind = 'place'
                        WHERE pass = ? AND pass <> '' AND ends > ? AND starts >= ? AND starts < ? AND booking.id <> ?
                          AND state IN ('asked', 'held', 'booked', 'released')
                        """, name, week.startsMinute(), week.startsMinute(), week.endsMinute(), own);
            }
            if (minutes > (long) rules.hoursAWeek() * MINUTES) {
                return Optional.of(Why.TOO_MUCH_THIS_WEEK);
            }
        }
        return Optional.empty();
    }

    /// Whoever has several passes is one resident.
    private Set<String> passesBeside(String pass) throws SQLException {
        Set<String> names = new HashSet<>(Set.of(pass));
        try (ResultSet row = statements.bound("""
                        SELECT beside.name
                        FROM pass
                        JOIN resident_pass own ON own.pass = pass.id
                        JOIN resident_pass their ON their.leader = own.leader
                        JOIN pass beside ON beside.id = their.pass
                        WHERE pass.name = ?
                        """, pass).executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private Times weekOf(Instant instant) {
        LocalDate monday =
                LocalDate.ofInstant(instant, zone).with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
        return Catalogue.days(monday, monday.plusWeeks(1), zone);
    }

    /// No group has more than its share of a room's good hours in the month it begins in. The hub's
    /// own is everybody's.
    private Optional<Why> ofAParty(Bookable bookable, Wanted wanted, long party, long own) throws SQLException {
        BookingRules rules = catalogue.rules();
        if (rules.fairShare() == 0
                || bookable.kind() != Bookable.Kind.PLACE
                || kind(wanted.holder()) == PartyKind.HUB) {
            return Optional.empty();
        }
        Times month = monthOf(wanted.times().starts());
        List<Times> good = catalogue.goodHours(month, zone);
        Set<UnitId> units = catalogue.unitsOf(bookable.id());
        long all = minutes(good) * units.size();
        long had = minutesIn(good, wanted.times()) * units.size();
        if (had == 0) {
            return Optional.empty();
        }
        for (PartyHas has : ofThatMonth(party, month, own)) {
            long shared = catalogue.unitsOf(has.bookable).stream()
                    .filter(units::contains)
                    .count();
            had += minutesIn(good, has.times) * shared;
        }
        return had * PERCENT > all * rules.fairShare() ? Optional.of(Why.FAIR_SHARE) : Optional.empty();
    }

    private record PartyHas(BookableId bookable, Times times) {}

    private List<PartyHas> ofThatMonth(long party, Times month, long own) throws SQLException {
        List<PartyHas> all = new ArrayList<>();
        try (ResultSet row = statements
                .bound("""
                        SELECT bookable, starts, ends
                        FROM booking
                        WHERE party = ? AND ends > ? AND starts < ? AND id <> ?
                          AND state IN ('asked', 'held', 'booked', 'released')
                        """, party, month.startsMinute(), month.endsMinute(), own)
                .executeQuery()) {
            while (row.next()) {
                all.add(new PartyHas(
                        new BookableId(row.getString(1)), Times.ofMinutes(row.getLong(2), row.getLong(3))));
            }
        }
        return all;
    }

    private Times monthOf(Instant instant) {
        YearMonth month = YearMonth.from(instant.atZone(zone));
        return Catalogue.days(month.atDay(1), month.plusMonths(1).atDay(1), zone);
    }

    private static long minutes(List<Times> stretches) {
        return stretches.stream().mapToLong(Times::minutes).sum();
    }

    private static long minutesIn(List<Times> stretches, Times times) {
        return stretches.stream()
                .mapToLong(stretch -> Math.max(
                        0,
                        Math.min(stretch.endsMinute(), times.endsMinute())
                                - Math.max(stretch.startsMinute(), times.startsMinute())))
                .sum();
    }
}
