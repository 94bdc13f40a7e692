package org.doorstep.hub.backup;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.doorstep.firmware.keys.RecoverySheet;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// One second copy, opened with its sheet: how far it is good, the files in it, and its rows for an
/// empty database. For one thread.
public final class Restoration {
    private final Path file;
    private final RecoverySheet sheet;
    private final SealedFrames.Head head;
    private final Map<String, byte[]> files = new TreeMap<>();
    private CopyRecord.Point last = new CopyRecord.Point(Instant.EPOCH, 0);
    /// How many frames, up to the last at which the copy is whole.
    private long good;
    private boolean torn;

    /// What stood in the copy. `torn`: something after its last good place is damaged and was left
    /// out.
    public record Found(String hub, long number, Instant copiedTo, long events, boolean torn) {}

    /// Throws IOException, with a sentence, if there is no copy, this sheet does not open it, or
    /// nothing in it is good.
    private Restoration(Path file, RecoverySheet sheet) throws IOException {
        this.file = file;
        this.sheet = sheet;
        this.head = CopyFolder.head(file);
        survey();
        if (good == 0) {
            throw new IOException("The copy " + file.getFileName() + " is not whole: it was broken off or changed.");
        }
    }

    /// The copies in a folder, the newest last, as files to be opened.
    public static List<Path> copiesIn(Path folder) throws IOException {
        return CopyFolder.allIn(folder).stream().map(CopyFolder.Found::file).toList();
    }

    public static Restoration of(Path file, RecoverySheet sheet) throws IOException {
        return new Restoration(file, sheet);
    }

    public Found found() {
        return new Found(head.hub(), head.number(), last.at(), last.position(), torn);
    }

    /// Where the list of who left lies beside this copy, if anybody has.
    public Path forgotten() {
        return CopyFolder.forgottenIn(file.toAbsolutePath().getParent(), head.hub());
    }

    /// The small files of the hub's folder, by their names in it.
    public Map<String, byte[]> files() {
        return Collections.unmodifiableMap(files);
    }

