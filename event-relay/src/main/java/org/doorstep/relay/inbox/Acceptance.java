package org.doorstep.relay.inbox;

import org.doorstep.relay.contract.AnyEnvelope;

/// What became of a received text.
public sealed interface Acceptance {

    /// New, and kept at `position`: count it, in this transaction.
    record Fresh(long position, AnyEnvelope event) implements Acceptance {}

    /// New, of a device that was shut out, and kept at `position`: count nothing until a person says so ([Fences]).
    record SetAside(long position) implements Acceptance {}

    /// Already here, at this place or at another: count nothing.
    record Duplicate() implements Acceptance {}

    /// Another text is here under the same place or id. This one is in quarantine, and neither is overwritten.
    record Conflict(Quarantine.Reason reason) implements Acceptance {}

    /// Not an event of this hub. `kept` says whether its place could be read: then it is in quarantine and covered by
    /// the mark; else it is only counted, and stays with its sender.
    record Unreadable(Quarantine.Reason reason, boolean kept) implements Acceptance {}
}
