package org.doorstep.hub.attendance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.doorstep.hub.completeness.Missing;
import org.jdbi.v3.core.Handle;

/// Which days may lack events that a device has lost for good.
///
/// A lost row lies between the rows beside it that we have: from the day of the one before, to the
/// day of the one after, or where there is none, to the day on which the loss was reported. Read
/// from the inbox when asked; losses are few.
public final class Losses {
    private final ZoneId zone;

    /// From and to, both included.
    record Span(LocalDate from, LocalDate to) {
        boolean touches(LocalDate first, LocalDate last) {
            return !to.isBefore(first) && !from.isAfter(last);
        }
    }

    private record Lost(String device, String store, String lane, long from, long to, LocalDate reported) {
        long rows() {
            return to - from + 1;
        }
    }

    /// `zone`: the hub's own.
    public Losses(ZoneId zone) {
        this.zone = zone;
    }

    /// How many losses have been reported.
    public long count(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM incomplete")
                .mapTo(Long.class)
                .one();
    }

    /// Rows that a device has lost, and the days that they may be of.
    record Known(String device, long rows, Span days) {}

    /// All that is known to be lost.
    List<Known> known(Handle handle) {
        return all(handle).stream()
                .map(lost -> new Known(lost.device(), lost.rows(), span(handle, lost)))
                .toList();
    }

    /// How many rows each device has lost that may be of these days, both included.
    static List<Missing.Lost> touching(List<Known> known, LocalDate from, LocalDate to) {
        Map<String, Long> rows = new TreeMap<>();
        for (Known lost : known) {
            if (lost.days().touches(from, to)) {
                rows.merge(lost.device(), lost.rows(), Long::sum);
            }
        }
        return rows.entrySet().stream()
                .map(entry -> new Missing.Lost(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// Every day that may lack something.
    public List<LocalDate> days(Handle handle) {
        return known(handle).stream()
                .map(Known::days)
                .flatMap(span -> span.from().datesUntil(span.to().plusDays(1)))
                .distinct()
                .toList();
    }

    private Span span(Handle handle, Lost lost) {
        LocalDate to = beside(handle, lost, "sequence > :to", "ASC").orElse(lost.reported());
        LocalDate from = beside(handle, lost, "sequence < :from", "DESC").orElse(to);
        return from.isAfter(to) ? new Span(to, from) : new Span(from, to);
    }

    private static List<Lost> all(Handle handle) {
        return handle.createQuery("""
                        SELECT device, store, lane, from_row, to_row, day
                        FROM incomplete""")
                .map((rs, ctx) -> new Lost(
                        rs.getString("device"),
                        rs.getString("store"),
                        rs.getString("lane"),
                        rs.getLong("from_row"),
                        rs.getLong("to_row"),
                        LocalDate.parse(rs.getString("day"))))
                .list();
    }

    private Optional<LocalDate> beside(Handle handle, Lost lost, String where, String order) {
        return handle.createQuery("""
                        SELECT CASE WHEN e.state <> 'unreadable' AND s.lane <> 'anonymous'
                          THEN json_extract(CAST(e.text AS TEXT), '$.time') END AS time
                        FROM inbox_event e
                        JOIN inbox_stream s ON s.number = e.stream
                        WHERE s.device = :device
                          AND s.store = :store
                          AND s.lane = :lane
                          AND e.%s
                        ORDER BY e.sequence %s
                        LIMIT 1""".formatted(where, order))
                .bind("device", lost.device())
                .bind("store", lost.store())
                .bind("lane", lost.lane())
                .bind("from", lost.from())
                .bind("to", lost.to())
                .map((rs, ctx) -> Optional.ofNullable(rs.getString("time")).map(this::day))
                .findOne()
                .flatMap(day -> day);
    }

    private LocalDate day(String time) {
        return LocalDate.ofInstant(Instant.parse(time), zone);
    }
}
