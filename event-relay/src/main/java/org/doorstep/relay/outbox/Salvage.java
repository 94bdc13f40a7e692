package org.doorstep.relay.outbox;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.AnyEnvelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.outbox.SalvageWalk.LaneFacts;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/// Takes what is still read of a broken outbox and issues it again in the newest store, under the ids that the events
/// have: the hub knows by them what it has (decision 0031). One transaction's.
///
/// No mark of the broken file is believed, since a damaged one might say that a row was acknowledged: all that is
/// readable is issued. Marks only make the sentence about it. A row is taken if its text is an event that says of its
/// place what the row says, and as [SalvageWalk] finds.
final class Salvage {
    /// Rows that a lane's own record speaks of and nobody has seen; a record that speaks of more is itself damaged.
    private static final long MOST_UNSEEN = 200_000;

    /// Rows of before names were replaced have six.
    private static final Set<Integer> ROW_COLUMNS = Set.of(6, 7);

    private static final int LANE_COLUMNS = 11;
    private static final int STORE_COLUMNS = 5;

    private final Handle transaction;
    private final Outbox outbox;
    private final OutboxRows.Store current;
    private final Map<Long, StoreId> stores = new TreeMap<>();
    private final Set<StoreId> named = new HashSet<>();
    private final Map<LaneOf, LaneFacts> lanes = new HashMap<>();
    private final Set<EventId> issued = new HashSet<>();
    private final Map<Lane, OutboxRows.End> ends = new EnumMap<>(Lane.class);

    private record LaneOf(long store, Lane lane) {}

    Salvage(Handle transaction, Outbox outbox) {
        this.transaction = transaction;
        this.outbox = outbox;
        this.current = outbox.rows().current(transaction);
    }

    /// One record of the broken file, of whatever table.
    void take(List<Object> values) {
        if (ROW_COLUMNS.contains(values.size())) {
            takeRow(values);
        } else if (values.size() >= LANE_COLUMNS) {
            takeLane(values);
        } else if (values.size() == STORE_COLUMNS
                && values.get(1) instanceof String store
                && values.get(2) instanceof String source
                && source.startsWith("/hub/")
                && store.matches("[0-9a-f]{32}")) {
            named.add(new StoreId(store));
        }
    }

    /// Issues what was taken, and says in each lane what was not.
    Damage issueAgain(String name, String fault) {
        matchTheUnmatched();
        long unsent = 0;
        long saved = 0;
        for (Map.Entry<Long, StoreId> store : stores.entrySet()) {
            for (Lane lane : Lane.values()) {
                StreamKey stream = new StreamKey(store.getValue(), lane);
                Optional<LaneFacts> facts = Optional.ofNullable(lanes.get(new LaneOf(store.getKey(), lane)));
                long highest = number(stream, "max(sequence)");
                if (highest > 0 || facts.isPresent()) {
                    Damage of = issueAgain(stream, facts, highest, fault);
                    unsent += of.unsent();
                    saved += of.saved();
                }
            }
        }
        transaction.execute("DELETE FROM outbox_salvage");
        return new Damage(name, outbox.clock().instant(), fault, unsent, saved);
    }

    private Damage issueAgain(StreamKey stream, Optional<LaneFacts> facts, long highest, String fault) {
        long last = Math.max(
                highest,
                facts.map(LaneFacts::last)
                        .filter(stated -> stated <= highest + MOST_UNSEEN)
                        .orElse(0L));
        long through = facts.map(LaneFacts::through)
                .filter(stated -> stated <= last)
                .orElseGet(() -> Math.max(0, number(stream, "min(sequence)") - 1));
        AtomicLong saved = new AtomicLong();
        SalvageWalk walk = new SalvageWalk(facts, row -> {
            saved.addAndGet(row.sequence() > through ? 1 : 0);
            issue(stream.lane(), row);
        });
        try (ResultIterator<SalvagedRow> rows = rows(stream)) {
            rows.forEachRemaining(walk::offer);
        }
        report(stream, last, saved.get(), walk.lostOf(last), fault);
        return new Damage("", Instant.EPOCH, fault, last - through, saved.get());
    }

    private void takeRow(List<Object> values) {
        if (values.get(0) instanceof Long store
                && values.get(1) instanceof String lane
                && values.get(2) instanceof Long sequence
                && values.get(3) instanceof byte[] text
                && values.get(4) instanceof byte[] chain
                && values.get(5) instanceof Long appendedAt
                && chain.length == Chain.BYTES) {
            event(text)
                    .filter(event -> event.lane().text().equals(lane) && event.sequence() == sequence)
                    .ifPresent(event -> {
                        stores.put(store, event.store());
                        keep(event, text, chain, appendedAt);
                    });
        }
    }

