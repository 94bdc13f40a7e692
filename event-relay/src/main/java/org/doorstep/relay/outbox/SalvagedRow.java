package org.doorstep.relay.outbox;

import java.time.Instant;

/// A row as it was read of a broken outbox, with its place by its own text.
record SalvagedRow(long sequence, byte[] text, byte[] chain, Instant appendedAt) {}
