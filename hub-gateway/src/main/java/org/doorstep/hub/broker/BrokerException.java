package org.doorstep.hub.broker;

/// The embedded broker could not start or stop; the message says what to look at.
public final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
