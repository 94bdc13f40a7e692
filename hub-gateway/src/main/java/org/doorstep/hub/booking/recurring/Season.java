package org.doorstep.hub.booking.recurring;

import java.time.LocalDate;
import java.util.Optional;

/// A season for which groups ask for times of the week.
public record Season(long id, String name, LocalDate first, LocalDate last, boolean inTerm, State state) {
    /// The names are stored.
    public enum State {
        ASKING,
        PROPOSED,
        PUBLISHED
    }

    public Season {
        if (name.isBlank() || name.length() > 80) {
            throw new IllegalArgumentException("A season has a name of 1 to 80 characters.");
        }
        if (last.isBefore(first) || last.isAfter(first.plusYears(1))) {
            throw new IllegalArgumentException("A season ends after it begins, and is no longer than a year.");
        }
    }

    /// What stands in the plan for a group's wish; `rivals` are those who came after it, as names.
    public record Planned(
            long party,
            int number,
            How how,
            int choice,
            Optional<Slot> slot,
            FairPlan.Because because,
            String rivals,
            long series) {}

    /// The names are stored.
    public enum How {
        CHOICE,
        INSTEAD,
        NOTHING,
        BY_HAND
    }
}
