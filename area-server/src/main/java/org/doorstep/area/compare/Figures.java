package org.doorstep.area.compare;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorstep.area.store.Store;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.Band;
import org.doorstep.relay.contract.figures.ShownCount;
import org.jdbi.v3.core.Handle;

/// Reads figures, one hub at a time. Safe for all threads.
final class Figures {
    private final Store store;

    Figures(Store store) {
        this.store = store;
    }

    private record Row(LocalDate week, ShownCount value, Band band) {}

    /// One entry a week, from the Monday `from` to the Monday `to`, both included.
    List<WeekFigure> weeks(HubId hub, String figure, String activity, LocalDate from, LocalDate to) {
        return store.read(handle -> {
            LocalDate today = today(handle, hub);
            Map<LocalDate, Row> said = new HashMap<>();
            for (Row row : rows(handle, hub, figure, activity, from, to)) {
                said.put(row.week(), row);
            }
            List<WeekFigure> weeks = new ArrayList<>();
            for (LocalDate week = from; !week.isAfter(to); week = week.plusWeeks(1)) {
                Row row = said.get(week);
                boolean soFar = !week.plusDays(6).isBefore(today);
                weeks.add(
                        row == null
                                ? new WeekFigure.Nothing(week)
                                : new WeekFigure.Said(week, row.value(), row.band(), soFar));
            }
            return weeks;
        });
    }

    /// What the hub calls its activities, by their ids, in the order of their titles.
    Map<String, String> activities(HubId hub) {
        return store.read(handle -> {
            Map<String, String> titles = new TreeMap<>();
            handle.createQuery("""
                            SELECT activity, title
                            FROM activity_title
                            WHERE hub = :hub""")
                    .bind("hub", hub.value())
                    .map((rs, ctx) -> Map.entry(rs.getString("activity"), rs.getString("title")))
                    .forEach(entry -> titles.put(entry.getKey(), entry.getValue()));
            return titles;
        });
    }

    private static LocalDate today(Handle handle, HubId hub) {
        return handle.createQuery("""
                        SELECT today
                        FROM hub_cursor
                        WHERE hub = :hub""")
                .bind("hub", hub.value())
                .map((rs, ctx) -> LocalDate.parse(rs.getString("today")))
                .findOne()
                .orElse(LocalDate.MIN);
    }

    private static List<Row> rows(
            Handle handle, HubId hub, String figure, String activity, LocalDate from, LocalDate to) {
        return handle.createQuery("""
                        SELECT starts, value, complete, nearly
                        FROM figure
                        WHERE hub = :hub
                          AND figure = :figure
                          AND activity = :activity
                          AND period = 'week'
                          AND starts BETWEEN :from AND :to""")
                .bind("hub", hub.value())
                .bind("figure", figure)
                .bind("activity", activity)
                .bind("from", from.toString())
                .bind("to", to.toString())
                .map((rs, ctx) -> row(rs))
                .list();
    }

    private static Row row(ResultSet rs) throws SQLException {
        int value = rs.getInt("value");
        ShownCount shown = rs.wasNull() ? new ShownCount.Suppressed() : new ShownCount.Rounded(value);
        return new Row(
                LocalDate.parse(rs.getString("starts")),
                shown,
                rs.getInt("nearly") == 1 ? Band.NEARLY : Band.of(rs.getInt("complete") == 1));
    }
}
