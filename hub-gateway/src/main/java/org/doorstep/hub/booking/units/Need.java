package org.doorstep.hub.booking.units;

import java.util.List;

/// So many of these units: all of them, or which does not matter.
public record Need(List<UnitId> from, int count) {
    public Need {
        from = List.copyOf(from);
    }

    public boolean all() {
        return count == from.size();
    }
}
