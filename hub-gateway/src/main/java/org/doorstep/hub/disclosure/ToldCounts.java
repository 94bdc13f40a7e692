package org.doorstep.hub.disclosure;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.doorstep.relay.contract.figures.FigureCell;
import org.jdbi.v3.core.Handle;

/// The counts behind what was told of a week, as they were when it was told, and how far the week was looked at
/// since: what comes late is counted against them. Never sent.
final class ToldCounts {
    Map<FigureCell, Long> of(Handle handle, String figure, LocalDate monday) {
        Map<FigureCell, Long> counts = new HashMap<>();
        handle.createQuery("""
                        SELECT activity, period, starts, count
                        FROM told_count
                        WHERE figure = :figure
                          AND starts BETWEEN :monday AND :sunday""")
                .bind("figure", figure)
                .bind("monday", monday.toString())
                .bind("sunday", monday.plusDays(6).toString())
                .map((rs, ctx) -> Map.entry(
                        new FigureCell(
                                figure,
                                rs.getString("activity"),
                                FigureCell.Period.valueOf(rs.getString("period").toUpperCase(Locale.ROOT)),
                                LocalDate.parse(rs.getString("starts"))),
                        rs.getLong("count")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    void keep(Handle handle, Map<FigureCell, Long> counts) {
        counts.forEach((cell, count) -> handle.createUpdate("""
                        INSERT INTO told_count (figure, activity, period, starts, count)
                        VALUES (:figure, :activity, :period, :starts, :count)
                        ON CONFLICT (figure, starts, period, activity) DO UPDATE
                        SET count = excluded.count""")
                .bind("figure", cell.figure())
                .bind("activity", cell.activity())
                .bind("period", cell.period().name().toLowerCase(Locale.ROOT))
                .bind("starts", cell.starts().toString())
                .bind("count", count)
                .execute());
    }

    /// What was told of this week is not what is kept of it any more.
    void forget(Handle handle, String figure, LocalDate monday) {
        handle.createUpdate("""
                        DELETE FROM told_count
                        WHERE figure = :figure
                          AND starts BETWEEN :monday AND :sunday""")
                .bind("figure", figure)
                .bind("monday", monday.toString())
                .bind("sunday", monday.plusDays(6).toString())
                .execute();
        handle.createUpdate("DELETE FROM told_week WHERE figure = :figure AND monday = :monday")
                .bind("figure", figure)
                .bind("monday", monday.toString())
                .execute();
    }

    /// At which of its looks this week was looked at last; empty if it was not told as a whole.
    OptionalInt looked(Handle handle, String figure, LocalDate monday) {
        return handle.createQuery("""
                        SELECT look
                        FROM told_week
                        WHERE figure = :figure
                          AND monday = :monday""")
                .bind("figure", figure)
                .bind("monday", monday.toString())
                .mapTo(Integer.class)
                .findOne()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    void looked(Handle handle, String figure, LocalDate monday, int look) {
        handle.createUpdate("""
                        INSERT INTO told_week (figure, monday, look)
                        VALUES (:figure, :monday, :look)
                        ON CONFLICT (figure, monday) DO UPDATE
                        SET look = excluded.look""")
                .bind("figure", figure)
                .bind("monday", monday.toString())
                .bind("look", look)
                .execute();
    }
}
