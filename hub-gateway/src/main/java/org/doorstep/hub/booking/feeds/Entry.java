package org.doorstep.hub.booking.feeds;

import java.time.Instant;

/// One thing in a calendar. `uid` is the same each time it is written, wherever it moves; `place` and
/// `about` may be empty.
record Entry(String uid, String title, String place, String about, Instant starts, Instant ends, Standing standing) {
    /// STATUS of RFC 5545, section 3.8.1.11.
    enum Standing {
        CONFIRMED,
        /// Somebody has yet to agree to it.
        TENTATIVE,
        CANCELLED
    }
}
