package org.doorstep.kiosk.joining;

/// How far a kiosk has come in joining a hub: what its screen shows. Nothing in it is secret.
public sealed interface JoinState {

    /// For a code, and what came of the thing that was shown last.
    record Waiting(Shown shown) implements JoinState {}

    /// Under way; nothing else is taken meanwhile.
    record Asking(Step step) implements JoinState {}

    /// It came to nothing, and nothing was changed. `host` is where it asked.
    record Failed(Why why, String host) implements JoinState {}

    /// It is a hub's from now on, under this name.
    record Joined(String name) implements JoinState {}

    /// What was held before a reader, or typed.
    enum Shown {
        NOTHING,
        /// A pass, a card, a web address: nothing to join by.
        SOMETHING_ELSE,
        /// It means to be a code for joining and cannot be read whole.
        SPOILT
    }

    /// In the order in which they are taken.
    enum Step {
        /// Finding the hub.
        REACH,
        /// Both sides prove the code to each other, slowly on purpose, and the hub makes the certificate.
        ASK,
        KEEP
    }

    /// Why not. What a person is told about each stands in the message bundle.
    enum Why {
        /// Nobody answers there, or the line broke.
        NOT_REACHED,
        /// Who answers is not the hub that the code names, or cannot prove it.
        NOT_THE_HUB,
        /// Mistyped, or of another hub.
        NOT_KNOWN,
        EXPIRED,
        USED,
        VOID,
        /// The hub has too much to do, or cannot make certificates just now.
        HUB_CANNOT,
        /// One of the two is of an older version.
        NOT_UNDERSTOOD,
        /// This kiosk's disk takes nothing, or its settings may not be written.
        CANNOT_SAVE;

        /// Whether the same code may do a little later.
        public boolean sameCodeMayDo() {
            return this == NOT_REACHED || this == HUB_CANNOT || this == CANNOT_SAVE;
        }
    }
}
