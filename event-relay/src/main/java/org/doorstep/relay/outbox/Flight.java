package org.doorstep.relay.outbox;

import java.util.ArrayDeque;
import java.util.Deque;
import org.doorstep.relay.contract.StoreId;

/// One lane of one store while a [Conversation] sends it. One thread's.
final class Flight {
    /// Read ahead of the sending, so that a backlog is not one query a row.
    final Deque<OutboxRows.Row> ready = new ArrayDeque<>();

    OutboxRows.Stream stream;
    long through;
    long safe;
    long centre;
    long sentTo;
    /// Since when rows that were sent wait for the hub, by CLOCK_BOOTTIME.
    long waitingSinceMs;
    /// The hub has said how far it has this lane, on this connection.
    boolean settled;
    boolean marksChanged;

    Flight(OutboxRows.Stream stream) {
        this.stream = stream;
        this.through = stream.through();
        this.safe = stream.safe();
        this.centre = stream.centre();
    }

    /// The hub lacks rows that are no longer here, so its mark stands still until the event that says so has come.
    boolean hasLoss() {
        return through < stream.floor();
    }

    boolean waits() {
        return settled && sentTo > Math.max(through, stream.floor());
    }

    /// What the hub has not acknowledged, or, of a lane that has parted, what is not yet issued again.
    long depth() {
        return stream.last() - Math.max(stream.floor(), stream.hasParted() ? stream.reissued() : through);
    }

    /// Sends again from just above here.
    void rewind(long to) {
        sentTo = to;
        ready.clear();
    }

    StoreId store() {
        return stream.store().id();
    }
}
