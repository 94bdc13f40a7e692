package org.doorstep.kiosk.hardware;

import java.time.Instant;

/// Whether a reader works, and since when.
public sealed interface ReaderStatus {
    Instant since();

    record Working(Instant since) implements ReaderStatus {}

    record Away(Instant since, Why why) implements ReaderStatus {}

    /// Why a reader is away. What a person is told about each stands in the message bundle.
    enum Why {
        /// It has not been looked for yet.
        NOT_YET_OPEN,
        /// Nothing is there under its name: unplugged, or never plugged in.
        ABSENT,
        /// It is there and this program may not open it.
        NOT_ALLOWED,
        /// Another program has taken it for itself.
        TAKEN,
        /// What is there is not a reader of this sort.
        NOT_A_READER,
        /// It was working and broke off, or its command ended.
        BROKE_OFF,
        /// It sends, but nothing that could be used.
        SENDS_NONSENSE
    }
}
