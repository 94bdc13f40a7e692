package org.doorstep.kiosk.hardware.contactless;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One record of an NDEF message (NFC Forum NDEF 1.0, 3.2): what kind of thing it is, and where its
/// payload lies in the message. Chunked records are not read: nothing here writes them.
record NdefRecord(int typeNameFormat, String type, byte[] message, int from, int to) {
    private static final int LAST = 0x40;
    private static final int CHUNKED = 0x20;
    private static final int SHORT = 0x10;
    private static final int HAS_ID = 0x08;
    private static final int FORMAT = 0x07;
    private static final int WELL_KNOWN = 0x01;
    private static final int EXTERNAL = 0x04;

    /// NFC Forum Text RTD 1.0, 3.2: bit 7 says UTF-16, the lowest six how long the language's name is.
    private static final int UTF_16 = 0x80;

    private static final int LANGUAGE_LENGTH = 0x3F;

    /// What a card of ours may name its pass by; a text record does as well.
    static final String PASS_TYPE = "doorstep.org:pass";

    /// A card for visitors has one record or two. Past this a message is made to keep somebody busy.
    private static final int MOST_RECORDS = 16;

    /// A text, and from which byte of the message on it lies there, one byte a character.
    record Text(String text, int at) {}

    /// The records of a message; none of a message that is not whole, for then nothing in it can be
    /// trusted to be what it was.
    static List<NdefRecord> all(byte[] message) {
        List<NdefRecord> records = new ArrayList<>();
        int at = 0;
        while (at + 3 <= message.length && records.size() < MOST_RECORDS) {
            int flags = Byte.toUnsignedInt(message[at]);
            int typeLength = Byte.toUnsignedInt(message[at + 1]);
            boolean isShort = (flags & SHORT) != 0;
            int head = at + 2 + (isShort ? 1 : 4) + ((flags & HAS_ID) != 0 ? 1 : 0);
            if ((flags & CHUNKED) != 0 || head > message.length) {
                return List.of();
            }
            long payloadLength = isShort ? Byte.toUnsignedInt(message[at + 2]) : fourBytes(message, at + 2);
            int idLength = (flags & HAS_ID) != 0 ? Byte.toUnsignedInt(message[head - 1]) : 0;
            long payload = (long) head + typeLength + idLength;
            long end = payload + payloadLength;
            if (end > message.length) {
                return List.of();
            }
            String type = new String(message, head, typeLength, StandardCharsets.US_ASCII);
            records.add(new NdefRecord(flags & FORMAT, type, message, (int) payload, (int) end));
            if ((flags & LAST) != 0) {
                return records;
            }
            at = (int) end;
        }
        return List.of();
    }

    /// What it says, if it is a text, the part of a web address after its `#`, or our own kind.
    /// After the `#`, because a phone that opens the address sends that part to nobody.
    Optional<Text> text() {
        if (typeNameFormat == WELL_KNOWN && type.equals("T") && from < to) {
            int status = Byte.toUnsignedInt(message[from]);
            int start = from + 1 + (status & LANGUAGE_LENGTH);
            return (status & UTF_16) != 0 || start > to
                    ? Optional.empty()
                    : Optional.of(at(start, StandardCharsets.UTF_8));
        }
        if (typeNameFormat == WELL_KNOWN && type.equals("U")) {
            for (int i = from; i < to; i++) {
                if (message[i] == '#') {
                    return Optional.of(at(i + 1, StandardCharsets.US_ASCII));
                }
            }
            return Optional.empty();
        }
        return typeNameFormat == EXTERNAL && type.equals(PASS_TYPE)
                ? Optional.of(at(from, StandardCharsets.US_ASCII))
                : Optional.empty();
    }

    private Text at(int start, Charset charset) {
        return new Text(new String(message, start, to - start, charset), start);
    }

    private static long fourBytes(byte[] message, int at) {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | Byte.toUnsignedInt(message[at + i]);
        }
        return value;
    }
}
