package org.doorstep.hub.activities;

import java.time.Instant;
import java.time.LocalDate;
import org.doorstep.relay.contract.SessionId;

/// One occurrence of an activity, or one day's drop-in. `row` is its number in this database.
public record Session(long row, SessionId id, LocalDate day, Instant starts, Instant ends) {

    boolean takesCheckInsAt(Instant at) {
        return !at.isBefore(starts.minusSeconds(CheckInRules.EARLY_SECONDS)) && at.isBefore(ends);
    }

    /// Whoever is still here is taken to be leaving.
    boolean isJustOverAt(Instant at) {
        return !at.isBefore(ends) && at.isBefore(lateUntil());
    }

    /// From then on a tap is no leaving of this.
    Instant lateUntil() {
        return ends.plusSeconds(CheckInRules.LATE_SECONDS);
    }
}
