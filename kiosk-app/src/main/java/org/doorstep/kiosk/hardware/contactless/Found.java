package org.doorstep.kiosk.hardware.contactless;

/// What a look into the reader's field found.
sealed interface Found {
    record Nothing() implements Found {}

    record One(Tag tag) implements Found {}

    /// More than one card, which nobody can choose between for their holder.
    record Several() implements Found {}

    /// Something that answers and has no number of 4, 7 or 10 bytes.
    record Strange() implements Found {}
}
