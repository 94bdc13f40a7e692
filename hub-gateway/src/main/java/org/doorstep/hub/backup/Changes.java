package org.doorstep.hub.backup;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// What the hub has to tell its second copy: all of it at first, and then what has changed, read in short transactions
/// that never wait for the copy. For one thread.
final class Changes {
    /// Rows a frame: a MB or so, and no longer than an eye's blink in a read transaction.
    static final int ROWS_AT_ONCE = 2_000;

    private final Database database;
    private final HubFolder folder;
    private final InstantSource clock;
    private final List<CopiedTable> tables;
    private long position;
    private Map<String, String> files = Map.of();

    /// What a finished round came to: everything up to `position` and change `number` is in the copy.
    record Copied(long position, long number, Map<String, String> files) {}

    /// Notes changes from here on, in the writer's own connection.
    Changes(Database database, HubFolder folder, InstantSource clock) {
        this.database = database;
        this.folder = folder;
        this.clock = clock;
        this.tables = database.write(handle -> {
            List<CopiedTable> all = CopiedTable.all(handle);
            for (CopiedTable table : all) {
                for (String trigger : table.triggers()) {
                    try (Statement statement = Database.connection(handle).createStatement()) {
                        statement.execute(trigger);
                    }
                }
            }
            return all;
        });
    }

    /// Everything, as a new file begins. The tables are read in pieces, one after the other, so together they are of no
    /// one moment; what changes meanwhile is noted, and the [#since] that follows makes them so.
    void everything(CopyFile.Round round) throws IOException {
        position = 0;
        files = Map.of();
        database.write(handle -> handle.execute("DELETE FROM copy_change"));
        for (CopiedTable table : tables) {
            List<Object> after = List.of();
            List<CopyRecord.Row> rows;
            do {
                List<Object> from = after;
                rows = database.read(handle -> rowsAfter(handle, table, from));
                if (!rows.isEmpty()) {
                    after = keyOf(table, rows.getLast());
                    round.add(false, List.copyOf(rows));
                }
            } while (rows.size() == ROWS_AT_ONCE);
            if (table.holdsEvents() && !after.isEmpty()) {
                position = (Long) after.getFirst();
            }
        }
    }

    boolean any() throws IOException {
        boolean rows = database.read(handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM copy_change)
                          OR EXISTS (SELECT 1 FROM inbox_event WHERE position > :position)
                        """)
                .bind("position", position)
                .mapTo(Boolean.class)
                .one());
        return rows || !folder.digests().equals(files);
    }

    /// What has changed, to a moment at which the copy is whole.
    Copied since(CopyFile.Round round) throws IOException {
        Map<String, String> digests = folder.digests();
        List<CopyRecord> small = fileRecords(digests);
        long through = position;
        while (true) {
            long from = through;
            Piece piece = database.read(handle -> piece(handle, from));
            through = piece.position;
            if (!piece.last) {
                round.add(false, piece.records);
                continue;
            }
            List<CopyRecord> all = new ArrayList<>(piece.records);
            all.addAll(small);
            all.add(new CopyRecord.Point(clock.instant(), through));
            round.add(true, all);
            return new Copied(through, piece.number, digests);
        }
    }

    /// The round is on the disk and was read back.
    void copied(Copied copied) {
        database.write(handle -> handle.createUpdate("DELETE FROM copy_change WHERE number <= :number")
                .bind("number", copied.number)
                .execute());
        position = copied.position;
        files = copied.files;
    }

    private record Piece(List<CopyRecord> records, long position, long number, boolean last) {}

    /// One consistent view: the events, and, with the last of them, every row noted as changed.
    private Piece piece(Handle handle, long after) throws SQLException {
        CopiedTable events = tables.stream()
                .filter(CopiedTable::holdsEvents)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This database has no inbox."));
        List<CopyRecord.Row> rows = rowsAfter(handle, events, List.of(after));
        List<CopyRecord> records = new ArrayList<>(rows);
        long through =
                rows.isEmpty() ? after : (Long) keyOf(events, rows.getLast()).getFirst();
        if (rows.size() == ROWS_AT_ONCE) {
            return new Piece(records, through, 0, false);
        }
        long number = 0;
        for (CopiedTable table : tables) {
            for (Map.Entry<Long, String> noted : noted(handle, table)) {
                number = Math.max(number, noted.getKey());
                String condition = noted.getValue();
                records.add(changed(handle, table, condition));
            }
        }
        return new Piece(records, through, number, true);
    }

    private static List<Map.Entry<Long, String>> noted(Handle handle, CopiedTable table) {
        return handle.createQuery("SELECT number, row FROM copy_change WHERE changed = :table ORDER BY number")
                .bind("table", table.name())
                .map((row, context) -> Map.entry(row.getLong("number"), row.getString("row")))
                .list();
    }

    private static List<CopyRecord.Row> rowsAfter(Handle handle, CopiedTable table, List<Object> after) {
        String sql = table.selected()
                + (after.isEmpty()
                        ? ""
                        : " WHERE (" + table.keyList() + ") > ("
                                + String.join(", ", Collections.nCopies(after.size(), "?")) + ")")
                + " ORDER BY " + table.keyList() + " LIMIT " + ROWS_AT_ONCE;
        Query query = handle.createQuery(sql);
        for (int i = 0; i < after.size(); i++) {
            query.bind(i, after.get(i));
        }
        return query.map((row, context) -> row(table, row)).list();
    }

    /// The condition is SQL that SQLite itself quoted, so it goes to SQLite as it is.
    private static CopyRecord changed(Handle handle, CopiedTable table, String condition) throws SQLException {
        try (Statement statement = Database.connection(handle).createStatement();
                ResultSet found = statement.executeQuery(table.selected() + " WHERE " + condition)) {
            return found.next() ? row(table, found) : new CopyRecord.Gone(table.name(), condition);
        }
    }

    private static CopyRecord.Row row(CopiedTable table, ResultSet row) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i <= table.columns().size(); i++) {
            Object value = row.getObject(i);
            values.add(value instanceof Integer number ? Long.valueOf(number) : value);
        }
        return new CopyRecord.Row(table.name(), table.columns(), values);
    }

    private static List<Object> keyOf(CopiedTable table, CopyRecord.Row row) {
        return table.key().stream()
                .map(column -> row.values().get(row.columns().indexOf(column)))
                .toList();
    }

    private List<CopyRecord> fileRecords(Map<String, String> digests) throws IOException {
        List<CopyRecord> records = new ArrayList<>();
        for (Map.Entry<String, String> file : digests.entrySet()) {
            if (!file.getValue().equals(files.get(file.getKey()))) {
                records.add(new CopyRecord.File(file.getKey(), folder.content(file.getKey())));
            }
        }
        files.keySet().stream()
                .filter(name -> !digests.containsKey(name))
                .forEach(name -> records.add(new CopyRecord.FileGone(name)));
        return records;
    }
}
