package org.doorstep.kiosk.hardware.contactless;

import java.util.Arrays;
import java.util.HexFormat;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// The PN532's normal information frame (NXP UM0701-02, PN532 user manual, 6.2.1.1): 00 00 FF,
/// length and its complement, D4 to the chip or D5 from it, the data, a checksum, 00. All functions
/// are pure.
final class Pn532Frame {
    /// 6.2.1.3
    private static final byte[] ACK = HexFormat.of().parseHex("0000FF00FF00");

    /// 6.2.1.5: the chip did not understand.
    private static final byte[] ERROR = HexFormat.of().parseHex("0000FF01FF7F8100");

    /// 00 00 FF, length, its complement.
    static final int HEAD_BYTES = 5;

    /// Checksum and postamble.
    static final int TAIL_BYTES = 2;

    private static final int TO_CHIP = 0xD4;
    private static final int FROM_CHIP = 0xD5;

    private Pn532Frame() {}

    static byte[] ack() {
        return ACK.clone();
    }

    static boolean isAck(byte[] frame) {
        return frame.length >= ACK.length && Arrays.equals(frame, 0, ACK.length, ACK, 0, ACK.length);
    }

    static byte[] of(byte[] command) {
        int length = command.length + 1;
        byte[] frame = new byte[HEAD_BYTES + length + TAIL_BYTES];
        frame[2] = (byte) 0xFF;
        frame[3] = (byte) length;
        frame[4] = (byte) -length;
        frame[5] = (byte) TO_CHIP;
        System.arraycopy(command, 0, frame, 6, command.length);
        int sum = TO_CHIP;
        for (byte each : command) {
            sum += each;
        }
        frame[HEAD_BYTES + length] = (byte) -sum;
        return frame;
    }

    /// How many bytes follow the head.
    static int rest(byte[] head) throws ReaderLost {
        if (head[0] != 0 || head[1] != 0 || head[2] != (byte) 0xFF || (byte) (head[3] + head[4]) != 0 || head[3] == 0) {
            throw nonsense("what it sent does not begin as a frame does");
        }
        return Byte.toUnsignedInt(head[3]) + TAIL_BYTES;
    }

    /// The answer to `command`: what follows its code, which is one more than the command's (6.2.1.1).
    static byte[] answer(byte[] frame, int command) throws ReaderLost {
        if (frame.length >= ERROR.length && Arrays.equals(frame, 0, ERROR.length, ERROR, 0, ERROR.length)) {
            throw nonsense("it did not understand command 0x" + Integer.toHexString(command));
        }
        if (frame.length < HEAD_BYTES + TAIL_BYTES) {
            throw nonsense("its answer is cut off");
        }
        int length = rest(frame) - TAIL_BYTES;
        if (frame.length < HEAD_BYTES + length + TAIL_BYTES || length < 2) {
            throw nonsense("its answer is cut off");
        }
        int sum = 0;
        for (int i = 0; i <= length; i++) {
            sum += frame[HEAD_BYTES + i];
        }
        if ((byte) sum != 0) {
            throw nonsense("the checksum of its answer does not agree");
        }
        if (frame[5] != (byte) FROM_CHIP || frame[6] != (byte) (command + 1)) {
            throw nonsense("it answered something else than command 0x" + Integer.toHexString(command));
        }
        return Arrays.copyOfRange(frame, HEAD_BYTES + 2, HEAD_BYTES + length);
    }

    private static ReaderLost nonsense(String what) {
        return new ReaderLost(ReaderStatus.Why.SENDS_NONSENSE, "The PN532 cannot be understood: " + what + ".");
    }
}
