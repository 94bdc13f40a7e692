package org.doorstep.hub.booking.calendar;

/// One booking as it stands on the calendar, in words. `count` is how many of a pool, 0 if it is
/// none; `state` is `booked`, `asked`, `held`, or `leased` for cells that a kiosk may give away,
/// which nobody can open. Times are local: `starts` as a form has it.
public record Entry(
        long id, String label, String when, String state, String stateWords, int count, String day, String starts) {

    public boolean isBooking() {
        return id != 0;
    }

    /// Whether it says more than that it is booked.
    public boolean hasState() {
        return !stateWords.isEmpty();
    }
}
