package org.doorstep.kiosk.hardware.usb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Types text as a reader does: input events, as bytes, half a millisecond apart.
final class Typist {
    private static final long MICROS_PER_KEY = 500;

    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 20).order(ByteOrder.nativeOrder());
    private long micros;

    Typist text(String text) {
        text.chars().forEach(c -> character((char) c));
        return this;
    }

    Typist key(int code) {
        event(InputEvent.KEY, code, InputEvent.PRESS);
        event(InputEvent.KEY, code, InputEvent.RELEASE);
        return this;
    }

    Typist enter() {
        return key(UsKeys.ENTER);
    }

    Typist event(int type, int code, int value) {
        micros += MICROS_PER_KEY;
        bytes.putLong(micros / 1_000_000).putLong(micros % 1_000_000);
        bytes.putShort((short) type).putShort((short) code).putInt(value);
        return this;
    }

    Typist rest(long restMicros) {
        micros += restMicros;
        return this;
    }

    byte[] bytes() {
        byte[] typed = new byte[bytes.position()];
        bytes.flip().get(typed);
        bytes.clear();
        return typed;
    }

    private void character(char c) {
        for (int code = 1; code < 58; code++) {
            if (UsKeys.character(code, false, false).equals(Optional.of(c))) {
                key(code);
                return;
            }
            if (UsKeys.character(code, true, false).equals(Optional.of(c))) {
                event(InputEvent.KEY, UsKeys.LEFT_SHIFT, InputEvent.PRESS);
                key(code);
                event(InputEvent.KEY, UsKeys.LEFT_SHIFT, InputEvent.RELEASE);
                return;
            }
        }
        throw new IllegalArgumentException("No key types " + c);
    }
}
