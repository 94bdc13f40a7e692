package org.doorstep.hub.residents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.PassRegister.Pass;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Moment;

/// Which passes are one resident's, and under which row of `pass` a showing of one counts. For the
/// writer's thread only.
///
/// A group is all that is joined, by events (a further card) or by a person's decision (a new pass
/// for a lost one), whatever the order in which they came. It counts under its leader, the pass
/// whose name comes first. A pass that was stopped counts from that instant on under a row of its
/// own: whoever found it is not who lost it. What moves so is told once by [#moved].
public final class Residents {
    /// More cards, codes and paper than one person carries or loses in years. What a kiosk says beyond
    /// that is kept and joins nothing: one that was taken over must not make everybody one resident,
    /// nor a group so large that each further join of it holds up the hub.
    static final int MOST_PASSES = 20;

    private final PassRegister passes;
    private final Set<Long> moved = new LinkedHashSet<>();

    /// Names whose decided joins are in the table, since this was last told to forget.
    private final Set<String> settled = new HashSet<>();

    private Optional<Map<Long, Long>> leaders = Optional.empty();
    private Optional<Decided> decided = Optional.empty();

    /// How many passes had been renamed when what was decided was read.
    private long renamedThen;

    private record Lost(long at, String instead) {}

    /// `lost` by the lost pass's name; `before` the lost ones by the name of what is used instead.
    private record Decided(Map<String, Lost> lost, Map<String, List<String>> before) {}

    /// Passes that may count elsewhere now (`shown`), and all rows under which they may have
    /// counted.
    public record Moved(Set<Long> shown, Set<Long> under) {}

    public Residents(PassRegister passes) {
        this.passes = passes;
    }

