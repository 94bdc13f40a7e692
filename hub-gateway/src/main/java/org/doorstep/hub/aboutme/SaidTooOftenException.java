package org.doorstep.hub.aboutme;

/// More was said in residents' names at one device in a day than goes by itself. It is kept, and counts
/// once a person has looked.
public final class SaidTooOftenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SaidTooOftenException(String what) {
        super("More was " + what + " at one device in a day than goes by itself.");
    }
}
