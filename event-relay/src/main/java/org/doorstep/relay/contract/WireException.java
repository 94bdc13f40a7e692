package org.doorstep.relay.contract;

/// Text that is not what it should be. The message says what is wrong and repeats none of the text: it may be logged.
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /// Counted by this name.
    public enum Reason {
        TOO_LARGE,
        NOT_JSON,
        NOT_AN_EVENT,
        WRONG_FIELD
    }

    public WireException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
