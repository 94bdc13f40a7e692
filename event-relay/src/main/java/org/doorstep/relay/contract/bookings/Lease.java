package org.doorstep.relay.contract.bookings;

import java.util.List;
import org.doorstep.relay.contract.Required;

/// Times of today at which a kiosk alone may give so many of something away, also with its hub out
/// of reach: for `seconds` from the moment at which it asked, by CLOCK_BOOTTIME less drift. A lease
/// is in memory alone; whoever starts again has none. `epoch` is its name, and never given twice;
/// of a pool there is one of these for each thing, all under the same name.
public record Lease(long epoch, BookableId bookable, int count, List<Span> cells, int seconds) {
    /// A day cut into the smallest pieces that one would book.
    public static final int MOST_CELLS = 96;

    public Lease {
        Required.all(bookable, cells);
        cells = List.copyOf(cells);
        if (epoch < 1 || count < 1 || seconds < 0 || cells.size() > MOST_CELLS) {
            throw new IllegalArgumentException(
                    "A lease is of something, for a time, in " + MOST_CELLS + " pieces at most.");
        }
    }
}
