package org.doorstep.relay.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.jdbi.v3.core.Handle;

/// What the sending changes in the outbox: marks, forgetting, and the mending of a store that has parted from its hub.
/// One thread's.
final class Keeping {
    /// Acknowledged rows are kept so that a hub restored from an old copy can be filled again; a hub that has copied
    /// nothing off itself for longer has worse troubles.
    static final Duration KEEP = Duration.ofDays(35);

    /// About 15 MB, and weeks of a busy kiosk.
    static final int KEEP_ROWS = 30_000;

    /// A mark is a convenience (the hub knows it), so it need not cost a sync of the card each time.
    private static final long MARKS_EVERY_MS = 2_000;

    private static final long FORGET_EVERY_MS = 30_000;
    private static final int FORGET_AT_ONCE = 500;
    private static final int REISSUE_AT_ONCE = 200;

    private final Outbox outbox;
    private final OutboxRows rows;
    private long marksAtMs;
    private long forgotAtMs;

    Keeping(Outbox outbox) {
        this.outbox = outbox;
        this.rows = outbox.rows();
    }

    /// Not too often: each writing costs a sync.
    void writeMarks(Collection<Flight> flights, long nowMs) {
        if (nowMs - marksAtMs >= MARKS_EVERY_MS && writeMarksNow(flights)) {
            marksAtMs = nowMs;
        }
    }

    /// False if there was nothing to write.
    boolean writeMarksNow(Collection<Flight> flights) {
        List<Flight> changed =
                flights.stream().filter(flight -> flight.marksChanged).toList();
        if (changed.isEmpty()) {
            return false;
        }
        outbox.database().write(transaction -> {
            changed.forEach(
                    flight -> rows.mark(transaction, flight.stream, flight.through, flight.safe, flight.centre));
            return null;
        });
        changed.forEach(flight -> flight.marksChanged = false);
        return true;
    }

    /// The hub that was heard last, over the link or by hand; empty if none was yet.
    Optional<String> lastHeard() {
        return outbox.database().read(rows::incarnation);
    }

    void heard(String incarnation) {
        if (!lastHeard().equals(Optional.of(incarnation))) {
            outbox.database().write(transaction -> {
                rows.heard(transaction, incarnation);
                return null;
            });
        }
    }

    /// Makes a new store the one that new rows go to, unless that has happened already.
    void beginStoreAfter(StoreId store, String why) {
        outbox.database().write(transaction -> {
            beginStoreAfter(transaction, store, why);
            return null;
        });
    }

    private void beginStoreAfter(Handle transaction, StoreId store, String why) {
        OutboxRows.Store current = rows.current(transaction);
        if (current.id().equals(store)) {
            rows.begin(transaction, current.source(), outbox.clock().instant(), why);
        }
    }

    void part(Flight flight, long at) {
        outbox.database().write(transaction -> {
            rows.part(transaction, flight.stream, at);
            beginStoreAfter(transaction, flight.store(), "the hub holds other rows of this store");
            return null;
        });
    }

    /// The hub lacks rows from here to our first kept one, and nobody has them: say so, in the lane itself.
    void declareLoss(Flight flight, long from) {
        OutboxRows.Stream stream = flight.stream;
        outbox.database()
                .write(transaction -> outbox.add(
                        transaction,
                        stream.store(),
                        stream.lane(),
                        new HubEvent.RangeLost(
                                from, stream.floor(), "The hub was restored to before what this device still keeps.")));
    }

    /// Issues rows of parted lanes again in the newest store, under the same ids. All that is kept is issued, also
    /// what was acknowledged once: the hub knows by the id what it has, and we know only that we differ.
    void reissueSome(Collection<Flight> flights) {
        flights.stream()
                .map(flight -> flight.stream)
                .filter(stream -> stream.hasParted() && Math.max(stream.reissued(), stream.floor()) < stream.last())
                .forEach(stream -> outbox.database().write(transaction -> {
                    reissue(transaction, stream);
                    return null;
                }));
    }

    private void reissue(Handle transaction, OutboxRows.Stream stream) {
        OutboxRows.Store current = rows.current(transaction);
        long reissued = Math.max(stream.reissued(), stream.floor());
        for (OutboxRows.Row row : rows.rowsAfter(transaction, stream, reissued, REISSUE_AT_ONCE)) {
            if (!declaresLoss(row)) {
                OutboxRows.End end = rows.end(transaction, current, stream.lane());
                Instant appendedAt =
                        rows.appendedAt(transaction, stream, row.sequence()).orElseThrow();
                outbox.issueAgain(transaction, current, stream.lane(), end, row.text(), appendedAt);
            }
            reissued = row.sequence();
        }
        rows.reissued(transaction, stream, reissued);
    }

    /// A loss names sequences of its own store, and would be a lie in another.
    private static boolean declaresLoss(OutboxRows.Row row) {
        try {
            return Wire.readAny(row.text()).data() instanceof HubEvent.RangeLost;
        } catch (WireException e) {
            return false;
        }
    }

    /// Deletes acknowledged rows that are in a safe copy, or too old, or too many; all of them when room is tight.
    void forgetSome(Collection<Flight> flights, long nowMs) {
        if (nowMs - forgotAtMs < FORGET_EVERY_MS) {
            return;
        }
        forgotAtMs = nowMs;
        Instant oldest = outbox.clock().instant().minus(KEEP);
        boolean tight = outbox.room().isTight();
        for (Flight flight : flights) {
            OutboxRows.Stream stream = flight.stream;
            if (!flight.settled || stream.hasParted() || stream.through() <= stream.floor()) {
                continue;
            }
            long through = Math.min(stream.through(), flight.through);
            long allowed = tight ? through : Math.max(Math.min(stream.safe(), through), through - KEEP_ROWS);
            outbox.database().write(transaction -> {
                long old = rows.lastBefore(transaction, stream, oldest, FORGET_AT_ONCE);
                long to = Math.min(Math.max(allowed, Math.min(old, through)), stream.floor() + FORGET_AT_ONCE);
                if (to > stream.floor()) {
                    rows.forget(transaction, stream, to);
                }
                return null;
            });
        }
    }

    long ageSeconds(Flight flight, Instant now) {
        long oldest = Math.max(flight.stream.floor(), flight.through) + 1;
        return outbox.database()
                .read(handle -> rows.appendedAt(handle, flight.stream, oldest))
                .map(at -> Math.max(0, Duration.between(at, now).toSeconds()))
                .orElse(0L);
    }
}
