package org.doorstep.relay.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.talk.Request;
import org.jdbi.v3.core.Handle;

/// What an outbox still keeps, of one moment: for whoever carries it by hand. It only reads. It ends with the
/// transaction that it is given.
///
/// Lanes that have parted from the hub are left out, as they are on the link: their rows are issued again in a later
/// store. The anonymous lane is not here at all.
public final class KeptRows {
    private static final int ROWS_AT_ONCE = 200;

    /// Whoever only reads begins no store.
    private static final RandomGenerator NO_CHANCE = () -> {
        throw new IllegalStateException("A reader of the outbox mints nothing.");
    };

    private final Handle handle;
    private final OutboxRows rows = new OutboxRows(NO_CHANCE);
    private final List<OutboxRows.Stream> streams;

    /// A row and the chain beside it. The arrays are not to be changed.
    public record Row(long sequence, byte[] text, byte[] chain) {}

    public KeptRows(Handle handle) {
        this.handle = handle;
        this.streams = rows.streams(handle).stream()
                .filter(stream -> stream.lane() != Lane.ANONYMOUS)
                .toList();
    }

    /// What the device would say on connect, without a name for the running program: this may not be it.
    public Request.Hello hello() {
        List<Request.Tail> tails = new ArrayList<>();
        for (OutboxRows.Stream stream : streams) {
            long at = stream.hasParted() ? stream.parted() : stream.last();
            rows.chainAt(handle, stream, at)
                    .ifPresent(chain ->
                            tails.add(new Request.Tail(stream.store().id(), stream.lane(), at, Chain.hex(chain))));
        }
        return new Request.Hello(tails);
    }

    /// Of each lane that can be sent, the earlier stores first.
    public List<Stretch> lanes() {
        return streams.stream()
                .filter(stream -> !stream.hasParted())
                .map(Stretch::new)
                .toList();
    }

    /// How many rows the hub has not acknowledged, as far as the disk knows.
    public long waiting() {
        return streams.stream()
                .filter(stream -> !stream.hasParted())
                .mapToLong(stream -> stream.last() - Math.max(stream.floor(), stream.through()))
                .sum();
    }

    /// The rows of one lane of one store, in order, some at a time.
    public final class Stretch {
        private final OutboxRows.Stream stream;

        private Stretch(OutboxRows.Stream stream) {
            this.stream = stream;
        }

        public StoreId store() {
            return stream.store().id();
        }

        public Lane lane() {
            return stream.lane();
        }

        public List<Row> first() {
            return some(stream.floor());
        }

        /// Empty after the last.
        public List<Row> after(Row row) {
            return some(row.sequence);
        }

        /// Without those in which a name was replaced: the hub has them, and as they were.
        private List<Row> some(long after) {
            List<OutboxRows.Chained> found = rows.chainedAfter(handle, stream, after, ROWS_AT_ONCE);
            List<Row> asSent = found.stream()
                    .filter(row -> row.digest() == null)
                    .map(row -> new Row(row.sequence(), row.text(), row.chain()))
                    .toList();
            return asSent.isEmpty() && !found.isEmpty() ? some(found.getLast().sequence()) : asSent;
        }
    }
}
