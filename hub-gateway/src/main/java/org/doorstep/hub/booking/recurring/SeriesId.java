package org.doorstep.hub.booking.recurring;

/// A series, by its row.
public record SeriesId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
