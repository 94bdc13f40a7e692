package org.doorstep.kiosk.hardware.contactless;

import java.util.Arrays;
import java.util.HexFormat;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// A PN532 on a serial line ("HSU", UM0701-02, 6.2.3), at 115200 baud.
final class Pn532OnSerial implements Pn532Wire {
    static final int BAUD = 115_200;

    /// Two 55 wake it, and what follows gives it time (UM0701-02, 7.2.11).
    private static final byte[] WAKE = HexFormat.of().parseHex("55550000000000000000000000000000");

    /// Between two bytes of one frame.
    private static final int NEXT_BYTE_MILLIS = 50;

    /// What may lie on the line before a frame: an answer that nobody waited for.
    private static final int MOST_NOISE_BYTES = 512;

    private static final int ACK_BYTES = 6;

    private final SerialBytes line;

    Pn532OnSerial(SerialBytes line) {
        this.line = line;
    }

    @Override
    public void wake() throws ReaderLost {
        line.write(WAKE.clone());
    }

    @Override
    public void send(byte[] frame) throws ReaderLost {
        line.write(frame);
    }

    @Override
    public byte[] receive(int waitMillis) throws ReaderLost {
        byte[] head = head(waitMillis);
        byte[] frame = Arrays.copyOf(head, ACK_BYTES);
        frame[5] = next(NEXT_BYTE_MILLIS);
        if (Pn532Frame.isAck(frame)) {
            return frame;
        }
        int rest = Pn532Frame.rest(head);
        byte[] all = Arrays.copyOf(frame, Pn532Frame.HEAD_BYTES + rest);
        for (int i = ACK_BYTES; i < all.length; i++) {
            all[i] = next(NEXT_BYTE_MILLIS);
        }
        return all;
    }

    /// Preambles may be longer than one byte, and noise may come before (6.2.1.6): a frame begins
    /// at 00 FF.
    private byte[] head(int waitMillis) throws ReaderLost {
        byte before = next(waitMillis);
        for (int i = 0; i < MOST_NOISE_BYTES; i++) {
            byte now = next(NEXT_BYTE_MILLIS);
            if (before == 0 && now == (byte) 0xFF) {
                return new byte[] {0, 0, now, next(NEXT_BYTE_MILLIS), next(NEXT_BYTE_MILLIS)};
            }
            before = now;
        }
        throw new ReaderLost(ReaderStatus.Why.SENDS_NONSENSE, "What sends on that serial line is no PN532.");
    }

    private byte next(int waitMillis) throws ReaderLost {
        int next = line.read(waitMillis);
        if (next < 0) {
            throw new ReaderLost(ReaderStatus.Why.ABSENT, "No PN532 answers on that serial line.");
        }
        return (byte) next;
    }

    @Override
    public void close() {
        line.close();
    }
}
