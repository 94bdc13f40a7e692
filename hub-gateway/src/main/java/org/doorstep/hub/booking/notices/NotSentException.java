package org.doorstep.hub.booking.notices;

/// A notice could not be handed over; it is tried again.
final class NotSentException extends Exception {
    private static final long serialVersionUID = 1L;

    NotSentException(String what) {
        super(what);
    }

    NotSentException(String what, Throwable why) {
        super(what, why);
    }
}
