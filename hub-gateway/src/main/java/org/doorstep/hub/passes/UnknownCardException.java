package org.doorstep.hub.passes;

/// A sealed card that none of this hub's keys opens. Its tap is kept, and counted when the key is there.
public final class UnknownCardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownCardException(String key) {
        super("A card was sealed with key " + key + ", which this hub does not have, or is damaged.");
    }
}
