package org.doorstep.relay.inbox;

import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.DeviceId;

/// An acknowledgement and whom it is for. Send it after the commit, never before.
public record Addressed(DeviceId device, Ack ack) {}
