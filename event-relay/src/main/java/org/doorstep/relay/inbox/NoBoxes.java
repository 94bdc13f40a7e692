package org.doorstep.relay.inbox;

import java.sql.Connection;
import java.util.List;
import org.doorstep.relay.contract.AnyEnvelope;

/// Texts as they came.
record NoBoxes() implements Boxes {
    @Override
    public Boxed box(Connection transaction, AnyEnvelope event, byte[] text) {
        return new Boxed(event, text, false, List.of());
    }

    @Override
    public void unneeded(Connection transaction, Boxed boxed) {
        // Nothing was made.
    }

    @Override
    public byte[] open(Connection connection, byte[] kept) {
        return kept;
    }
}
