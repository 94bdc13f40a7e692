package org.doorstep.hub.joining;

/// The device door cannot be opened. The message says what to do.
public final class DoorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DoorException(String message, Throwable cause) {
        super(message, cause);
    }
}
