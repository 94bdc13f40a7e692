package org.doorstep.kiosk.hardware.contactless;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;

/// A conversation with a chip that was written down: each line what must be sent (`>`) or what
/// comes back (`<`). It fails loudly at the first byte that differs.
final class Conversation {
    private final Deque<String> left;
    private boolean closed;

    Conversation(String name) throws IOException {
        left = new ArrayDeque<>(Mfrc522Test.kept(name));
    }

    boolean isAtItsEnd() {
        return left.isEmpty();
    }

    boolean isClosed() {
        return closed;
    }

    /// Over I2C: a read of one byte looks whether something is there and takes nothing; a longer
    /// one takes it all, and what lies past its end is zeros.
    I2cLine i2c() {
        return new I2cLine() {
            @Override
            public void write(byte[] bytes) {
                sent(bytes);
            }

            @Override
            public byte[] read(int bytes) {
                boolean ready = !left.isEmpty() && left.peek().startsWith("<");
                if (bytes == 1) {
                    return new byte[] {(byte) (ready ? 1 : 0)};
                }
                byte[] all = new byte[bytes];
                all[0] = 1;
                byte[] frame = next();
                System.arraycopy(frame, 0, all, 1, frame.length);
                return all;
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    /// Over a serial line: byte after byte.
    SerialBytes serial() {
        return new SerialBytes() {
            private byte[] coming = new byte[0];
            private int at;

            @Override
            public void write(byte[] bytes) {
                sent(bytes);
            }

            @Override
            public int read(int waitMillis) {
                if (at == coming.length) {
                    if (left.isEmpty() || !left.peek().startsWith("<")) {
                        return -1;
                    }
                    coming = next();
                    at = 0;
                }
                return Byte.toUnsignedInt(coming[at++]);
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    private void sent(byte[] bytes) {
        String expected = left.isEmpty() ? "nothing" : left.remove();
        if (!expected.startsWith(">") || !Arrays.equals(bytes(expected), bytes)) {
            throw new AssertionError("Sent " + HexFormat.of().withUpperCase().formatHex(bytes) + " where \"" + expected
                    + "\" was written down.");
        }
    }

    private byte[] next() {
        if (left.isEmpty() || !left.peek().startsWith("<")) {
            throw new AssertionError("Read where " + left.peek() + " was written down.");
        }
        return bytes(left.remove());
    }

    private static byte[] bytes(String line) {
        return HexFormat.of().parseHex(line.substring(1).replace(" ", ""));
    }
}
