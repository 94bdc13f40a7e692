package org.doorstep.system.launch;

/// The launcher cannot go on. The message is a sentence for the person at the keyboard.
final class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
