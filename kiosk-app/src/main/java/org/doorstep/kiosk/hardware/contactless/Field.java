package org.doorstep.kiosk.hardware.contactless;

import org.doorstep.kiosk.hardware.ReaderLost;

/// The space before a reader's antenna, as one chip sees it. For one thread.
///
/// [#page] and [#writePage] are of the card that [#look] found last; a page has four bytes (NXP
/// NTAG213/215/216 data sheet, 8.5).
interface Field extends AutoCloseable {
    int PAGE_BYTES = 4;

    /// A READ gives four pages at once (NTAG213/215/216, 10.2).
    int READ_BYTES = 16;

    /// Whether a card is there now, selected for what follows. Takes a tenth of a second at most.
    Found look() throws ReaderLost;

    /// The sixteen bytes from this page on.
    byte[] page(int number) throws ReaderLost, TagGone;

    /// Writes one page, whole or not at all.
    void writePage(int number, byte[] four) throws ReaderLost, TagGone;

    /// Lets the card rest until the next look. One that is gone already is no error.
    void letGo() throws ReaderLost;

    @Override
    void close();

    @FunctionalInterface
    interface Opener {
        Field open() throws ReaderLost;
    }
}
