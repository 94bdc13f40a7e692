package org.doorstep.kiosk.hardware.contactless;

/// The card did not answer, or not so that it could be understood: it is at the edge of the
/// reader's reach, or gone. The reader itself is well.
final class TagGone extends Exception {
    private static final long serialVersionUID = 1;

    TagGone(String message) {
        super(message);
    }
}
