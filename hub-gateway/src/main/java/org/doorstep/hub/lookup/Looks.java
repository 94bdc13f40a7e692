package org.doorstep.hub.lookup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The looks that were written down. A look that found nobody is one too.
public final class Looks {
    private static final RowMapper<Look> LOOK = (row, context) -> new Look(
            Instant.ofEpochMilli(row.getLong("at")),
            row.getString("by_role"),
            row.getString("by_name"),
            Reason.ofKept(row.getString("reason")),
            row.getString("note"));

    private Looks() {}

    /// Who looked up the resident of these rows of `pass`, the newest first.
    public static List<Look> of(Handle handle, List<Long> passRows) {
        return passRows.isEmpty()
                ? List.of()
                : handle.createQuery("""
                                SELECT at, by_role, by_name, reason, note
                                FROM look_up
                                WHERE pass IN (SELECT name FROM pass WHERE id IN (<rows>))
                                ORDER BY number DESC
                                """).bindList("rows", passRows).map(LOOK).list();
    }

    /// Writes it down; its number. `pass` is a row of `pass`, or 0 where nobody was found.
    static long add(Handle handle, Look look, long pass) {
        return handle.createQuery("""
                        INSERT INTO look_up (at, by_name, by_role, pass, reason, note)
                        VALUES (:at, :name, :role, coalesce((SELECT name FROM pass WHERE id = :pass), ''), :reason, :note)
                        RETURNING number
                        """)
                .bind("at", look.at().toEpochMilli())
                .bind("name", look.byName())
                .bind("role", look.byRole())
                .bind("pass", pass)
                .bind("reason", look.reason().kept())
                .bind("note", look.note())
                .mapTo(Long.class)
                .one();
    }

    /// How often that person has looked since then.
    static long since(Handle handle, String name, Instant since) {
        return handle.createQuery("SELECT count(*) FROM look_up WHERE by_name = :name AND at >= :since")
                .bind("name", name)
                .bind("since", since.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    /// The row of the pass that this person looked up under that number since then.
    static Optional<Long> passOf(Handle handle, long number, String name, Instant since) {
        return handle.createQuery("""
                        SELECT pass.id
                        FROM look_up
                        JOIN pass ON pass.name = look_up.pass
                        WHERE look_up.number = :number AND look_up.by_name = :name AND look_up.at >= :since
                        """)
                .bind("number", number)
                .bind("name", name)
                .bind("since", since.toEpochMilli())
                .mapTo(Long.class)
                .findOne();
    }
}
