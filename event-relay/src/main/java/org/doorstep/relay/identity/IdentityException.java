package org.doorstep.relay.identity;

/// Something that was shown or given as ours is not. The message is a sentence for a person, and
/// repeats nothing of what was shown: it may have been made to be read.
public final class IdentityException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /// Counted by this name: add, never rename.
    public enum Reason {
        /// Not the kind of file, or cut off.
        UNREADABLE,
        /// Not of the strict alphabet, not of the form, or not the same in every place where it stands.
        NAME,
        /// Not an elliptic curve key on P-256.
        KEY_KIND,
        /// Whoever asks does not have the key they ask for, or the key that the name belongs to.
        PROOF,
        /// Signed by another authority, or altered.
        SIGNATURE,
        /// What the signer may not say: a hub's key for another hub's device, a device's for anybody.
        NOT_ITS_TO_SIGN,
        NOT_YET_VALID,
        EXPIRED,
        REVOKED
    }

    public IdentityException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public IdentityException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
