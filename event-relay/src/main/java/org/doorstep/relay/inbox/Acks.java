package org.doorstep.relay.inbox;

import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.outbox.Chain;
import org.jdbi.v3.core.Handle;

/// Acknowledgements that are not the answer to a commit: something else about a stream has become known.
final class Acks {
    /// An acknowledgement is one small message; the rest is said by the next one.
    static final int MOST_RANGES = 32;

    private final String incarnation;

    Acks(String incarnation) {
        this.incarnation = incarnation;
    }

    List<Addressed> of(Handle handle, List<Long> streams) {
        return streams.stream().map(number -> of(handle, number, List.of())).toList();
    }

    Addressed of(Handle handle, long stream, List<Ack.Range> missing) {
        return handle.createQuery("""
                        SELECT device, store, lane, through, chain, safe, centre
                        FROM inbox_stream
                        WHERE number = :stream
                        """)
                .bind("stream", stream)
                .map((row, context) -> new Addressed(
                        new DeviceId(row.getString("device")),
                        new Ack(
                                incarnation,
                                new StoreId(row.getString("store")),
                                Lane.parse(row.getString("lane")),
                                row.getLong("through"),
                                Chain.hex(row.getBytes("chain")),
                                List.of(),
                                missing,
                                row.getLong("safe"),
                                row.getLong("centre"))))
                .one();
    }

    /// Sorted sequences as ranges, from and to both included.
    static List<Ack.Range> ranges(List<Long> sequences) {
        List<Ack.Range> ranges = new ArrayList<>();
        for (int i = 0; i < sequences.size() && ranges.size() < MOST_RANGES; ) {
            int end = i;
            while (end + 1 < sequences.size() && sequences.get(end + 1) == sequences.get(end) + 1) {
                end++;
            }
            ranges.add(new Ack.Range(sequences.get(i), sequences.get(end)));
            i = end + 1;
        }
        return ranges;
    }
}
