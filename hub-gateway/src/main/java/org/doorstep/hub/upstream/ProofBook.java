package org.doorstep.hub.upstream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// What came of comparing with the area, written down. Safe for all threads.
final class ProofBook {
    /// A quarter, as for the proofs of the kiosks.
    private static final Duration KEPT = Duration.ofDays(92);

    /// Of more, a person learns nothing more.
    private static final int MOST_SHOWN = 40;

    private final Database database;

    ProofBook(Database database) {
        this.database = database;
    }

    /// One comparison. `remaining` counts all that are left, `mended` all that were set right.
    record Entry(
            String ledger,
            AreaProof.Result result,
            long rows,
            List<FigureWeek.Difference> left,
            long remaining,
            List<FigureWeek.Difference> setRight,
            long mended) {}

    /// The ledger of the last comparison; empty text if there was none.
    String ledger() {
        return database.read(handle -> handle.createQuery("SELECT ledger FROM area_proof")
                .mapTo(String.class)
                .findOne()
                .orElse(""));
    }

    AreaProof last() {
        return database.read(handle -> handle.createQuery("""
                        SELECT result, rows, remaining, compared_at, mended, mended_at
                        FROM area_proof""")
                .map((row, context) -> new AreaProof(
                        AreaProof.Result.valueOf(
                                row.getString("result").toUpperCase(Locale.ROOT).replace('-', '_')),
                        Instant.ofEpochMilli(row.getLong("compared_at")),
                        row.getLong("rows"),
                        row.getLong("remaining"),
                        differences(handle, row.getLong("compared_at"), false),
                        row.getLong("mended"),
                        Instant.ofEpochMilli(row.getLong("mended_at")),
                        differences(handle, row.getLong("mended_at"), true)))
                .findOne()
                .orElseGet(AreaProof::none));
    }

    void write(Entry entry, Instant now) {
        database.write(handle -> {
            handle.execute(
                    "DELETE FROM area_proof_difference WHERE mended = 0 OR found_at < ?",
                    now.minus(KEPT).toEpochMilli());
            entry.left().forEach(difference -> add(handle, difference, now));
            entry.setRight().forEach(difference -> add(handle, difference, now));
            return handle.createUpdate("""
                            INSERT INTO area_proof
                              (one, ledger, rows, result, remaining, compared_at, mended, mended_at)
                            VALUES (1, :ledger, :rows, :result, :remaining, :now, :mended,
                              CASE WHEN :mended > 0 THEN :now ELSE 0 END)
                            ON CONFLICT (one) DO UPDATE
                            SET ledger = excluded.ledger,
                                rows = excluded.rows,
                                result = excluded.result,
                                remaining = excluded.remaining,
                                compared_at = excluded.compared_at,
                                mended = CASE WHEN :mended > 0 THEN :mended ELSE mended END,
                                mended_at = CASE WHEN :mended > 0 THEN :now ELSE mended_at END""")
                    .bind("ledger", entry.ledger())
                    .bind("rows", entry.rows())
                    .bind(
                            "result",
                            entry.result().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .bind("remaining", entry.remaining())
                    .bind("mended", entry.mended())
                    .bind("now", now.toEpochMilli())
                    .execute();
        });
    }

    private static void add(Handle handle, FigureWeek.Difference difference, Instant now) {
        FigureCell cell = difference.cell();
        handle.execute(
                """
                INSERT INTO area_proof_difference
                  (figure, activity, period, starts, version, what, held, mended, found_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                cell.figure(),
                cell.activity(),
                cell.period().name().toLowerCase(Locale.ROOT),
                cell.starts().toString(),
                difference.version(),
                difference.what().name(),
                difference.held(),
                difference.mended() ? 1 : 0,
                now.toEpochMilli());
    }

    private static List<FigureWeek.Difference> differences(Handle handle, long foundAt, boolean mended) {
        return handle.createQuery("""
                        SELECT figure, activity, period, starts, version, what, held, mended
                        FROM area_proof_difference
                        WHERE found_at = :at
                          AND mended = :mended
                        ORDER BY id
                        LIMIT :most""")
                .bind("at", foundAt)
                .bind("mended", mended ? 1 : 0)
                .bind("most", MOST_SHOWN)
                .map((row, context) -> difference(row))
                .list();
    }

    private static FigureWeek.Difference difference(ResultSet row) throws SQLException {
        return new FigureWeek.Difference(
                new FigureCell(
                        row.getString("figure"),
                        row.getString("activity"),
                        FigureCell.Period.valueOf(row.getString("period").toUpperCase(Locale.ROOT)),
                        LocalDate.parse(row.getString("starts"))),
                row.getInt("version"),
                FigureWeek.What.valueOf(row.getString("what")),
                row.getString("held"),
                row.getInt("mended") == 1);
    }
}
