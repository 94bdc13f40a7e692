package org.doorstep.hub.lookup;

import java.time.Instant;

/// One look at what is held of a resident. `byRole` is the role's name; `byName` the name they sign in by.
public record Look(Instant at, String byRole, String byName, Reason reason, String note) {}
