package org.doorstep.kiosk.hardware;

import java.util.function.Consumer;

/// A card reader that can also write on a card, where the card lets it. Safe for all threads.
///
/// It writes one text in the place of another of the same length, and nothing else: what a hub has
/// signed stays as it is, and a card that is pulled away in the middle has some characters of each,
/// never a broken message.
public interface CardWriter {

    /// The card whose text is `from`, in small letters or capitals, gets `to` instead, if it lies on
    /// the reader now or within some seconds. One wish at a time: another takes its place. `told`
    /// hears once how it went, on the reader's thread.
    void rewrite(String from, String to, Consumer<Written> told);

    /// How it went.
    enum Written {
        /// Written, and read back.
        DONE,
        /// The card has another text, or none: this one is somebody else's, or was never written by
        /// a hub.
        ANOTHER_CARD,
        /// The card's text has no place for it.
        NO_ROOM,
        /// The card is locked.
        LOCKED,
        /// No card came, or it was taken away meanwhile.
        GONE
    }
}
