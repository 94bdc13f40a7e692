package org.doorstep.area.intake;

import java.time.Duration;
import java.util.Locale;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.doorstep.relay.contract.figures.ShownCount;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// What the daily proof writes, in the caller's transaction.
final class ProofBook {
    /// A quarter, as at the hub.
    private static final Duration KEPT = Duration.ofDays(92);

    /// What is mended within it belongs to one comparison, however many parts it came in.
    private static final Duration ONE_COMPARISON = Duration.ofHours(1);

    private ProofBook() {}

    /// Where the hub's figures are, with its row locked until the end of the transaction.
    static FigureCursor lock(Handle handle, HubId hub, long now) {
        handle.createUpdate("UPDATE hub_cursor SET heard_at = :now WHERE hub = :hub")
                .bind("now", now)
                .bind("hub", hub.value())
                .execute();
        return Intake.find(handle, hub).orElse(FigureCursor.NONE);
    }

    /// A comparison begins anew: what was left of the last one is found again, if it is still so.
    static void compared(Handle handle, HubId hub, boolean agrees, long now) {
        handle.createUpdate("""
                        DELETE FROM figure_difference
                        WHERE hub = :hub
                          AND (mended = 0 OR found_at < :old)""")
                .bind("hub", hub.value())
                .bind("old", now - KEPT.toMillis())
                .execute();
        handle.createUpdate("""
                        INSERT INTO figure_proof (hub, compared_at, agrees, remaining, mended, mended_at)
                        VALUES (:hub, :now, :agrees, 0, 0, 0)
                        ON CONFLICT (hub) DO UPDATE
                        SET compared_at = excluded.compared_at,
                            agrees = excluded.agrees,
                            remaining = 0""")
                .bind("hub", hub.value())
                .bind("now", now)
                .bind("agrees", agrees ? 1 : 0)
                .execute();
    }

    static void found(Handle handle, HubId hub, FigureWeek.Answer answer, long now) {
        long place = handle.createQuery("""
                        SELECT COALESCE(MAX(place), 0)
                        FROM figure_difference
                        WHERE hub = :hub
                          AND found_at = :now""")
                .bind("hub", hub.value())
                .bind("now", now)
                .mapTo(Long.class)
                .one();
        for (FigureWeek.Difference difference : answer.differences()) {
            keep(handle, hub, difference, now, ++place);
        }
        handle.createUpdate("""
                        UPDATE figure_proof
                        SET remaining = remaining + :left,
                            mended = CASE WHEN :mended = 0 THEN mended
                              WHEN mended_at > :comparison THEN mended + :mended
                              ELSE :mended END,
                            mended_at = CASE WHEN :mended = 0 THEN mended_at ELSE :now END
                        WHERE hub = :hub""")
                .bind("left", answer.left())
                .bind("mended", answer.mended())
                .bind("comparison", now - ONE_COMPARISON.toMillis())
                .bind("now", now)
                .bind("hub", hub.value())
                .execute();
    }

    /// The hub's own word at this place of its ledger.
    static void say(Handle handle, HubId hub, String ledger, FigureBatch.Row row, long now) {
        bind(handle.createUpdate("""
                                INSERT INTO figure_said
                                  (hub, ledger, number, figure, activity, period, starts, version, value, complete,
                                   nearly, taken_at)
                                VALUES
                                  (:hub, :ledger, :number, :figure, :activity, :period, :starts, :version, :value,
                                   :complete, :nearly, :now)
                                ON CONFLICT (hub, ledger, number) DO UPDATE
                                SET figure = excluded.figure,
                                    activity = excluded.activity,
                                    period = excluded.period,
                                    starts = excluded.starts,
                                    version = excluded.version,
                                    value = excluded.value,
                                    complete = excluded.complete,
                                    nearly = excluded.nearly"""), hub, row)
                .bind("ledger", ledger)
                .bind("number", row.number())
                .bind("now", now)
                .execute();
    }

    /// What pages show of this figure from now on.
    static void show(Handle handle, HubId hub, FigureBatch.Row row) {
        bind(handle.createUpdate(Intake.SHOW), hub, row).execute();
    }

    private static Update bind(Update statement, HubId hub, FigureBatch.Row row) {
        return cell(statement, hub, row.cell())
                .bind("version", row.version())
                .bind("value", row.value() instanceof ShownCount.Rounded rounded ? (Integer) rounded.value() : null)
                .bind("complete", row.complete() ? 1 : 0)
                .bind("nearly", row.nearly() ? 1 : 0);
    }

    private static Update cell(Update statement, HubId hub, FigureCell cell) {
        return statement
                .bind("hub", hub.value())
                .bind("figure", cell.figure())
                .bind("activity", cell.activity())
                .bind("period", cell.period().name().toLowerCase(Locale.ROOT))
                .bind("starts", cell.starts().toString());
    }

    private static void keep(Handle handle, HubId hub, FigureWeek.Difference difference, long now, long place) {
        cell(handle.createUpdate("""
                                INSERT INTO figure_difference
                                  (hub, found_at, place, figure, activity, period, starts, version, what, held, mended)
                                VALUES
                                  (:hub, :now, :place, :figure, :activity, :period, :starts, :version, :what, :held,
                                   :mended)"""), hub, difference.cell())
                .bind("now", now)
                .bind("place", place)
                .bind("version", difference.version())
                .bind("what", difference.what().name())
                .bind("held", difference.held())
                .bind("mended", difference.mended() ? 1 : 0)
                .execute();
    }
}
