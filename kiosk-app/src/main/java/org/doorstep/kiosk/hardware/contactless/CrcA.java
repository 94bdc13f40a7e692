package org.doorstep.kiosk.hardware.contactless;

import java.util.Arrays;

/// The checksum of ISO/IEC 14443 type A (14443-3, 6.2.4 and annex B): CRC-16 by x^16 + x^12 + x^5 +
/// 1, begun with 6363, low byte first. All functions are pure.
final class CrcA {
    static final int BYTES = 2;

    private static final int START = 0x6363;
    private static final int REVERSED_POLYNOMIAL = 0x8408;

    private CrcA() {}

    static byte[] with(byte... bytes) {
        int crc = of(bytes, bytes.length);
        byte[] all = Arrays.copyOf(bytes, bytes.length + BYTES);
        all[bytes.length] = (byte) crc;
        all[bytes.length + 1] = (byte) (crc >> 8);
        return all;
    }

    /// What came before its checksum.
    static byte[] checked(byte[] all) throws TagGone {
        int length = all.length - BYTES;
        if (length < 1) {
            throw new TagGone("The answer is too short to have a checksum.");
        }
        int crc = of(all, length);
        if ((byte) crc != all[length] || (byte) (crc >> 8) != all[length + 1]) {
            throw new TagGone("The answer's checksum does not agree.");
        }
        return Arrays.copyOf(all, length);
    }

    private static int of(byte[] bytes, int length) {
        int crc = START;
        for (int i = 0; i < length; i++) {
            crc ^= Byte.toUnsignedInt(bytes[i]);
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ REVERSED_POLYNOMIAL;
            }
        }
        return crc;
    }
}
