package org.doorstep.relay.fields;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// The file of fields: every column of every table of every program, and for each personal one what
/// it is for, on what ground, how long it is kept and who may read it (decision 0079). What the
/// programs do, and what the papers say, is taken from here. Immutable.
public final class Fields {
    /// Where the file is, for whoever must write into it.
    public static final String PLACE = "event-relay/src/main/resources/org/doorstep/relay/fields/fields.txt";

    private final Map<String, Kind> kinds;
    private final Map<String, Table> tables;

    Fields(Map<String, Kind> kinds, Map<String, Table> tables) {
        this.kinds = new LinkedHashMap<>(kinds);
        this.tables = new LinkedHashMap<>(tables);
    }

    /// The file that this program was built with.
    public static Fields kept() {
        try (InputStream file = Fields.class.getResourceAsStream("fields.txt")) {
            return FieldsText.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the file of fields.", e);
        }
    }

    /// In the file's order.
    public List<Kind> kinds() {
        return List.copyOf(kinds.values());
    }

    /// In the file's order, of all databases.
    public List<Table> tables() {
        return List.copyOf(tables.values());
    }

    /// In the file's order.
    public List<Table> tablesOf(String database) {
        return tables.values().stream()
                .filter(table -> table.database().equals(database))
                .toList();
    }

    /// After how long a resident who does not come any more is erased: one period for all that is kept
    /// so, as the file is checked for. Empty if nothing is.
    public Optional<Period> unseenFor() {
        return kinds.values().stream()
                .map(Kind::keep)
                .filter(Keep.UntilUnseen.class::isInstance)
                .map(keep -> ((Keep.UntilUnseen) keep).period())
                .findFirst();
    }

    /// The kind of a column, written as `hub.visit.arrived_at`; empty where it says nothing of
    /// anybody. Throws [FieldsException] for a column that the file does not name.
    public Optional<Kind> kindOf(String column) {
        int dot = column.lastIndexOf('.');
        Table table = tables.get(column.substring(0, Math.max(0, dot)));
        String kind = table == null ? null : table.kinds().get(column.substring(dot + 1));
        if (kind == null) {
            throw new FieldsException(whatToWrite(column));
        }
        return Optional.ofNullable(kinds.get(kind));
    }

    /// Throws [FieldsException], with what to write where, unless every column of that open
    /// database is named.
    public void mustName(String database, Handle handle) {
        List<String> unnamed = new ArrayList<>();
        columnsOf(handle).forEach((table, columns) -> {
            Table named = tables.get(database + "." + table);
            for (String column : columns) {
                if (named == null || !named.kinds().containsKey(column)) {
                    unnamed.add(database + "." + table + "." + column);
                }
            }
        });
        if (!unnamed.isEmpty()) {
            throw new FieldsException(whatToWrite(String.join(", ", unnamed)));
        }
    }

    /// What the file names of that database and the open ones do not have: a line that was left
    /// behind.
    public SortedSet<String> namedInVain(String database, List<Handle> handles) {
        SortedSet<String> left = new TreeSet<>();
        for (Table table : tablesOf(database)) {
            table.kinds().keySet().forEach(column -> left.add(table.fullName() + "." + column));
        }
        for (Handle handle : handles) {
            columnsOf(handle)
                    .forEach((table, columns) ->
                            columns.forEach(column -> left.remove(database + "." + table + "." + column)));
        }
        return left;
    }

    /// What the database holds: SQLite's own tables and the list of migrations are left out.
    private static SortedMap<String, SortedSet<String>> columnsOf(Handle handle) {
        record Column(String table, String name) {}
        SortedMap<String, SortedSet<String>> columns = new TreeMap<>();
        handle.createQuery("""
                        SELECT held.name AS of_table, field.name AS name
                        FROM sqlite_schema held
                        JOIN pragma_table_xinfo(held.name) field
                        WHERE held.type = 'table'
                          AND held.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                          AND held.name <> 'flyway_schema_history'
                        """)
                .map((row, context) -> new Column(row.getString("of_table"), row.getString("name")))
                .forEach(column -> columns.computeIfAbsent(column.table, _ -> new TreeSet<>())
                        .add(column.name));
        return columns;
    }

    private static String whatToWrite(String columns) {
        return "The file of fields does not name " + columns + ". Write each into " + PLACE
                + " under its table (`table hub.NAME  what it is`): beside `none` if it says nothing of anybody, else"
                + " beside the kind of personal data that it is, and a kind that is not there yet with what it is about,"
                + " holds, purpose, ground, keep and readers. The file's first lines show how; decision 0079 says why.";
    }
}
