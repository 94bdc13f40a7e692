package org.doorstep.hub.booking.claims;

/// How a booking ends before its time.
public enum Ending {
    CANCELLED(State.CANCELLED),
    REFUSED(State.REFUSED),
    LOST(State.LOST),
    RELEASED(State.RELEASED);

    private final State state;

    Ending(State state) {
        this.state = state;
    }

    State state() {
        return state;
    }
}
