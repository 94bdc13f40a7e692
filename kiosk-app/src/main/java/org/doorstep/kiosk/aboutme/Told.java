package org.doorstep.kiosk.aboutme;

import java.time.Instant;
import org.doorstep.relay.contract.Receipt;

/// What came of a touch on "About me".
public sealed interface Told {
    /// Here is everything that is held.
    record Everything(Showings.Present about) implements Told {}

    /// What they said or did is on the disk, and goes to the hub when it is reached.
    record Kept(Showings.Present about) implements Told {}

    /// They have left; this they take with them.
    record Left(Receipt receipt) implements Told {}

    /// The hub waits for somebody at the desk to say this number, until then.
    record CopyWaits(Showings.Present about, Receipt number, Instant until) implements Told {}

    /// The hub cannot be asked now. What can be said and done without it, can.
    record HubAway(Showings.Present about) implements Told {}

    /// It is too long ago that they showed their pass.
    record TooLate() implements Told {}

    /// The disk did not take it.
    record CannotSave() implements Told {}
}
