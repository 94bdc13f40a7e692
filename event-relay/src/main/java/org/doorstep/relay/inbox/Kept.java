package org.doorstep.relay.inbox;

import java.time.Instant;
import org.doorstep.relay.contract.AnyEnvelope;

/// An event of the inbox, read again. One of the anonymous lane was received on a day, and at no time of it.
public record Kept(long position, Instant receivedAt, AnyEnvelope event) {}
