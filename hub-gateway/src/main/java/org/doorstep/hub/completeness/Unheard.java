package org.doorstep.hub.completeness;

import java.time.Instant;
import org.doorstep.relay.contract.DeviceId;

/// A stretch of time of which it is not known that all that a kiosk recorded is here. `name` is what people
/// call it.
public record Unheard(DeviceId device, String name, Why why, Instant from, Instant to) {

    public enum Why {
        /// It has not been heard of since; what it counts comes when it is back.
        AWAY,
        /// It had not been heard of since before this began: nothing it saw of it is known yet.
        NOT_YET,
        /// It is here, and some of what it counted is not.
        BEHIND,
        /// It came back with another beginning (a new card, an old image): what it had then will never be known.
        FOR_GOOD,
        /// It was shut out at the end of this time: what it had then is known only if it still comes, and is let count.
        SHUT_OUT,
        /// What it had is here, came after it was shut out, and waits for somebody to say whether it counts.
        SET_ASIDE
    }

    public Span span() {
        return new Span(from, to);
    }

    /// The part of it in that window, whose beginning is that of what is asked about.
    Unheard within(Span window) {
        Span part = span().within(window);
        boolean sinceBefore = why == Why.AWAY && !from.isAfter(window.from());
        return new Unheard(device, name, sinceBefore ? Why.NOT_YET : why, part.from(), part.to());
    }
}