    /// All passes of the resident who holds that one, itself among them.
    public static List<Long> passesOf(Connection connection, long pass) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT pass
                FROM resident_pass
                WHERE leader = (SELECT leader FROM resident_pass WHERE pass = ?)
                ORDER BY pass
                """)) {
            select.setLong(1, pass);
            List<Long> rows = rows(select);
            return rows.isEmpty() ? List.of(pass) : rows;
        }
    }

    /// The row that visits of the resident who holds that pass stand under.
    public static long leaderOf(Connection connection, long pass) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT leader FROM resident_pass WHERE pass = ?")) {
            select.setLong(1, pass);
            List<Long> rows = rows(select);
            return rows.isEmpty() ? pass : rows.getFirst();
        }
    }

    /// Under which row a showing of that pass at that time counts.
    public Pass counts(Connection connection, Pass shown, long at) throws SQLException {
        settle(connection, shown);
        return isStopped(connection, shown, at) ? passes.stopped(connection, shown) : leader(connection, shown);
    }

    private boolean isStopped(Connection connection, Pass shown, long at) throws SQLException {
        Lost lost = decided(connection).lost.get(shown.name());
        return lost != null && at >= lost.at;
    }

    /// Under which row the resident counts who holds that pass.
    public Pass leader(Connection connection, Pass shown) throws SQLException {
        settle(connection, shown);
        Long leader = leaders(connection).get(shown.row());
        return leader == null || leader == shown.row() ? shown : passes.inRow(connection, leader);
    }

    /// What has been joined or stopped since the last time this was asked.
    public Optional<Moved> moved(Connection connection) throws SQLException {
        if (moved.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> shown = new LinkedHashSet<>(moved);
        moved.clear();
        Set<Long> under = new LinkedHashSet<>(shown);
        for (long pass : shown) {
            passes.stoppedIfAny(connection, pass).ifPresent(under::add);
        }
        return Optional.of(new Moved(shown, under));
    }

    /// Something was decided about those passes: they are looked at again.
    public void lookAgain(Connection connection, Collection<Long> rows) throws SQLException {
        decided = Optional.empty();
        settled.clear();
        Set<Long> all = new LinkedHashSet<>();
        for (long row : rows) {
            all.addAll(members(connection, row));
        }
        part(connection, all);
        for (long row : all) {
            settle(connection, passes.inRow(connection, row));
            for (Said said : said(connection, row)) {
                joinAsSaid(
                        connection, passes.inRow(connection, said.pass), passes.inRow(connection, said.added), said.at);
            }
        }
        moved.addAll(all);
    }

    private record Said(long pass, long added, long at) {}

    /// What was said with that pass and of it, but for what a person took back.
    private static List<Said> said(Connection connection, long pass) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT pass, added, at
                FROM pass_added
                WHERE (pass = ? OR added = ?)
                  AND NOT EXISTS (SELECT 1 FROM pass_added_undone u WHERE u.event = pass_added.event)
                ORDER BY event
                """)) {
            select.setLong(1, pass);
            select.setLong(2, pass);
            List<Said> all = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(new Said(row.getLong(1), row.getLong(2), row.getLong(3)));
                }
            }
            return all;
        }
    }

    private static boolean isTakenBack(Connection connection, Envelope event) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT 1 FROM pass_added_undone WHERE event = ?")) {
            select.setString(1, event.id().toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private void part(Connection connection, Set<Long> rows) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM resident_pass WHERE pass = ?")) {
            for (long row : rows) {
                delete.setLong(1, row);
                delete.executeUpdate();
                leaders(connection).remove(row);
            }
        }
    }

    /// Writes down that a pass was lost, at that instant; `instead` is what its resident has now.
    /// What was written down of it before stands. Who calls it has the passes counted anew.
    static void stop(Connection connection, String name, Instant at, String byName, String instead)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO lost_pass (name, at, by_name, instead)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (name) DO NOTHING
                """)) {
            insert.setString(1, name);
            insert.setLong(2, at.toEpochMilli());
            insert.setString(3, byName);
            insert.setString(4, instead);
            insert.executeUpdate();
        }
    }

    /// Takes one new event into account, before whatever counts by passes.
    public void project(Connection connection, Envelope event) throws SQLException {
        if (event.data() instanceof HubEvent.PassAdded both) {
            Pass pass = passes.of(connection, both.credential());
            Pass added = passes.of(connection, both.added());
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO pass_added (event, pass, added, at) VALUES (?, ?, ?, ?)")) {
                insert.setString(1, event.id().toString());
                insert.setLong(2, pass.row());
                insert.setLong(3, added.row());
                insert.setLong(4, at(event));
                insert.executeUpdate();
            }
            settle(connection, pass);
            settle(connection, added);
            if (!isTakenBack(connection, event)) {
                joinAsSaid(connection, pass, added, at(event));
            }
        }
    }

    /// A device that does not know the time may have been shown it at any time: the last there is.
    private static long at(Envelope event) {
        return event.moment().clock() == Moment.Clock.UNKNOWN
                ? Long.MAX_VALUE
                : event.time().toEpochMilli();
    }

    /// Who found a pass that had been stopped must not come among its owner's by adding their own to it.
    private void joinAsSaid(Connection connection, Pass one, Pass other, long at) throws SQLException {
        boolean tooMany = members(connection, one.row()).size()
                        + members(connection, other.row()).size()
                > MOST_PASSES;
        if (!tooMany && !isStopped(connection, one, at) && !isStopped(connection, other, at)) {
            join(connection, one.row(), other.row());
        }
    }

    /// Drops everything remembered.
    public void forget() {
        moved.clear();
        settled.clear();
        leaders = Optional.empty();
        decided = Optional.empty();
    }

    /// Empties the tables that are made from events.
    public void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM pass_added");
            statement.executeUpdate("DELETE FROM resident_pass");
            statement.executeUpdate("UPDATE lost_pass SET row = NULL, instead_row = NULL");
        }
        forget();
    }

    /// Sees to it that what was decided about a pass of that name holds for its row, whichever of
    /// the two came first to this database.
    private void settle(Connection connection, Pass pass) throws SQLException {
        Decided known = decided(connection);
        if (known.lost.isEmpty() || !settled.add(pass.name())) {
            return;
        }
        Lost lost = known.lost.get(pass.name());
        if (lost != null) {
            settle(connection, pass, lost);
        }
        for (String name : known.before.getOrDefault(pass.name(), List.of())) {
            settle(connection, passes.named(connection, name));
        }
    }

    private void settle(Connection connection, Pass pass, Lost lost) throws SQLException {
        Optional<Pass> instead =
                lost.instead.isEmpty() ? Optional.empty() : Optional.of(passes.named(connection, lost.instead));
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE lost_pass SET row = ?, instead_row = ? WHERE name = ?")) {
            update.setLong(1, pass.row());
            if (instead.isPresent()) {
                update.setLong(2, instead.get().row());
            } else {
                update.setNull(2, java.sql.Types.INTEGER);
            }
            update.setString(3, pass.name());
            update.executeUpdate();
        }
        if (instead.isPresent()) {
            settle(connection, instead.get());
            join(connection, pass.row(), instead.get().row());
        }
    }

    private void join(Connection connection, long one, long other) throws SQLException {
        Set<Long> all = new LinkedHashSet<>(members(connection, one));
        if (!all.addAll(members(connection, other))) {
            return;
        }
        Pass leader = passes.inRow(connection, one);
        for (long row : all) {
            Pass pass = passes.inRow(connection, row);
            if (pass.name().compareTo(leader.name()) < 0) {
                leader = pass;
            }
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO resident_pass (pass, leader)
                VALUES (?, ?)
                ON CONFLICT (pass) DO UPDATE SET leader = excluded.leader
                """)) {
            for (long row : all) {
                upsert.setLong(1, row);
                upsert.setLong(2, leader.row());
                upsert.executeUpdate();
                leaders(connection).put(row, leader.row());
            }
        }
        moved.addAll(all);
    }

    private Set<Long> members(Connection connection, long row) throws SQLException {
        Map<Long, Long> all = leaders(connection);
        Long leader = all.get(row);
        if (leader == null) {
            return Set.of(row);
        }
        Set<Long> members = new LinkedHashSet<>();
        all.forEach((pass, its) -> {
            if (its.equals(leader)) {
                members.add(pass);
            }
        });
        return members;
    }

    private Map<Long, Long> leaders(Connection connection) throws SQLException {
        if (leaders.isEmpty()) {
            Map<Long, Long> all = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT pass, leader FROM resident_pass");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.put(row.getLong(1), row.getLong(2));
                }
            }
            leaders = Optional.of(all);
        }
        return leaders.get();
    }

    private Decided decided(Connection connection) throws SQLException {
        // Who leaves takes their passes' names along, and what was decided of these goes by others now.
        if (decided.isEmpty() || renamedThen != passes.renamed()) {
            renamedThen = passes.renamed();
            settled.clear();
            Map<String, Lost> lost = new HashMap<>();
            Map<String, List<String>> before = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT name, at, instead FROM lost_pass");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String instead = row.getString(3);
                    lost.put(row.getString(1), new Lost(row.getLong(2), instead));
                    before.computeIfAbsent(instead, name -> new ArrayList<>()).add(row.getString(1));
                }
            }
            before.remove("");
            decided = Optional.of(new Decided(lost, before));
        }
        return decided.get();
    }

    private static List<Long> rows(PreparedStatement select) throws SQLException {
        List<Long> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(row.getLong(1));
            }
        }
        return rows;
    }
}
