package org.doorstep.relay.inbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Lane;

/// A message from an event topic: `device` and `lane` are the topic's, which the broker has checked; `text` is
/// whatever came, and nobody has.
public record Received(DeviceId device, Lane lane, byte[] text, Instant at) {

    /// As it may be written down: of the anonymous lane only the day.
    Received asKept() {
        return lane == Lane.ANONYMOUS ? new Received(device, lane, text, at.truncatedTo(ChronoUnit.DAYS)) : this;
    }
}
