package org.doorstep.hub.rhythm;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/// The school calendar as this hub keeps it.
public final class SchoolTerms {
    private SchoolTerms() {}

    public static SchoolCalendar read(Handle handle) {
        return new SchoolCalendar(handle.createQuery("""
                        SELECT kind, name, first_date, last_date
                        FROM school_span
                        ORDER BY first_date, kind, name
                        """)
                .map((row, context) -> new SchoolCalendar.Span(
                        SchoolCalendar.Kind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        LocalDate.parse(row.getString("first_date")),
                        LocalDate.parse(row.getString("last_date"))))
                .list());
    }

    /// In place of what was kept before. Whoever has made something by it sees to that in the same transaction.
    public static void keep(Handle transaction, SchoolCalendar calendar) {
        transaction.execute("DELETE FROM school_span");
        for (SchoolCalendar.Span span : calendar.spans()) {
            transaction
                    .createUpdate("""
                            INSERT INTO school_span (kind, name, first_date, last_date)
                            VALUES (:kind, :name, :first, :last)
                            ON CONFLICT (first_date, kind, name) DO NOTHING
                            """)
                    .bind("kind", span.kind().name())
                    .bind("name", span.name())
                    .bind("first", span.first().toString())
                    .bind("last", span.last().toString())
                    .execute();
        }
    }
}
