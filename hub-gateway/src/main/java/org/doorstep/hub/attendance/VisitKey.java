package org.doorstep.hub.attendance;

/// One pass in one session, by their rows.
record VisitKey(long pass, long session) {}
