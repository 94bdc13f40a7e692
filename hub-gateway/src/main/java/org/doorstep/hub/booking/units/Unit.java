package org.doorstep.hub.booking.units;

/// One thing that only one may have at a time. `label` is what its own QR says, '' if it has none;
/// what is unsafe is given to nobody until a person says that it is safe.
public record Unit(UnitId id, String name, String label, boolean unsafe) {}