    private void takeLane(List<Object> values) {
        if (values.get(0) instanceof Long store
                && values.get(1) instanceof String lane
                && values.get(2) instanceof Long last
                && values.get(3) instanceof byte[] chain
                && values.get(4) instanceof Long floor
                && values.get(5) instanceof byte[] floorChain
                && values.get(6) instanceof Long through
                && values.get(10) instanceof Long reissued
                && 0 <= floor
                && floor <= through
                && through <= last
                && reissued <= last) {
            for (Lane known : Lane.values()) {
                if (known.text().equals(lane)) {
                    boolean parted = values.get(9) != null;
                    LaneFacts facts = new LaneFacts(
                            last, chain, floor, floorChain, parted ? Math.max(through, reissued) : through);
                    // Pages that are no longer in use may hold earlier states of the same lane.
                    lanes.merge(new LaneOf(store, known), facts, (a, b) -> newer(a, b) ? a : b);
                }
            }
        }
    }

    private static boolean newer(LaneFacts one, LaneFacts other) {
        return one.last() != other.last() ? one.last() > other.last() : one.through() > other.through();
    }

    private void keep(AnyEnvelope event, byte[] text, byte[] chain, long appendedAt) {
        transaction
                .createUpdate("""
                        INSERT INTO outbox_salvage (store, lane, sequence, text, chain, appended_at)
                        VALUES (:store, :lane, :sequence, :text, :chain, :appendedAt)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("store", event.store().value())
                .bind("lane", event.lane().text())
                .bind("sequence", event.sequence())
                .bind("text", text)
                .bind("chain", chain)
                .bind("appendedAt", appendedAt)
                .execute();
    }

    /// A store none of whose rows can be read has a number and, elsewhere, a name. If there is one of each, they belong
    /// together.
    private void matchTheUnmatched() {
        Set<StoreId> names = new HashSet<>(named);
        names.removeAll(stores.values());
        Set<Long> numbers = new HashSet<>();
        lanes.keySet().forEach(lane -> numbers.add(lane.store()));
        numbers.removeAll(stores.keySet());
        if (names.size() == 1 && numbers.size() == 1) {
            stores.put(numbers.iterator().next(), names.iterator().next());
        }
    }

    private void issue(Lane lane, SalvagedRow row) {
        AnyEnvelope event = event(row.text()).orElseThrow();
        // A loss names places of its own store, and would be a lie in another; what was issued twice is one event.
        if (!(event.data() instanceof HubEvent.RangeLost) && issued.add(event.id())) {
            ends.compute(
                    lane,
                    (_, end) -> outbox.issueAgain(
                            transaction,
                            current,
                            lane,
                            end == null ? outbox.rows().end(transaction, current, lane) : end,
                            row.text(),
                            row.appendedAt()));
        }
    }

    private void report(StreamKey stream, long last, long saved, List<Ack.Range> lost, String fault) {
        int most = HubEvent.StoreSalvaged.MOST_RANGES;
        String reason = fault.substring(0, Math.min(200, fault.length()));
        for (int from = 0; from == 0 || from < lost.size(); from += most) {
            List<Ack.Range> some = lost.subList(from, Math.min(lost.size(), from + most));
            outbox.say(
                    transaction,
                    stream.lane(),
                    new HubEvent.StoreSalvaged(stream.store(), last, from == 0 ? saved : 0, some, reason));
        }
        ends.remove(stream.lane());
    }

    private ResultIterator<SalvagedRow> rows(StreamKey stream) {
        return transaction
                .createQuery("""
                        SELECT sequence, text, chain, appended_at
                        FROM outbox_salvage
                        WHERE store = :store AND lane = :lane
                        ORDER BY sequence
                        """)
                .bind("store", stream.store().value())
                .bind("lane", stream.lane().text())
                .map((row, context) -> new SalvagedRow(
                        row.getLong("sequence"),
                        row.getBytes("text"),
                        row.getBytes("chain"),
                        Instant.ofEpochMilli(row.getLong("appended_at"))))
                .iterator();
    }

    private long number(StreamKey stream, String what) {
        return transaction
                .createQuery(
                        "SELECT coalesce(" + what + ", 0) FROM outbox_salvage WHERE store = :store AND lane = :lane")
                .bind("store", stream.store().value())
                .bind("lane", stream.lane().text())
                .mapTo(Long.class)
                .one();
    }

    private static Optional<AnyEnvelope> event(byte[] text) {
        try {
            return Optional.of(Wire.readAny(text));
        } catch (WireException e) {
            return Optional.empty();
        }
    }
}
