package org.doorstep.hub.upstream;

/// When counts are looked at for release (docs/decisions/0021).
public enum Cadence {
    /// Once in each hour by the clock, of days and weeks that are over: what leaves does not tell
    /// who came just now. The usual choice.
    HOURLY,
    /// As soon as they move. Whoever sees the area's pages can then tell the moment at which a count
    /// passed from one shown number to the next; for invented people, and for trying things out.
    AT_ONCE
}
