package org.doorstep.hub.booking.claims;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.UnitId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Bookings as they are, for whoever shows them or answers for them.
public final class Bookings {
    /// As long as the longest booking: what is under way began no earlier.
    private static final int LONGEST_MINUTES = 31 * 1440;

    private Bookings() {}

    public static Optional<Booking> find(Handle handle, BookingId id) {
        return all(selected(handle, "WHERE id = :id").bind("id", id.value())).stream()
                .findFirst();
    }

    public static Optional<Booking> byRequest(Handle handle, RequestId request) {
        return all(selected(handle, "WHERE request = :request").bind("request", request.toString())).stream()
                .findFirst();
    }

    /// Whose code that is now, be it over or not.
    public static Optional<Booking> byCode(Handle handle, String code) {
        return all(selected(handle, "WHERE code = :code AND code <> ''").bind("code", code)).stream()
                .findFirst();
    }

    /// Of a resident, by the names of all their passes: what has not ended by then, the next first.
    public static List<Booking> ofPasses(Handle handle, Collection<String> passes, Instant from) {
        return passes.isEmpty()
                ? List.of()
                : all(selected(handle, "WHERE pass IN (<passes>) AND pass <> '' AND ends > :from ORDER BY starts, id")
                        .bindList("passes", List.copyOf(passes))
                        .bind("from", from.getEpochSecond() / 60));
    }

    /// Of a group: what has not ended by then, the next first.
    public static List<Booking> ofParty(Handle handle, long party, Instant from) {
        return all(selected(handle, "WHERE party = :party AND ends > :from ORDER BY starts, id")
                .bind("party", party)
                .bind("from", from.getEpochSecond() / 60));
    }

    /// Whatever is at any time within those, in whatever state, by its beginning.
    public static List<Booking> during(Handle handle, Times times) {
        return all(
                selected(handle, "WHERE starts < :ends AND starts > :earliest AND ends > :starts ORDER BY starts, id")
                        .bind("starts", times.startsMinute())
                        .bind("ends", times.endsMinute())
                        .bind("earliest", times.startsMinute() - LONGEST_MINUTES));
    }

    /// What waits for a person, the next first.
    public static List<Booking> asked(Handle handle, Instant now) {
        return all(selected(handle, "WHERE state = 'asked' AND ends > :now ORDER BY starts, id")
                .bind("now", now.getEpochSecond() / 60));
    }

    public static List<Booking> ofSeries(Handle handle, long series) {
        return all(selected(handle, "WHERE series = :series AND series <> 0 ORDER BY occurrence, id")
                .bind("series", series));
    }

    /// Which units it has; none if it does not stand.
    public static List<UnitId> unitsOf(Handle handle, BookingId id) {
        return handle.createQuery("SELECT unit FROM claim WHERE booking = :id ORDER BY unit")
                .bind("id", id.value())
                .map((row, context) -> new UnitId(row.getLong("unit")))
                .list();
    }

    /// A row of `booking` with all its columns, as one: for queries that join it.
    public static Booking of(java.sql.ResultSet row) throws SQLException {
        return BookingTable.booking(row);
    }

    private static Query selected(Handle handle, String condition) {
        return handle.createQuery("SELECT " + BookingTable.COLUMNS + " FROM booking " + condition);
    }

    private static List<Booking> all(Query query) {
        return query.map((row, context) -> BookingTable.booking(row)).list();
    }
}
