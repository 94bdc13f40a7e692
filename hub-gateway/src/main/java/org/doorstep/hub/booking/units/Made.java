package org.doorstep.hub.booking.units;

import java.util.List;
import java.util.Map;

/// Of what something new that can be booked is made.
public sealed interface Made {
    /// One thing of its own: a kitchen, a strimmer.
    record One() implements Made {}

    /// So many things alike, of which it does not matter which: folding tables.
    record Pool(int count) implements Made {
        /// What fits into a hub's cupboard; more is a slip of the finger.
        public static final int MOST = 200;

        public Pool {
            if (count < 1 || count > MOST) {
                throw new IllegalArgumentException("A pool has 1 to " + MOST + " things in it.");
            }
        }
    }

    /// Units that others have too: the whole hall, of both its halves.
    record Of(List<UnitId> units) implements Made {
        public Of {
            units = List.copyOf(units);
            if (units.isEmpty()) {
                throw new IllegalArgumentException("It is made of one thing at least.");
            }
        }
    }

    /// Other things together, so many of each.
    record Kit(Map<BookableId, Integer> parts) implements Made {
        public Kit {
            parts = Map.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("A kit has one part at least.");
            }
        }
    }
}
