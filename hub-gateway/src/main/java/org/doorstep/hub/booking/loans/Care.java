package org.doorstep.hub.booking.loans;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.units.BookableId;
import org.jdbi.v3.core.Handle;

/// How the tools are, and which are to be looked over. Methods run in the caller's transaction.
final class Care {
    private Care() {}

    /// How a tool that has a label is. `uses` and `since` are from when it was last looked over, or
    /// from its first loan; `state` is what was said when it last came back, '' if it never did or
    /// was mended since.
    record Tool(
            String label,
            String title,
            String bookable,
            boolean unsafe,
            String state,
            int uses,
            Optional<Instant> since) {}

    /// After so many loans or so many months, whichever comes first; 0 for not by that.
    record Plan(int uses, int months) {
        static final Plan NONE = new Plan(0, 0);

        boolean isDue(Tool tool, Instant now, ZoneId zone) {
            boolean byUses = uses > 0 && tool.uses() >= uses;
            boolean byMonths = months > 0
                    && tool.since()
                            .filter(since -> !since.atZone(zone)
                                    .plusMonths(months)
                                    .toInstant()
                                    .isAfter(now))
                            .isPresent();
            return byUses || byMonths;
        }
    }

    /// Every tool with a label, by name.
    static List<Tool> tools(Handle handle) {
        return handle.createQuery("""
                        SELECT unit.label, unit.name, unit.unsafe,
                               coalesce((SELECT bookable_unit.bookable
                                         FROM bookable_unit
                                         JOIN bookable ON bookable.id = bookable_unit.bookable AND bookable.kind = 'tool'
                                         WHERE bookable_unit.unit = unit.id
                                         ORDER BY bookable.takes = 'some' DESC, bookable.id
                                         LIMIT 1), '') AS bookable,
                               coalesce((SELECT state
                                         FROM tool_history
                                         WHERE tool_history.label = unit.label AND what IN ('brought', 'mended')
                                         ORDER BY at DESC, id DESC
                                         LIMIT 1), '') AS state,
                               (SELECT count(*)
                                FROM tool_history
                                WHERE tool_history.label = unit.label AND what = 'taken'
                                  AND at > coalesce((SELECT max(at)
                                                     FROM tool_said
                                                     WHERE tool_said.label = unit.label
                                                       AND what IN ('looked-over', 'mended')), 0)) AS uses,
                               (SELECT coalesce(max(CASE WHEN what IN ('looked-over', 'mended') THEN at END), min(at))
                                FROM tool_history
                                WHERE tool_history.label = unit.label) AS since
                        FROM unit
                        WHERE unit.label IS NOT NULL
                        ORDER BY unit.name COLLATE NOCASE
                        """)
                .map((row, context) -> {
                    long since = row.getLong("since");
                    boolean known = !row.wasNull();
                    return new Tool(
                            row.getString("label"),
                            row.getString("name"),
                            row.getString("bookable"),
                            row.getBoolean("unsafe"),
                            row.getString("state"),
                            row.getInt("uses"),
                            known ? Optional.of(Instant.ofEpochMilli(since)) : Optional.empty());
                })
                .list();
    }

    static Plan plan(Handle handle, String bookable) {
        return handle.createQuery("SELECT uses, months FROM care_plan WHERE bookable = :bookable")
                .bind("bookable", bookable)
                .map((row, context) -> new Plan(row.getInt("uses"), row.getInt("months")))
                .findOne()
                .orElse(Plan.NONE);
    }

    static void keep(Handle transaction, BookableId bookable, Plan plan) {
        transaction
                .createUpdate("""
                        INSERT INTO care_plan (bookable, uses, months)
                        VALUES (:bookable, :uses, :months)
                        ON CONFLICT (bookable) DO UPDATE SET uses = excluded.uses, months = excluded.months
                        """)
                .bind("bookable", bookable.value())
                .bind("uses", plan.uses())
                .bind("months", plan.months())
                .execute();
    }
}
