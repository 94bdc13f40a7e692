package org.doorstep.relay.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The records of one page of a b-tree, believing nothing that it says without looking.
final class WreckPage {
    private static final int TABLE_LEAF = 0x0d;
    private static final int INDEX_LEAF = 0x0a;
    private static final int INDEX_INTERIOR = 0x02;

    /// A schedule is the longest thing kept, and a message has at most a quarter of this.
    private static final int MOST_RECORD_BYTES = 1 << 20;

    private static final int MOST_COLUMNS = 64;

    private final ByteBuffer page;
    private final int at;
    private final Overflow overflow;

    @FunctionalInterface
    interface Overflow {
        byte[] read(long firstPage, int length);
    }

    /// A number of SQLite's own form, and how many bytes it took.
    private record Varint(long value, int length) {}

    WreckPage(ByteBuffer page, boolean first, Overflow overflow) {
        this.page = page;
        this.at = first ? 100 : 0;
        this.overflow = overflow;
    }

    void records(Consumer<List<Object>> each) {
        int type = page.get(at);
        if (type != TABLE_LEAF && type != INDEX_LEAF && type != INDEX_INTERIOR) {
            return;
        }
        int pointers = at + (type == INDEX_INTERIOR ? 12 : 8);
        int cells = Math.min(Short.toUnsignedInt(page.getShort(at + 3)), (page.capacity() - pointers) / 2);
        for (int i = 0; i < cells; i++) {
            int cell = Short.toUnsignedInt(page.getShort(pointers + 2 * i));
            if (cell >= pointers && cell < page.capacity() - 4) {
                payload(type, cell).flatMap(WreckPage::values).ifPresent(each);
            }
        }
    }

    private Optional<byte[]> payload(int type, int cell) {
        try {
            int from = cell + (type == INDEX_INTERIOR ? 4 : 0);
            Varint length = varint(page, from);
            from += length.length();
            from += type == TABLE_LEAF ? varint(page, from).length() : 0;
            if (length.value() < 2 || length.value() > MOST_RECORD_BYTES) {
                return Optional.empty();
            }
            int whole = (int) length.value();
            int here = local(type, whole);
            byte[] bytes = new byte[whole];
            page.get(from, bytes, 0, here);
            if (here < whole) {
                byte[] rest = overflow.read(Integer.toUnsignedLong(page.getInt(from + here)), whole - here);
                if (rest.length < whole - here) {
                    return Optional.empty();
                }
                System.arraycopy(rest, 0, bytes, here, rest.length);
            }
            return Optional.of(bytes);
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /// How much of a payload lies on its own page.
    private int local(int type, int whole) {
        int usable = page.capacity();
        int most = type == TABLE_LEAF ? usable - 35 : (usable - 12) * 64 / 255 - 23;
        if (whole <= most) {
            return whole;
        }
        int least = (usable - 12) * 32 / 255 - 23;
        int fitting = least + (whole - least) % (usable - 4);
        return fitting <= most ? fitting : least;
    }

    private static Optional<List<Object>> values(byte[] record) {
        ByteBuffer bytes = ByteBuffer.wrap(record);
        try {
            Varint header = varint(bytes, 0);
            int type = header.length();
            int value = Math.toIntExact(header.value());
            List<Object> values = new ArrayList<>();
            while (type < header.value() && values.size() < MOST_COLUMNS) {
                Varint serial = varint(bytes, type);
                type += serial.length();
                int length = length(serial.value());
                values.add(value(bytes, serial.value(), value, length));
                value += length;
            }
            return value == record.length && !values.isEmpty() ? Optional.of(values) : Optional.empty();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static int length(long serial) {
        if (serial >= 12) {
            return Math.toIntExact((serial - 12) / 2);
        }
        return switch ((int) serial) {
            case 1, 2, 3, 4 -> (int) serial;
            case 5 -> 6;
            case 6, 7 -> 8;
            default -> 0;
        };
    }

    private static Object value(ByteBuffer bytes, long serial, int at, int length) {
        if (serial >= 12) {
            if (length > bytes.capacity() - at) {
                throw new IndexOutOfBoundsException();
            }
            byte[] value = new byte[length];
            bytes.get(at, value);
            return serial % 2 == 0 ? value : new String(value, StandardCharsets.UTF_8);
        }
        if (serial == 7) {
            return bytes.getDouble(at);
        }
        if (serial == 8 || serial == 9) {
            return serial - 8;
        }
        if (length == 0) {
            return null;
        }
        long number = bytes.get(at);
        for (int i = 1; i < length; i++) {
            number = number << 8 | Byte.toUnsignedLong(bytes.get(at + i));
        }
        return number;
    }

    private static Varint varint(ByteBuffer bytes, int at) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            byte next = bytes.get(at + i);
            value = value << 7 | next & 0x7f;
            if (next >= 0) {
                return new Varint(value, i + 1);
            }
        }
        return new Varint(value << 8 | Byte.toUnsignedLong(bytes.get(at + 8)), 9);
    }
}
