package org.doorstep.hub.booking.units;

/// A group that books: a name that it goes by, never a person's.
public record Party(long id, String name, PartyKind kind, boolean retired) {}
