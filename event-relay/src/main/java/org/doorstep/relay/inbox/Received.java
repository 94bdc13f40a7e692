package org.doorstep.relay.inbox;

import java.time.Instant;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Lane;

/// A message from an event topic: `device` and `lane` are the topic's, which the broker has checked; `text` is
/// whatever came, and nobody has.
public record Received(DeviceId device, Lane lane, byte[] text, Instant at) {}
