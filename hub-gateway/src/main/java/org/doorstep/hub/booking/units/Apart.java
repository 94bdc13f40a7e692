package org.doorstep.hub.booking.units;

/// While somebody of `kind` has `bookable`, nobody of `otherKind` may have `other`, nor the other
/// way about: the crèche and an outside hire.
public record Apart(
        long id, BookableId bookable, PartyKind kind, BookableId other, PartyKind otherKind, String reason) {}
