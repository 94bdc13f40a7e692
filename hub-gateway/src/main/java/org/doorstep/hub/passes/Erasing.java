package org.doorstep.hub.passes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.keeping.Forgets;
import org.doorstep.hub.keeping.KeeperBoxes;
import org.doorstep.hub.keeping.PassName;
import org.doorstep.relay.contract.Receipt;
import org.jdbi.v3.core.Handle;

/// Somebody leaves: the keys of their boxes and the names of their passes are destroyed, every
/// feature lets go of what it holds of them, and what was counted stays, under names by chance. For
/// the writer's thread only.
///
/// What is left of it afterwards in files (the database's log, the second copy) goes within a
/// minute or so, or as soon as the copy's stick is back ([org.doorstep.hub.keeping.Clearing]).
public final class Erasing {
    private final PassRegister passes;
    private final KeeperBoxes boxes;
    private final List<Forgets> forgets;
    private final InstantSource clock;

    /// What has become of a wish to leave. `everywhere`: nothing of it is left in any file that
    /// this hub can reach.
    public record Erased(Receipt receipt, Instant at, boolean everywhere) {}

    public Erasing(PassRegister passes, KeeperBoxes boxes, List<Forgets> forgets, InstantSource clock) {
        this.passes = passes;
        this.boxes = boxes;
        this.forgets = List.copyOf(forgets);
        this.clock = clock;
    }

    /// `rows` are all the passes of one resident, by their rows in `pass`, which stay. Changes
    /// nothing more where it was done before, so it may be called while everything is made again.
    public void erase(Connection transaction, Collection<Long> rows, Receipt receipt, Instant askedAt)
            throws SQLException {
        erase(transaction, named(transaction, rows));
        note(transaction, receipt, askedAt);
    }

    /// These were found to be one resident's. If that resident has left by some of them, a kiosk that
    /// was away brings only now that the others were theirs too: these go as well, or what was counted
    /// of who left would stand beside a name again.
    public void eraseRestOf(Connection transaction, Collection<Long> rows) throws SQLException {
        Map<Long, PassName> names = named(transaction, rows);
        boolean someLeft = false;
        boolean someStand = false;
        for (PassName name : names.values()) {
            boolean left = boxes.hasLeft(transaction, name);
            someLeft |= left;
            someStand |= !left;
        }
        if (someLeft && someStand) {
            erase(transaction, names);
        }
    }

    private Map<Long, PassName> named(Connection transaction, Collection<Long> rows) throws SQLException {
        Map<Long, PassName> names = new LinkedHashMap<>();
        for (long row : rows) {
            passes.nameInRow(transaction, row).ifPresent(name -> names.put(row, name));
        }
        return names;
    }

    private void erase(Connection transaction, Map<Long, PassName> names) throws SQLException {
        List<PassName> before = new ArrayList<>(names.values());
        List<PassName> after = boxes.erase(transaction, before);
        for (int i = 0; i < before.size(); i++) {
            letGo(transaction, before.get(i), after.get(i));
        }
        for (Forgets feature : forgets) {
            feature.forget(transaction, List.copyOf(names.keySet()));
        }
    }

    /// Makes up for what a database that came back from a copy has missed: whoever is on the list
    /// of those who left, leaves it again. Before anything is shown or taken in. How many passes
    /// that were.
    public int catchUp(Connection transaction) throws SQLException {
        List<KeeperBoxes.Renamed> missed = boxes.catchUp(transaction);
        for (KeeperBoxes.Renamed renamed : missed) {
            List<Long> row = rowOf(transaction, renamed.before());
            if (row.isEmpty()) {
                // Filled from its second copy, a database has no passes yet; and what is kept by their names, as
                // bookings are, lets go of one when its row is renamed.
                passes.named(transaction, renamed.before().name());
                letGo(transaction, renamed.before(), renamed.after());
                passes.remove(transaction, renamed.after());
            } else {
                letGo(transaction, renamed.before(), renamed.after());
            }
            for (Forgets feature : forgets) {
                feature.forget(transaction, row);
            }
        }
        return missed.size();
    }

    /// What the hub says to somebody who asks by their receipt; empty if it knows of none.
    public static Optional<Erased> state(Handle handle, Receipt receipt) {
        return handle.createQuery("SELECT at, done_at IS NOT NULL AS done FROM erasure WHERE receipt = :receipt")
                .bind("receipt", receipt.value())
                .map((row, context) ->
                        new Erased(receipt, Instant.ofEpochMilli(row.getLong("at")), row.getBoolean("done")))
                .findOne();
    }

    /// The rows of `pass` that are nobody's any more.
    public static Set<Long> erasedRows(Handle handle) {
        return new HashSet<>(handle.createQuery("SELECT pass.id FROM pass JOIN keeper ON keeper.surrogate = pass.name")
                .mapTo(Long.class)
                .list());
    }

    private void letGo(Connection transaction, PassName before, PassName after) throws SQLException {
        if (before.equals(after)) {
            return;
        }
        passes.rename(transaction, before, after);
        // It was handed out, so it is in no kiosk's stock any more.
        try (PreparedStatement delete = transaction.prepareStatement("DELETE FROM blank WHERE pass = ?")) {
            delete.setString(1, before.name());
            delete.executeUpdate();
        }
    }

    private void note(Connection transaction, Receipt receipt, Instant askedAt) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement("""
                INSERT INTO erasure (receipt, asked_at, at)
                VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """)) {
            insert.setString(1, receipt.value());
            insert.setLong(2, askedAt.toEpochMilli());
            insert.setLong(3, clock.millis());
            insert.executeUpdate();
        }
    }

    private static List<Long> rowOf(Connection connection, PassName name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM pass WHERE name = ?")) {
            select.setString(1, name.name());
            try (var row = select.executeQuery()) {
                return row.next() ? List.of(row.getLong(1)) : List.of();
            }
        }
    }
}
