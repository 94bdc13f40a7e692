package org.doorstep.area.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.area.store.Store;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.figures.FigureLedger;
import org.doorstep.relay.contract.figures.ShownCount;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Keeps batches: rows and cursor in one transaction, so a batch is taken whole and once, whatever
/// is sent twice, answered too late, or cut off in the middle. Safe for all threads.
public final class Intake {
    /// From now on this is the newest word on a cell.
    static final String SHOW = """
            INSERT INTO figure (hub, figure, activity, period, starts, version, value, complete, nearly)
            VALUES (:hub, :figure, :activity, :period, :starts, :version, :value, :complete, :nearly)
            ON CONFLICT (hub, figure, activity, period, starts) DO UPDATE
            SET version = excluded.version,
                value = excluded.value,
                complete = excluded.complete,
                nearly = excluded.nearly""";

    private final Store store;
    private final InstantSource clock;

    /// What became of a batch.
    public sealed interface Outcome {
        FigureCursor cursor();

        /// Kept now, or earlier; `fresh` of its figures now.
        record Taken(FigureCursor cursor, int fresh) implements Outcome {}

        /// It does not begin where the last one ended; the hub goes on from `cursor`.
        record DoesNotJoin(FigureCursor cursor) implements Outcome {}
    }

    public Intake(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// How far this hub's figures have been taken.
    public FigureCursor cursor(HubId hub) {
        return store.read(handle -> find(handle, hub)).orElse(FigureCursor.NONE);
    }

    /// What this hub has released, as it is held here, after a row of its present ledger.
    FigureLedger ledger(HubId hub, long after) {
        return store.read(handle -> {
            String ledger = find(handle, hub).orElse(FigureCursor.NONE).ledger();
            List<FigureBatch.Row> rows = Holding.ofAll(handle, hub, ledger).after(after, FigureBatch.MOST_ROWS);
            return new FigureLedger(ledger, after, rows);
        });
    }

    /// As of when this hub's newest figures are, by its own clock; empty if it was never heard of.
    Optional<Instant> asOf(HubId hub) {
        return store.read(handle -> asOf(handle, hub));
    }

    private static Optional<Instant> asOf(Handle handle, HubId hub) {
        return handle.createQuery("SELECT as_of FROM hub_cursor WHERE hub = :hub")
                .bind("hub", hub.value())
                .map((rs, ctx) -> Instant.ofEpochMilli(rs.getLong("as_of")))
                .findOne();
    }

    /// Whether a batch can be older than one of the same ledger that is here: sent it is what the
    /// hub says now, carried it may have lain for a month.
    private enum By {
        WIRE,
        HAND
    }

    public Outcome take(FigureBatch batch) {
        return take(batch, By.WIRE);
    }

    /// The same for one that was carried here: of an older one the rows that are missing are taken,
    /// and nothing else.
    Outcome takeCarried(FigureBatch batch) {
        return take(batch, By.HAND);
    }

    private Outcome take(FigureBatch batch, By by) {
        long now = clock.millis();
        return store.write(handle -> {
            // Written first: it locks the hub's row, so that two batches of one hub follow one another.
            heard(handle, batch, now);
            Instant known = asOf(handle, batch.hub()).orElseThrow();
            FigureCursor cursor = find(handle, batch.hub()).orElse(FigureCursor.NONE);
            boolean sameLedger = cursor.ledger().equals(batch.ledger());
            boolean late = by == By.HAND && sameLedger && batch.asOf().isBefore(known);
            if (sameLedger
                    && batch.through() == cursor.through()
                    && !batch.chain().equals(cursor.chain())) {
                return new Outcome.DoesNotJoin(cursor);
            }
            if (sameLedger && batch.through() <= cursor.through()) {
                // An old one that comes again says what was so then.
                if (batch.through() == cursor.through() && !late) {
                    told(handle, batch);
                }
                return new Outcome.Taken(cursor, 0);
            }
            boolean joins = sameLedger ? batch.after() == cursor.through() : batch.after() == 0;
            if (!joins) {
                return new Outcome.DoesNotJoin(cursor);
            }
            if (!late) {
                told(handle, batch);
            }
            rows(handle, batch, now);
            return new Outcome.Taken(
                    advance(handle, batch, !sameLedger && cursor.through() > 0),
                    batch.rows().size());
        });
    }

    /// Counts a batch that was refused whole.
    void refused(HubId hub, String reason) {
        String day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
        store.write(handle -> handle.createUpdate("""
                        INSERT INTO refused_batch (hub, day, reason, times)
                        VALUES (:hub, :day, :reason, 1)
                        ON CONFLICT (hub, day, reason) DO UPDATE
                        SET times = refused_batch.times + 1""")
                .bind("hub", hub.value())
                .bind("day", day)
                .bind("reason", reason)
                .execute());
    }

    static Optional<FigureCursor> find(Handle handle, HubId hub) {
        return handle.createQuery("""
                        SELECT ledger, through, chain
                        FROM hub_cursor
                        WHERE hub = :hub""")
                .bind("hub", hub.value())
                .map((rs, ctx) ->
                        new FigureCursor(rs.getString("ledger"), rs.getLong("through"), rs.getString("chain")))
                .findOne();
    }

    private static void heard(Handle handle, FigureBatch batch, long now) {
        handle.createUpdate("""
                        INSERT INTO hub_cursor (hub, ledger, through, chain, begun_again, as_of, today, heard_at)
                        VALUES (:hub, :ledger, 0, :chain, 0, :asOf, :today, :now)
                        ON CONFLICT (hub) DO UPDATE
                        SET heard_at = excluded.heard_at""")
                .bind("hub", batch.hub().value())
                .bind("ledger", FigureCursor.NONE.ledger())
                .bind("chain", FigureCursor.NONE.chain())
                .bind("asOf", batch.asOf().toEpochMilli())
                .bind("today", batch.today().toString())
                .bind("now", now)
                .execute();
    }

    /// What a batch says beside its rows: as of when, which day it is there, what is on.
    private static void told(Handle handle, FigureBatch batch) {
        handle.createUpdate("""
                        UPDATE hub_cursor
                        SET as_of = :asOf,
                            today = :today
                        WHERE hub = :hub""")
                .bind("hub", batch.hub().value())
                .bind("asOf", batch.asOf().toEpochMilli())
                .bind("today", batch.today().toString())
                .execute();
        for (FigureBatch.Named activity : batch.activities()) {
            handle.createUpdate("""
                            INSERT INTO activity_title (hub, activity, title)
                            VALUES (:hub, :activity, :title)
                            ON CONFLICT (hub, activity) DO UPDATE
                            SET title = excluded.title""")
                    .bind("hub", batch.hub().value())
                    .bind("activity", activity.id().value())
                    .bind("title", activity.title())
                    .execute();
        }
    }

    private static void rows(Handle handle, FigureBatch batch, long now) {
        if (batch.rows().isEmpty()) {
            return;
        }
        PreparedBatch said = handle.prepareBatch("""
                INSERT INTO figure_said
                  (hub, ledger, number, figure, activity, period, starts, version, value, complete, nearly, taken_at)
                VALUES
                  (:hub, :ledger, :number, :figure, :activity, :period, :starts, :version, :value, :complete, :nearly,
                   :now)""");
        PreparedBatch newest = handle.prepareBatch(SHOW);
        for (FigureBatch.Row row : batch.rows()) {
            bind(said, batch, row)
                    .bind("ledger", batch.ledger())
                    .bind("number", row.number())
                    .bind("now", now)
                    .add();
            bind(newest, batch, row).add();
        }
        said.execute();
        newest.execute();
    }

    private static PreparedBatch bind(PreparedBatch statement, FigureBatch batch, FigureBatch.Row row) {
        FigureCell cell = row.cell();
        return statement
                .bind("hub", batch.hub().value())
                .bind("figure", cell.figure())
                .bind("activity", cell.activity())
                .bind("period", cell.period().name().toLowerCase(Locale.ROOT))
                .bind("starts", cell.starts().toString())
                .bind("version", row.version())
                .bind("value", row.value() instanceof ShownCount.Rounded rounded ? (Integer) rounded.value() : null)
                .bind("complete", row.complete() ? 1 : 0)
                .bind("nearly", row.nearly() ? 1 : 0);
    }

    private static FigureCursor advance(Handle handle, FigureBatch batch, boolean begunAgain) {
        handle.createUpdate("""
                        UPDATE hub_cursor
                        SET ledger = :ledger,
                            through = :through,
                            chain = :chain,
                            begun_again = begun_again + :again
                        WHERE hub = :hub""")
                .bind("hub", batch.hub().value())
                .bind("ledger", batch.ledger())
                .bind("through", batch.through())
                .bind("chain", batch.chain())
                .bind("again", begunAgain ? 1 : 0)
                .execute();
        return new FigureCursor(batch.ledger(), batch.through(), batch.chain());
    }
}
