package org.doorstep.relay.joining;

/// What came of calling at a hub's door. The sentences are for a log and a technician; a screen has
/// words of its own.
public sealed interface DoorOutcome<T> {

    /// Done and proved: what was answered is the hub's, and for this device's key.
    record Done<T>(T answer) implements DoorOutcome<T> {}

    /// The door says no.
    record Refused<T>(DoorRefusal why) implements DoorOutcome<T> {}

    /// Whoever answers there is not the hub that was meant, or cannot prove it. Nothing of theirs
    /// may be kept.
    record NotTheHub<T>(String sentence) implements DoorOutcome<T> {}

    /// Nobody answered, or the line broke: the same may be tried again.
    record Unreachable<T>(String sentence) implements DoorOutcome<T> {}
}
