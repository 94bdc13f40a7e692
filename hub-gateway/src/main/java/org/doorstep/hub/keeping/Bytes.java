package org.doorstep.hub.keeping;

import java.io.ByteArrayOutputStream;

/// Looking for bytes in a text, and putting others in their place, without reading it as anything.
final class Bytes {
    private Bytes() {}

    /// -1 if it is not there.
    static int indexOf(byte[] text, byte[] wanted, int from) {
        for (int at = from; at <= text.length - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && text[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    /// Wherever it is.
    static byte[] replaced(byte[] text, byte[] wanted, byte[] by) {
        ByteArrayOutputStream made = new ByteArrayOutputStream(text.length + by.length);
        int done = 0;
        for (int at = indexOf(text, wanted, 0); at >= 0; at = indexOf(text, wanted, done)) {
            made.write(text, done, at - done);
            made.writeBytes(by);
            done = at + wanted.length;
        }
        made.write(text, done, text.length - done);
        return made.toByteArray();
    }
}
