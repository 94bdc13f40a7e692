package org.doorstep.hub.attendance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What visits and guests add up to, gathered over a transaction and written down once at its end. For the writer's
/// thread only.
final class Figures {
    /// Not an upsert: SQLite checks the row that would be inserted first, and a sum that goes down would not pass.
    private static final String UPDATE = """
            UPDATE %s
            SET visits = visits + ?,
                guests = guests + ?,
                adults = adults + ?,
                children = children + ?,
                from0 = from0 + ?,
                from5 = from5 + ?,
                from12 = from12 + ?,
                unsure = unsure + ?,
                revision = ?
            WHERE %s
            """;

    /// After the sums and the revision: the first parameter that says of what they are.
    private static final int KEY = 10;

    private final Map<Long, SessionSums> sessions = new HashMap<>();
    private final Map<String, Sums> days = new HashMap<>();
    private final Map<Place, Sums> activities = new HashMap<>();
    private long revision = -1;
    private long leastRevision;

    private record Place(String activity, String week) {}

    /// Which figures something belongs to.
    record Cell(long session, String activity, LocalDate day) {}

    private static final class Sums {
        private int visits;
        private int guests;
        private int adults;
        private int children;
        private int from0;
        private int from5;
        private int from12;
        private int unsure;

        void add(int sign, boolean visit, boolean isUnsure, Visits.Companions companions) {
            if (visit) {
                visits += sign;
            } else {
                guests += sign;
            }
            adults += sign * companions.adults();
            children += sign * companions.children();
            from0 += sign * companions.ages().from0();
            from5 += sign * companions.ages().from5();
            from12 += sign * companions.ages().from12();
            unsure += isUnsure ? sign : 0;
        }

        void bind(PreparedStatement statement, long revision) throws SQLException {
            statement.setInt(1, visits);
            statement.setInt(2, guests);
            statement.setInt(3, adults);
            statement.setInt(4, children);
            statement.setInt(5, from0);
            statement.setInt(6, from5);
            statement.setInt(7, from12);
            statement.setInt(8, unsure);
            statement.setLong(KEY - 1, revision);
        }
    }

    private record SessionSums(String day, Sums sums) {}

    void visit(Cell cell, int sign, Visits.Visit visit) {
        add(cell, sign, true, visit.unsure(), visit.companions());
    }

    void guest(Cell cell, int sign, boolean unsure, Visits.Companions companions) {
        add(cell, sign, false, unsure, companions);
    }

    /// That day's first-timers have changed, which are not among the sums.
    void touch(String day) {
        days.computeIfAbsent(day, d -> new Sums());
    }

    private void add(Cell cell, int sign, boolean visit, boolean unsure, Visits.Companions companions) {
        String day = cell.day.toString();
        sessions.computeIfAbsent(cell.session, s -> new SessionSums(day, new Sums()))
                .sums
                .add(sign, visit, unsure, companions);
        days.computeIfAbsent(day, d -> new Sums()).add(sign, visit, unsure, companions);
        activities
                .computeIfAbsent(new Place(cell.activity, weekOf(cell.day)), p -> new Sums())
                .add(sign, visit, unsure, companions);
    }

    static String weekOf(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toString();
    }

    void flush(Connection connection) throws SQLException {
        if (days.isEmpty()) {
            return;
        }
        if (revision < 0) {
            revision = Math.max(leastRevision, lastRevision(connection));
        }
        revision++;
        flushSessions(connection);
        flushDays(connection);
        flushActivities(connection);
        empty();
    }

    void forget() {
        empty();
        revision = -1;
    }

    /// The tables are about to be emptied and filled again: whoever asks what is new must not be led to think nothing.
    void keepRising(Connection connection) throws SQLException {
        leastRevision = Math.max(leastRevision, lastRevision(connection));
    }

    private void empty() {
        sessions.clear();
        days.clear();
        activities.clear();
    }

    private void flushSessions(Connection connection) throws SQLException {
        try (PreparedStatement update =
                        connection.prepareStatement(UPDATE.formatted("session_figures", "session = ?"));
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO session_figures (visits, guests, adults, children, from0, from5, from12, unsure,
                          revision, session, day)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            for (Map.Entry<Long, SessionSums> entry : sessions.entrySet()) {
                Sums sums = entry.getValue().sums;
                sums.bind(update, revision);
                update.setLong(KEY, entry.getKey());
                if (update.executeUpdate() == 0) {
                    sums.bind(insert, revision);
                    insert.setLong(KEY, entry.getKey());
                    insert.setString(KEY + 1, entry.getValue().day);
                    insert.executeUpdate();
                }
            }
        }
    }

    private void flushDays(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE.formatted("day_figures", "day = ?"));
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO day_figures (visits, guests, adults, children, from0, from5, from12, unsure,
                          revision, day)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            for (Map.Entry<String, Sums> entry : days.entrySet()) {
                entry.getValue().bind(update, revision);
                update.setString(KEY, entry.getKey());
                if (update.executeUpdate() == 0) {
                    entry.getValue().bind(insert, revision);
                    insert.setString(KEY, entry.getKey());
                    insert.executeUpdate();
                }
            }
        }
    }

    private void flushActivities(Connection connection) throws SQLException {
        try (PreparedStatement update =
                        connection.prepareStatement(UPDATE.formatted("activity_figures", "activity = ? AND week = ?"));
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO activity_figures (visits, guests, adults, children, from0, from5, from12, unsure,
                          revision, activity, week)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            for (Map.Entry<Place, Sums> entry : activities.entrySet()) {
                for (PreparedStatement statement : List.of(update, insert)) {
                    entry.getValue().bind(statement, revision);
                    statement.setString(KEY, entry.getKey().activity);
                    statement.setString(KEY + 1, entry.getKey().week);
                }
                if (update.executeUpdate() == 0) {
                    insert.executeUpdate();
                }
            }
        }
    }

    private static long lastRevision(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(revision), 0) FROM day_figures")) {
            row.next();
            return row.getLong(1);
        }
    }
}
