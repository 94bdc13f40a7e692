package org.doorstep.kiosk.hardware.serial;

import java.util.HexFormat;
import java.util.Optional;
import org.doorstep.kiosk.hardware.CardNumbers;
import org.doorstep.kiosk.hardware.Reading;

/// From the bytes of an RDM6300 reader to readings: STX, ten hex digits, two of checksum (the exclusive-or of the
/// five bytes), ETX. Plain Java, for one thread.
///
/// Noise between frames and frames cut off by the next STX are passed over: the reader repeats its frame some ten
/// times a second while a card is held. A whole frame that does not add up is garbage with its reason.
final class Rdm6300Frames {
    private static final int STX = 0x02;
    private static final int ETX = 0x03;
    private static final int DIGITS = 12;
    private static final int CARD_BYTES = 5;

    private final StringBuilder digits = new StringBuilder(DIGITS);
    private boolean inFrame;

    Optional<Reading> feed(byte next) {
        int value = Byte.toUnsignedInt(next);
        if (value == STX) {
            inFrame = true;
            digits.setLength(0);
            return Optional.empty();
        }
        if (!inFrame) {
            return Optional.empty();
        }
        if (value == ETX) {
            inFrame = false;
            return digits.length() == DIGITS ? Optional.of(reading()) : Optional.empty();
        }
        if (digits.length() == DIGITS) {
            // Longer than a frame: its end was lost, or it is none.
            inFrame = false;
            return Optional.empty();
        }
        digits.append((char) value);
        return Optional.empty();
    }

    private Reading reading() {
        if (!digits.chars().allMatch(c -> c < 128 && HexFormat.isHexDigit(c))) {
            return new Reading.Garbage(Reading.Reason.CHECK_FAILED);
        }
        byte[] bytes = HexFormat.of().parseHex(digits);
        byte sum = 0;
        byte[] card = new byte[CARD_BYTES];
        for (int i = 0; i < CARD_BYTES; i++) {
            card[i] = bytes[i];
            sum ^= bytes[i];
        }
        return sum == bytes[CARD_BYTES] ? CardNumbers.em4100(card) : new Reading.Garbage(Reading.Reason.CHECK_FAILED);
    }
}
