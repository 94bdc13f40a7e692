package org.doorstep.hub.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// A table that the second copy holds, as this database has it. A table is copied unless it is
/// named here as one that is made again: a new feature's facts are safe though nobody thought of
/// it.
record CopiedTable(String name, List<String> columns, List<String> key) {
    /// Every event, and the only table that grows with each: new rows are found by `position`,
    /// without a trigger.
    static final String EVENTS = "inbox_event";

    private static final String ROW_NUMBER = "_rowid_";

    /// Made again from the events; or of this running program only; or, the incarnation, never to
    /// be had twice.
    private static final Set<String> MADE_AGAIN = Set.of(
            "pass",
            "pass_added",
            "resident_pass",
            "tap",
            "session_choice",
            "companions",
            "guest",
            "boot",
            "undated",
            "visit",
            "session_figures",
            "day_figures",
            "activity_figures",
            "incomplete",
            "resident_said",
            "visit_denied",
            "visit_claimed",
            "said_in_day",
            "mood_count",
            "mood_aside",
            "units_version",
            "tool_move",
            "device",
            "staff_link",
            "staff_session",
            "staff_wrong_guess",
            "inbox_hub",
            "inbox_instance",
            "copy_change",
            "flyway_schema_history");

    /// Changed with every heartbeat and copy, and learnt again from them.
    private static final Set<String> UNWATCHED = Set.of("heard_at", "stated", "safe", "centre", ROW_NUMBER);

    CopiedTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    static List<CopiedTable> all(Handle handle) {
        return handle.createQuery("""
                        SELECT name
                        FROM sqlite_schema
                        WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                        ORDER BY name
                        """).mapTo(String.class).list().stream()
                .filter(name -> !MADE_AGAIN.contains(name))
                .map(name -> of(handle, name))
                .toList();
    }

    /// A table without a key of its own is known by SQLite's row number.
    private static CopiedTable of(Handle handle, String name) {
        List<String> columns =
                new ArrayList<>(names(handle, "SELECT name FROM pragma_table_info(:table) ORDER BY cid", name));
        List<String> key = names(handle, "SELECT name FROM pragma_table_info(:table) WHERE pk > 0 ORDER BY pk", name);
        if (key.isEmpty()) {
            columns.addFirst(ROW_NUMBER);
            key = List.of(ROW_NUMBER);
        }
        return new CopiedTable(name, columns, key);
    }

    private static List<String> names(Handle handle, String sql, String table) {
        return handle.createQuery(sql).bind("table", table).mapTo(String.class).list();
    }

    boolean holdsEvents() {
        return name.equals(EVENTS);
    }

    /// The triggers that note a changed row. They live in memory, beside the connection that
    /// writes, so no other program and no migration ever meets them.
    List<String> triggers() {
        String watched = columns.stream()
                .filter(column -> !UNWATCHED.contains(column))
                .map(CopiedTable::quoted)
                .collect(Collectors.joining(", "));
        String updated = trigger("update", "UPDATE OF " + watched, noted("OLD") + noted("NEW"));
        return holdsEvents()
                ? List.of(updated)
                : List.of(
                        trigger("insert", "INSERT", noted("NEW")), updated, trigger("delete", "DELETE", noted("OLD")));
    }

    private String trigger(String when, String on, String body) {
        return "CREATE TEMP TRIGGER copy_" + name + "_" + when + " AFTER " + on + " ON " + quoted(name) + " BEGIN "
                + body + "END";
    }

    /// Not `INSERT OR REPLACE`: inside a trigger the outer statement's conflict rule would stand
    /// instead of it.
    private String noted(String row) {
        String condition = key.stream()
                .map(column -> "'" + quoted(column) + " = ' || quote(" + row + "." + quoted(column) + ")")
                .collect(Collectors.joining(" || ' AND ' || "));
        return "DELETE FROM copy_change WHERE changed = '" + name + "' AND row = " + condition + "; "
                + "INSERT INTO copy_change (changed, row) VALUES ('" + name + "', " + condition + "); ";
    }

    String selected() {
        return "SELECT " + list(columns) + " FROM " + quoted(name);
    }

    String keyList() {
        return list(key);
    }

    static String list(List<String> columns) {
        return columns.stream().map(CopiedTable::quoted).collect(Collectors.joining(", "));
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }
}
