package org.doorstep.hub.booking.units;

/// One thing that only one may have at a time, by its row.
public record UnitId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
