package org.doorstep.kiosk.hardware.contactless;

import java.util.Arrays;
import java.util.HexFormat;

/// A card that was selected: its whole number, and what it says it can do (SAK, ISO/IEC 14443-3,
/// 6.5.3.4).
record Tag(byte[] uid, int sak) {

    /// SAK of a card with no protocol above it and no keys: NFC Forum Type 2, which is NTAG and
    /// MIFARE Ultralight (NXP AN10833, table 6).
    private static final int TYPE_TWO = 0x00;

    Tag {
        if (uid.length != 4 && uid.length != 7 && uid.length != 10) {
            throw new IllegalArgumentException("A card's number has 4, 7 or 10 bytes, not " + uid.length + ".");
        }
        uid = uid.clone();
    }

    boolean mayHoldText() {
        return sak == TYPE_TWO;
    }

    boolean sameAs(Tag other) {
        return Arrays.equals(uid, other.uid);
    }

    @Override
    public byte[] uid() {
        return uid.clone();
    }

    /// Without the number, so that a stray log line cannot tell it.
    @Override
    public String toString() {
        return "Tag[" + uid.length + " bytes, SAK " + HexFormat.of().toHexDigits((byte) sak) + "]";
    }
}
