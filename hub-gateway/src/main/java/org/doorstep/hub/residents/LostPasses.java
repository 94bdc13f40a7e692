package org.doorstep.hub.residents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Stops passes that were lost, and lets another stand in their place: decisions of people at the
/// hub, kept, and not to be made again from events. Safe for all threads.
public final class LostPasses {
    private final PassesMoved counting;

    public LostPasses(PassesMoved counting) {
        this.counting = counting;
    }

    /// Whether somebody here had stopped that pass by then.
    public static boolean isStopped(Handle handle, String name, Instant by) {
        return handle.createQuery("SELECT count(*) FROM lost_pass WHERE name = :name AND at <= :by")
                        .bind("name", name)
                        .bind("by", by.toEpochMilli())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// Whether somebody here stopped that pass, since it was lost.
    public static boolean isStopped(Handle handle, String name) {
        return handle.createQuery("SELECT count(*) FROM lost_pass WHERE name = :name")
                        .bind("name", name)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// From `at` on, nothing shown with the passes in these rows is their resident's; what was
    /// counted of them before stays. `instead`, if there is one, is that resident's from now on, and
    /// always was. A pass that was stopped before stays as it was.
    public void stop(Handle transaction, Collection<Long> rows, Optional<PassName> instead, Instant at, String byName) {
        Connection connection = Database.connection(transaction);
        try {
            for (String name : names(connection, rows)) {
                Residents.stop(
                        connection,
                        name,
                        at,
                        byName,
                        instead.map(PassName::text).orElse(""));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Could not write down that a pass was lost.", e);
        }
        counting.passesMoved(transaction, rows);
    }

    /// The pass in that row was not lost after all: it is its resident's again, as it always was, and what went on
    /// in its place is only what it was by itself. What is kept says who took it back, and why. False, and nothing
    /// done, if it is not stopped, or its resident has left.
    boolean takeBack(Handle transaction, long row, Instant at, String byName, String reason) {
        Set<Long> both = new LinkedHashSet<>(
                transaction.createQuery("""
                        SELECT instead.id
                        FROM lost_pass
                        JOIN pass ON pass.name = lost_pass.name
                        JOIN pass instead ON instead.name = lost_pass.instead
                        WHERE pass.id = :row
                        """).bind("row", row).mapTo(Long.class).list());
        both.add(row);
        int kept = transaction
                .createUpdate("""
                        INSERT INTO lost_pass_undone (name, instead, lost_at, lost_by, at, by_name, reason)
                        SELECT lost_pass.name, lost_pass.instead, lost_pass.at, lost_pass.by_name, :at, :by, :reason
                        FROM lost_pass
                        JOIN pass ON pass.name = lost_pass.name
                        WHERE pass.id = :row
                          AND NOT EXISTS (SELECT 1 FROM keeper WHERE keeper.surrogate = pass.name)
                        """)
                .bind("row", row)
                .bind("at", at.toEpochMilli())
                .bind("by", byName)
                .bind("reason", reason)
                .execute();
        if (kept == 0) {
            return false;
        }
        transaction.execute("DELETE FROM lost_pass WHERE name = (SELECT name FROM pass WHERE id = ?)", row);
        counting.passesMoved(transaction, both);
        return true;
    }

    /// The two passes that were shown as one person's in that event are not, as far as it goes: somebody had a
    /// neighbour's card in hand. False, and nothing done, if there is no such word or it was taken back before.
    boolean part(Handle transaction, EventId added, Instant at, String byName, String reason) {
        int kept = transaction
                .createUpdate("""
                        INSERT INTO pass_added_undone (event, at, by_name, reason)
                        SELECT event, :at, :by, :reason
                        FROM pass_added
                        WHERE event = :event
                        ON CONFLICT (event) DO NOTHING
                        """)
                .bind("event", added.toString())
                .bind("at", at.toEpochMilli())
                .bind("by", byName)
                .bind("reason", reason)
                .execute();
        if (kept == 0) {
            return false;
        }
        counting.passesMoved(
                transaction,
                transaction
                        .createQuery("SELECT pass FROM pass_added WHERE event = :event"
                                + " UNION SELECT added FROM pass_added WHERE event = :event")
                        .bind("event", added.toString())
                        .mapTo(Long.class)
                        .list());
        return true;
    }

    private static List<String> names(Connection connection, Collection<Long> rows) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT name FROM pass WHERE id = ?")) {
            for (long row : rows) {
                select.setLong(1, row);
                try (ResultSet found = select.executeQuery()) {
                    if (found.next()) {
                        names.add(found.getString(1));
                    }
                }
            }
        }
        return names;
    }
}
