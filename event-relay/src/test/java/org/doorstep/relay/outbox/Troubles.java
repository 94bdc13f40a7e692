package org.doorstep.relay.outbox;

/// What may go wrong in a run of [TwoSides].
record Troubles(boolean wire, boolean crashes, boolean hubRestored, boolean fromOlderCopy, boolean oldCard) {}
