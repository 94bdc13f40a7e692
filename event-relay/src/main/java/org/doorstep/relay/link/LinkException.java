package org.doorstep.relay.link;

/// The broker did not take it: not connected, refused, or too slow. Try again when connected.
public final class LinkException extends Exception {
    private static final long serialVersionUID = 1L;

    public LinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
