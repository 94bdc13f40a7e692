package org.doorstep.relay.inbox;

import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;

/// One (device, store, lane) while a transaction receives: read from its row at first touch, written back at the end.
/// It lives no longer than the transaction, so a rollback needs no undoing.
final class Stream {
    final long number;
    final DeviceId device;
    final StoreId store;
    final Lane lane;
    final long safe;
    final long centre;
    /// The number of the fence that it is behind; 0 if it is behind none.
    final long fence;
    long through;
    byte[] chain;
    long highest;

    Stream(
            long number,
            DeviceId device,
            StoreId store,
            Lane lane,
            long through,
            byte[] chain,
            long highest,
            long safe,
            long centre,
            long fence) {
        this.number = number;
        this.device = device;
        this.store = store;
        this.lane = lane;
        this.through = through;
        this.chain = chain;
        this.highest = highest;
        this.safe = safe;
        this.centre = centre;
        this.fence = fence;
    }
}
