package org.doorstep.hub.aboutme;

/// Words that none of this hub's keys opens. They are kept, and read when the key is there.
public final class UnknownSealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownSealException(String key) {
        super("Something that a resident said was sealed with key " + key + ", which this hub does not have.");
    }
}
