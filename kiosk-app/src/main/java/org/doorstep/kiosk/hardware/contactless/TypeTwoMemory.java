package org.doorstep.kiosk.hardware.contactless;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.doorstep.kiosk.hardware.CardWriter;
import org.doorstep.kiosk.hardware.ReaderLost;

/// The memory of an NFC Forum Type 2 tag (Type 2 Tag Operation 1.2; NXP NTAG213/215/216, 8.5): page
/// 3 is the capability container, the data from page 4 on are TLV blocks, and the one of type 03 is
/// the NDEF message. For one thread, and for the card that was found last.
final class TypeTwoMemory {
    private static final int CAPABILITIES_PAGE = 3;
    private static final int FIRST_DATA_PAGE = 4;

    /// Byte 0 of the capability container of a card that is made for NDEF (Type 2 Tag Operation, 2.1).
    private static final byte NDEF_MAGIC = (byte) 0xE1;

    /// Its lower half of byte 3: 0 lets anybody write.
    private static final int WRITE_ACCESS = 0x0F;

    /// Byte 2 counts in eight bytes.
    private static final int SIZE_UNIT = 8;

    /// TLV blocks (2.3).
    private static final int NULL = 0x00;

    private static final int NDEF = 0x03;
    private static final int TERMINATOR = 0xFE;
    private static final int LONG_LENGTH = 0xFF;

    private final Field field;
    private byte[] data = new byte[0];
    private int dataBytes;
    private boolean writable;

    TypeTwoMemory(Field field) {
        this.field = field;
    }

    /// A message, and where it begins in the data.
    private record Message(byte[] bytes, int at) {}

    /// Whether it is made for NDEF; what reading any further rests on. Throws TagGone if it says
    /// nothing.
    boolean open() throws ReaderLost, TagGone {
        byte[] first = field.page(CAPABILITIES_PAGE);
        dataBytes = first[0] == NDEF_MAGIC ? Byte.toUnsignedInt(first[2]) * SIZE_UNIT : 0;
        writable = (first[3] & WRITE_ACCESS) == 0;
        // The same READ brought pages 4 to 6.
        data = Arrays.copyOfRange(first, Field.PAGE_BYTES, first.length);
        return dataBytes > 0;
    }

    /// The first text in its message that `wanted` takes.
    Optional<String> text(Predicate<String> wanted) throws ReaderLost, TagGone {
        Optional<Message> message = message();
        if (message.isEmpty()) {
            return Optional.empty();
        }
        return NdefRecord.all(message.get().bytes()).stream()
                .flatMap(record -> record.text().stream())
                .map(NdefRecord.Text::text)
                .filter(wanted)
                .findFirst();
    }

    /// Puts `to` in the place of `from`, which must have as many characters, and reads it back. Small
    /// letters are taken for capitals in what is looked for: what was wished before is in them. A
    /// page is written whole or not at all, and only those that differ are: a card that is taken
    /// away meanwhile has some of both.
    CardWriter.Written replace(String from, String to) throws ReaderLost, TagGone {
        Optional<Message> message = message();
        Optional<NdefRecord.Text> text = message.flatMap(there -> NdefRecord.all(there.bytes()).stream()
                .flatMap(record -> record.text().stream())
                .filter(found -> found.text().equalsIgnoreCase(from))
                .findFirst());
        if (message.isEmpty() || text.isEmpty()) {
            return CardWriter.Written.ANOTHER_CARD;
        }
        if (from.length() != to.length() || !to.chars().allMatch(c -> c < 128)) {
            return CardWriter.Written.NO_ROOM;
        }
        if (!writable) {
            return CardWriter.Written.LOCKED;
        }
        byte[] now = data.clone();
        for (int i = 0; i < to.length(); i++) {
            now[message.get().at() + text.get().at() + i] = (byte) to.charAt(i);
        }
        for (int at = 0; at < now.length; at += Field.PAGE_BYTES) {
            byte[] page = Arrays.copyOfRange(now, at, at + Field.PAGE_BYTES);
            if (!Arrays.equals(page, Arrays.copyOfRange(data, at, at + Field.PAGE_BYTES))) {
                int number = FIRST_DATA_PAGE + at / Field.PAGE_BYTES;
                field.writePage(number, page);
                if (!Arrays.equals(page, Arrays.copyOf(field.page(number), Field.PAGE_BYTES))) {
                    return CardWriter.Written.LOCKED;
                }
            }
        }
        return CardWriter.Written.DONE;
    }

    /// Reads as far as the message goes, and no further.
    private Optional<Message> message() throws ReaderLost, TagGone {
        int at = 0;
        while (at < dataBytes) {
            int type = at(at);
            if (type == NULL) {
                at++;
                continue;
            }
            if (type == TERMINATOR) {
                return Optional.empty();
            }
            int length = at(at + 1);
            int value = at + 2;
            if (length == LONG_LENGTH) {
                length = at(at + 2) << 8 | at(at + 3);
                value = at + 4;
            }
            if (value + length > dataBytes) {
                return Optional.empty();
            }
            if (type == NDEF) {
                if (length > 0) {
                    at(value + length - 1);
                }
                return Optional.of(new Message(Arrays.copyOfRange(data, value, value + length), value));
            }
            at = value + length;
        }
        return Optional.empty();
    }

    /// The byte of the data at this place; 0 past its end. Reads on until it has it.
    private int at(int place) throws ReaderLost, TagGone {
        if (place >= dataBytes) {
            return 0;
        }
        while (data.length <= place) {
            byte[] next = field.page(FIRST_DATA_PAGE + data.length / Field.PAGE_BYTES);
            int had = data.length;
            data = Arrays.copyOf(data, had + next.length);
            System.arraycopy(next, 0, data, had, next.length);
        }
        return Byte.toUnsignedInt(data[place]);
    }
}
