package org.doorstep.hub.privacy;

/// What a look at retention came to.
public sealed interface Outcome {
    /// It has run today, or it is not the hour yet.
    record NotDue() implements Outcome {}

    /// The hub does not know whether its clock is right. Nothing is taken away by such a clock.
    record TimeUnsure() implements Outcome {}

    /// It ran. `removed` counts all that went; `waiting` residents are due and too many at once.
    record Ran(long removed, long waiting) implements Outcome {}
}
