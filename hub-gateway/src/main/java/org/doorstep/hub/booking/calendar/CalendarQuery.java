package org.doorstep.hub.booking.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.Busy;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.UnitId;
import org.jdbi.v3.core.Handle;

/// What is taken on some rows in some time, as one connection sees it: by row, in order of time.
/// Safe for all threads.
final class CalendarQuery {
    private final Availability availability;

    /// What has a row for a time: a booking, of which `units` are on this row, or cells of a lease,
    /// for which `booking` is empty. `claimed` has what is kept free before and after.
    record Taken(List<Booking> booking, Times claimed, int units) {
        Times times() {
            return booking.isEmpty() ? claimed : booking.getFirst().times();
        }
    }

    CalendarQuery(Availability availability) {
        this.availability = availability;
    }

    Catalogue catalogue(Handle handle) {
        return availability.catalogue(handle);
    }

    Map<String, List<Taken>> taken(Handle handle, Collection<Row> rows, Times within, Instant now) {
        Set<UnitId> units = rows.stream().flatMap(row -> row.units().stream()).collect(Collectors.toSet());
        List<Busy> busy = availability.busy(handle, units, within, now);
        Map<Long, Booking> bookings = new HashMap<>();
        // One that is claimed within these by its buffers alone is among the claims, but not among the bookings.
        Times wider = within.widened(1440, 1440);
        for (Booking booking : Bookings.during(handle, wider)) {
            bookings.put(booking.id().value(), booking);
        }
        Map<String, List<Taken>> taken = new LinkedHashMap<>();
        for (Row row : rows) {
            taken.put(row.key(), on(row, busy, bookings));
        }
        return taken;
    }

    private static List<Taken> on(Row row, List<Busy> busy, Map<Long, Booking> bookings) {
        Map<String, Taken> taken = new LinkedHashMap<>();
        Set<UnitId> own = new LinkedHashSet<>(row.units());
        for (Busy claim : busy) {
            if (own.contains(claim.unit())) {
                Booking booking = bookings.get(claim.booking());
                String key = claim.booking() + " " + claim.lease() + " "
                        + claim.times().startsMinute();
                taken.merge(
                        key,
                        new Taken(booking == null ? List.of() : List.of(booking), claim.times(), 1),
                        (one, other) -> new Taken(one.booking(), one.claimed(), one.units() + 1));
            }
        }
        List<Taken> sorted = new ArrayList<>(taken.values());
        sorted.sort(java.util.Comparator.comparing(entry -> entry.claimed().starts()));
        return sorted;
    }

    static Times day(LocalDate day, ZoneId zone) {
        return Catalogue.days(day, day.plusDays(1), zone);
    }
}
