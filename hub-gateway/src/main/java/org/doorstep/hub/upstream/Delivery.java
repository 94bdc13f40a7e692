package org.doorstep.hub.upstream;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.doorstep.hub.disclosure.Gate;
import org.doorstep.hub.disclosure.Released;
import org.doorstep.relay.carry.CarriedFigures;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// The ledger's rows on their way: what to send next, and what it means that the area has taken them.
final class Delivery {
    private final Database database;
    private final Gate gate;
    private final HubId hub;
    private final ZoneId zone;
    private final Inbox inbox;
    private final InstantSource clock;
    private final Consumer<List<Addressed>> tellDevices;

    Delivery(
            Database database,
            Gate gate,
            HubId hub,
            ZoneId zone,
            Inbox inbox,
            InstantSource clock,
            Consumer<List<Addressed>> tellDevices) {
        this.database = database;
        this.gate = gate;
        this.hub = hub;
        this.zone = zone;
        this.inbox = inbox;
        this.clock = clock;
        this.tellDevices = tellDevices;
    }

    /// Where to go on from, if the area is at `cursor`. To an area that knows none the ledger is
    /// sent from its start. Empty if the area is elsewhere, in this ledger or in another: this hub
    /// was restored from a copy.
    OptionalLong joinAt(FigureCursor cursor) {
        return database.write(handle -> {
            String ledger = gate.ledgerId(handle);
            if (cursor.ledger().equals(FigureCursor.NONE.ledger())) {
                return OptionalLong.of(0);
            }
            boolean ours = cursor.ledger().equals(ledger)
                    && gate.chainAt(handle, cursor.through())
                            .filter(cursor.chain()::equals)
                            .isPresent();
            return ours ? OptionalLong.of(cursor.through()) : OptionalLong.empty();
        });
    }

    /// Sees to it that the ledger has an id, which whoever only reads cannot give it.
    void makeLedger() {
        database.write(gate::ledgerId);
    }

    /// The next batch after a row; without rows if there are none. The time is told to the minute:
    /// to the millisecond, it could be that of somebody's tap.
    FigureBatch batchAfter(long number, Instant asOf) {
        return partAfter(number, asOf).batch();
    }

    /// The same with the chain at each row.
    CarriedFigures.Part partAfter(long number, Instant asOf) {
        return database.read(handle -> {
            List<Released> released = gate.after(handle, number, FigureBatch.MOST_ROWS);
            long through = released.isEmpty() ? number : released.getLast().number();
            FigureBatch batch = new FigureBatch(
                    hub,
                    gate.ledgerId(handle),
                    number,
                    through,
                    gate.chainAt(handle, through)
                            .orElseThrow(() -> new IllegalStateException("The ledger ends before row " + number + ".")),
                    asOf.truncatedTo(ChronoUnit.MINUTES),
                    LocalDate.ofInstant(asOf, zone),
                    activities(handle),
                    released.stream().map(Released::row).toList());
            return new CarriedFigures.Part(
                    batch, released.stream().map(Released::chain).toList());
        });
    }

    /// What an area said by hand. As on joining, but that its word can be old: only a ledger whose
    /// rows differ is given another id.
    FiguresByHand.Word said(FigureCursor cursor) {
        FiguresByHand.Word word = database.write(handle -> {
            if (!cursor.ledger().equals(gate.ledgerId(handle))) {
                return FiguresByHand.Word.ALL_IS_NEW_THERE;
            }
            boolean same = gate.chainAt(handle, cursor.through())
                    .filter(cursor.chain()::equals)
                    .isPresent();
            if (!same) {
                gate.newLedgerId(handle);
                return FiguresByHand.Word.BEGUN_ANEW;
            }
            return FiguresByHand.Word.TAKEN;
        });
        if (word == FiguresByHand.Word.TAKEN && cursor.through() > takenThrough()) {
            taken(cursor.through());
        }
        return word;
    }

    /// How far the area is known to have this ledger.
    private long takenThrough() {
        return database.read(handle -> handle.createQuery("""
                        SELECT iif(taken_ledger = :ledger, taken_through, 0)
                        FROM upstream""")
                .bind("ledger", gate.ledgerId(handle))
                .mapTo(Long.class)
                .one());
    }

    /// The area has taken every row up to here: written down, and the devices are told which of
    /// their events are in it.
    void taken(long through) {
        tellDevices.accept(database.write(handle -> {
            handle.createUpdate("""
                            UPDATE upstream
                            SET taken_ledger = :ledger,
                                taken_through = :through,
                                taken_at = :now""")
                    .bind("ledger", gate.ledgerId(handle))
                    .bind("through", through)
                    .bind("now", clock.millis())
                    .execute();
            List<Addressed> acknowledgements = handle.createQuery("""
                            SELECT position
                            FROM upstream_mark
                            WHERE number <= :through
                            ORDER BY number DESC
                            LIMIT 1""")
                    .bind("through", through)
                    .mapTo(Long.class)
                    .findOne()
                    .map(position -> inbox.reachedCentre(handle, position))
                    .orElse(List.of());
            handle.createUpdate("DELETE FROM upstream_mark WHERE number <= :through")
                    .bind("through", through)
                    .execute();
            return acknowledgements;
        }));
    }

    /// Rows released and not yet taken, and when the area last took something.
    Waiting waiting() {
        return database.read(handle -> handle.createQuery("SELECT taken_through, taken_at FROM upstream")
                .map((rs, ctx) -> new Waiting(
                        gate.last(handle) - rs.getLong("taken_through"), Instant.ofEpochMilli(rs.getLong("taken_at"))))
                .one());
    }

    record Waiting(long rows, Instant takenAt) {}

    /// Public facts: what is on is printed on the door.
    private static List<FigureBatch.Named> activities(Handle handle) {
        return handle.createQuery("""
                        SELECT id, title
                        FROM activity
                        ORDER BY id
                        LIMIT :most""")
                .bind("most", FigureBatch.MOST_ACTIVITIES)
                .map((rs, ctx) -> new FigureBatch.Named(new ActivityId(rs.getString("id")), rs.getString("title")))
                .list();
    }
}