    /// Fills a database that is new and empty, all in one transaction. What is made again from
    /// events stays empty.
    public void fill(Database database) {
        database.write(handle -> {
            try (Filling filling = new Filling(handle)) {
                walk(filling::take, good);
                filling.finish();
                return null;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private interface Taker {
        void take(CopyRecord taken) throws SQLException;
    }

    private void survey() throws IOException {
        Map<String, byte[]> seen = new TreeMap<>();
        try {
            walk(
                    taken -> {
                        switch (taken) {
                            case CopyRecord.File content -> seen.put(content.name(), content.content());
                            case CopyRecord.FileGone gone -> seen.remove(gone.name());
                            case CopyRecord.Point point -> {
                                last = point;
                                files.clear();
                                files.putAll(seen);
                            }
                            case CopyRecord.Row row -> {}
                            case CopyRecord.Gone gone -> {}
                        }
                    },
                    Long.MAX_VALUE);
        } catch (WrongSheetException e) {
            throw e;
        } catch (IOException e) {
            torn = true;
        } catch (SQLException e) {
            throw new IllegalStateException("A survey writes nothing.", e);
        }
    }

    /// Through the frames in order, at most `most` of them. Ends quietly where the file does, and
    /// with an IOException where a frame is not good.
    private void walk(Taker taker, long most) throws IOException, SQLException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            SealedFrames.Begun begun = SealedFrames.open(SealedFrames.head(in), in, sheet);
            byte[] chain = SealedFrames.after(new byte[32], begun.head());
            long frames = 0;
            while (frames < most && hasMore(in)) {
                SealedFrames.Frame frame = begun.frames().next(in, chain);
                chain = frame.chainAfter();
                frames++;
                DataInputStream records = new DataInputStream(new ByteArrayInputStream(frame.plain()));
                while (records.available() > 0) {
                    taker.take(CopyRecord.read(records));
                }
                if (frame.point() && most == Long.MAX_VALUE) {
                    good = frames;
                }
            }
        }
    }

    private static boolean hasMore(DataInputStream in) throws IOException {
        in.mark(1);
        int next = in.read();
        in.reset();
        return next >= 0;
    }

    /// Rows into a database, each as the copy last said it.
    ///
    /// They come table by table and key by key, so that on the way rows stand beside each other
    /// that never did: a claim where another was until it moved, a code that was passed on. What
    /// looks at several rows at once is therefore set aside until all are there.
    private static final class Filling implements AutoCloseable {
        private final Connection connection;
        private final List<String> setAside = new ArrayList<>();
        private final Map<String, CopiedTable> tables;
        private final Map<String, PreparedStatement> prepared = new TreeMap<>();

        Filling(Handle handle) throws SQLException {
            connection = Database.connection(handle);
            tables = CopiedTable.all(handle).stream().collect(Collectors.toMap(CopiedTable::name, Function.identity()));
            try (Statement statement = connection.createStatement()) {
                // Rows come table by table, those that are pointed at perhaps last.
                statement.execute("PRAGMA defer_foreign_keys = ON");
                setAside(handle, statement);
                for (CopiedTable table : tables.values()) {
                    statement.execute("DELETE FROM " + CopiedTable.quoted(table.name()));
                }
            }
        }

        private void setAside(Handle handle, Statement statement) throws SQLException {
            record Guard(String type, String name, String sql) {}
            List<Guard> guards = handle.createQuery("""
                            SELECT type, name, sql
                            FROM sqlite_schema
                            WHERE type = 'trigger' OR (type = 'index' AND sql LIKE 'CREATE UNIQUE INDEX%')
                            ORDER BY name
                            """)
                    .map((row, context) ->
                            new Guard(row.getString("type"), row.getString("name"), row.getString("sql")))
                    .list();
            for (Guard guard : guards) {
                statement.execute("DROP " + guard.type + " " + CopiedTable.quoted(guard.name));
                setAside.add(guard.sql);
            }
        }

        /// All rows are there, and stand beside each other as they did in the hub.
        void finish() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (String guard : setAside) {
                    statement.execute(guard);
                }
            }
        }

        void take(CopyRecord taken) throws SQLException {
            switch (taken) {
                case CopyRecord.Row row -> put(table(row.table()), row);
                case CopyRecord.Gone gone -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("DELETE FROM "
                                + CopiedTable.quoted(table(gone.table()).name()) + " WHERE " + gone.condition());
                    }
                }
                case CopyRecord.File content -> {}
                case CopyRecord.FileGone gone -> {}
                case CopyRecord.Point point -> {}
            }
        }

        private CopiedTable table(String name) {
            CopiedTable table = tables.get(name);
            if (table == null) {
                throw new IllegalStateException(
                        "The copy has a table " + name + " that this version does not know: use a later version.");
            }
            return table;
        }

        /// Only what differs is written, since some rows may never be changed at all.
        private void put(CopiedTable table, CopyRecord.Row row) throws SQLException {
            List<Object> key = table.key().stream()
                    .map(column -> row.values().get(row.columns().indexOf(column)))
                    .toList();
            List<String> differing = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            PreparedStatement select = bound(
                    "SELECT " + CopiedTable.list(row.columns()) + " FROM " + CopiedTable.quoted(table.name())
                            + where(table),
                    key);
            try (ResultSet here = select.executeQuery()) {
                if (!here.next()) {
                    bound(
                                    "INSERT INTO " + CopiedTable.quoted(table.name()) + " ("
                                            + CopiedTable.list(row.columns()) + ") VALUES ("
                                            + String.join(
                                                    ", ",
                                                    Collections.nCopies(
                                                            row.columns().size(), "?"))
                                            + ")",
                                    row.values())
                            .executeUpdate();
                    return;
                }
                for (int i = 0; i < row.columns().size(); i++) {
                    if (!same(here.getObject(i + 1), row.values().get(i))) {
                        differing.add(CopiedTable.quoted(row.columns().get(i)) + " = ?");
                        values.add(row.values().get(i));
                    }
                }
            }
            if (!differing.isEmpty()) {
                values.addAll(key);
                bound(
                                "UPDATE " + CopiedTable.quoted(table.name()) + " SET " + String.join(", ", differing)
                                        + where(table),
                                values)
                        .executeUpdate();
            }
        }

        private static String where(CopiedTable table) {
            return " WHERE (" + table.keyList() + ") = ("
                    + String.join(", ", Collections.nCopies(table.key().size(), "?")) + ")";
        }

        private static boolean same(Object here, Object there) {
            return switch (here) {
                case byte[] bytes -> there instanceof byte[] others && java.util.Arrays.equals(bytes, others);
                case Integer number -> Objects.equals(number.longValue(), there);
                case null, default -> Objects.equals(here, there);
            };
        }

        private PreparedStatement bound(String sql, List<Object> values) throws SQLException {
            PreparedStatement statement = prepared.get(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                prepared.put(sql, statement);
            }
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement;
        }

        @Override
        public void close() throws SQLException {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
        }
    }
}
