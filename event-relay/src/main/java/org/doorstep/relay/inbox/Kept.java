package org.doorstep.relay.inbox;

import java.time.Instant;
import org.doorstep.relay.contract.Envelope;

/// An event of the inbox, read again.
public record Kept(long position, Instant receivedAt, Envelope event) {}
