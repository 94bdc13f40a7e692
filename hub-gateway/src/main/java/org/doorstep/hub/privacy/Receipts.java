package org.doorstep.hub.privacy;

import org.doorstep.relay.contract.Receipt;
import org.jdbi.v3.core.Handle;

/// What became of somebody's wish to leave, by the receipt that they took along. Nobody but them can
/// tell whose it is.
@FunctionalInterface
public interface Receipts {
    State of(Handle handle, Receipt receipt);

    enum State {
        /// This hub has not heard of it: it may still wait at a kiosk.
        UNKNOWN,

        /// Forgotten in the database; a log or a copy of it is not cleared yet.
        BEGUN,

        /// Nothing is left in any file that this hub can reach.
        DONE
    }
}
