package org.doorstep.system.sweep;

/// One string of one person, written in one way.
///
/// `sure` says that it is nowhere by accident: it has 50 bits or more that only chance could bring together. One that
/// is not, such as a card's number of four bytes, stands somewhere in a few megabytes of any random bytes; what tells
/// a leak then is that many people's are there.
record Needle(What what, int person, String spelling, byte[] bytes, boolean sure) {

    /// What it says of the person.
    enum What {
        /// The number that is on a card of one's own.
        CARD,
        NAME,
        /// What they wish to be greeted by, and have told the hub.
        NICKNAME,
        POSTCODE,
        /// The four pictures that they chose in case they lose their pass.
        PHRASE,
        /// A pass's number: not a name, but the same person's each time.
        PASS,
        /// The whole text of a pass's QR: whoever has it holds the pass.
        CODE,
        /// The same of a pass that nobody holds yet.
        BLANK,
        /// What a card's number becomes: the same person's each time.
        TOKEN,
        /// A key of the hub's, by which tokens or passes are made.
        KEY
    }
}
