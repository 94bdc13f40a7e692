package org.doorstep.firmware.keys;

/// The hub's keys are not there or not readable. The message says what to do and repeats nothing of a key.
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyFileException(String message) {
        super(message);
    }

    public KeyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
