package org.doorstep.kiosk.hardware.contactless;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A card made of memory: NTAG213 by its data sheet, answering as on the air. It knows nothing of
/// the code under test but the checksum, which has its own test.
final class VirtualTag {
    private static final int PAGES = 45;

    private final byte[] uid;
    private final int sak;
    private final byte[] memory = new byte[PAGES * 4];
    private boolean locked;
    private volatile int answersLeft = Integer.MAX_VALUE;
    private volatile boolean asked;
    private boolean active;
    private boolean ready;
    private int level;

    VirtualTag(String uid, int sak) {
        this.uid = HexFormat.of().parseHex(uid);
        this.sak = sak;
    }

    /// An NTAG213, empty and made for NDEF.
    static VirtualTag ntag(String uid) {
        VirtualTag tag = new VirtualTag(uid, 0x00);
        tag.put(12, HexFormat.of().parseHex("E1101200" + "0300FE"));
        return tag;
    }

    VirtualTag holding(byte[] message) {
        byte[] block = new byte[message.length + 3];
        block[0] = 0x03;
        block[1] = (byte) message.length;
        System.arraycopy(message, 0, block, 2, message.length);
        block[block.length - 1] = (byte) 0xFE;
        put(16, block);
        return this;
    }

    /// A text record in English, alone in its message.
    static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] head = {(byte) 0xD1, 0x01, (byte) (bytes.length + 3), 'T', 0x02, 'e', 'n'};
        byte[] all = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        return all;
    }

    VirtualTag put(int at, byte[] bytes) {
        System.arraycopy(bytes, 0, memory, at, bytes.length);
        return this;
    }

    VirtualTag locked() {
        locked = true;
        return this;
    }

    /// It is pulled away after so many answers more.
    void goAfter(int answers) {
        answersLeft = answers;
    }

    /// Whether it was asked after it had gone.
    boolean isGone() {
        return asked;
    }

    byte[] uid() {
        return uid.clone();
    }

    int sak() {
        return sak;
    }

    byte[] memory() {
        return memory.clone();
    }

    /// Leaves the field: it forgets that it was selected.
    void leave() {
        active = false;
        ready = false;
        level = 0;
    }

    /// Four pages from this one on, as READ gives them (NTAG213/215/216, 10.2).
    Optional<byte[]> read(int page) {
        return takeAway() || page >= PAGES
                ? Optional.empty()
                : Optional.of(Arrays.copyOf(Arrays.copyOfRange(memory, page * 4, PAGES * 4), 16));
    }

    boolean write(int page, byte[] four) {
        if (takeAway() || locked || page < 4 || page >= PAGES) {
            return false;
        }
        put(page * 4, four);
        return true;
    }

    /// What it answers on the air, with the number of bits of its last byte; empty for silence.
    Optional<OnAir> answer(byte[] frame, int lastBits) {
        if (lastBits == 7 && frame.length == 1 && frame[0] == 0x52) {
            if (active || ready) {
                // A WUPA is no command of somebody who is awake: it falls back to rest (ISO/IEC 14443-3, 6.3).
                leave();
                return Optional.empty();
            }
            level = 0;
            ready = true;
            return Optional.of(new OnAir(new byte[] {(byte) (uid.length == 7 ? 0x44 : 0x04), 0x00}, 0));
        }
        if (ready && frame.length == 2 && frame[1] == 0x20) {
            return takeAway() ? Optional.empty() : Optional.of(new OnAir(part(), 0));
        }
        if (ready && frame.length == 9 && frame[1] == 0x70) {
            return takeAway() ? Optional.empty() : select(frame);
        }
        if (!active) {
            return Optional.empty();
        }
        return switch (frame[0]) {
            case 0x30 -> read(Byte.toUnsignedInt(frame[1])).map(page -> new OnAir(CrcA.with(page), 0));
            case (byte) 0xA2 -> {
                boolean done = write(Byte.toUnsignedInt(frame[1]), Arrays.copyOfRange(frame, 2, 6));
                yield Optional.of(new OnAir(new byte[] {(byte) (done ? 0x0A : 0x00)}, 4));
            }
            case 0x50 -> {
                leave();
                yield Optional.empty();
            }
            default -> Optional.of(new OnAir(new byte[] {0x00}, 4));
        };
    }

    record OnAir(byte[] bytes, int lastBits) {}

    private Optional<OnAir> select(byte[] frame) {
        if (!Arrays.equals(Arrays.copyOfRange(frame, 2, 7), part())) {
            return Optional.empty();
        }
        boolean more = uid.length == 7 && level == 0;
        level++;
        active = !more;
        ready = more;
        return Optional.of(new OnAir(CrcA.with((byte) (more ? sak | 0x04 : sak)), 0));
    }

    private byte[] part() {
        byte[] part = new byte[5];
        if (uid.length == 4) {
            System.arraycopy(uid, 0, part, 0, 4);
        } else if (level == 0) {
            part[0] = (byte) 0x88;
            System.arraycopy(uid, 0, part, 1, 3);
        } else {
            System.arraycopy(uid, 3, part, 0, 4);
        }
        part[4] = (byte) (part[0] ^ part[1] ^ part[2] ^ part[3]);
        return part;
    }

    private boolean takeAway() {
        if (answersLeft <= 0) {
            asked = true;
            return true;
        }
        answersLeft--;
        return false;
    }
}
