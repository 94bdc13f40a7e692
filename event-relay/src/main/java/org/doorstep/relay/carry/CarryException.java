package org.doorstep.relay.carry;

/// A carried file that is not taken, and why. Nothing of it was used. The message repeats nothing of the file.
public final class CarryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /// Counted by this name: add, never rename.
    public enum Reason {
        /// No file of ours at all.
        NOT_CARRIED,
        /// A form that this version does not know.
        NEWER_FORM,
        /// Another kind of carried file than is taken here.
        ANOTHER_KIND,
        TOO_LARGE,
        /// It ends before its end: the stick was pulled, or the copying stopped.
        CUT_OFF,
        ANOTHER_HUB,
        /// Whoever it says it is from does not belong here, or no more.
        UNKNOWN_SENDER,
        /// The sender belongs here, but has no key to sign with.
        SENDER_WITHOUT_KEY,
        /// Changed on its way, or made by somebody else.
        WRONG_SIGNATURE,
        /// Sealed to a key that is not here.
        CANNOT_OPEN,
        /// Signed as it should be, and still not of the form.
        UNREADABLE
    }

    public CarryException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
