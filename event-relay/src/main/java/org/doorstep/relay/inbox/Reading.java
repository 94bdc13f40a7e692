package org.doorstep.relay.inbox;

import org.doorstep.relay.contract.AnyEnvelope;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;

/// What a received text says. Reading is most of the work that needs no database, so whoever brings the text does it,
/// and not the writer, whom everybody waits for.
public sealed interface Reading {

    record Event(AnyEnvelope event) implements Reading {}

    record NoEvent(Quarantine.Reason reason) implements Reading {}

    /// Any text whatever; never throws.
    static Reading of(byte[] text) {
        try {
            return new Event(Wire.readAny(text));
        } catch (WireException e) {
            return new NoEvent(Quarantine.Reason.of(e.reason()));
        }
    }
}
