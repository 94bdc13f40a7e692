package org.doorstep.kiosk.hardware.usb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One `struct input_event` of a 64-bit Linux (linux/input.h): seconds and microseconds of 8 bytes each, then type,
/// code, and value.
record InputEvent(long timeMicros, int type, int code, int value) {
    static final int BYTES = 24;

    static final int SYN = 0;
    static final int KEY = 1;

    /// The code of a SYN event that says: the kernel's buffer ran over, and events are missing here.
    static final int SYN_DROPPED = 3;

    static final int RELEASE = 0;
    static final int PRESS = 1;
    static final int REPEAT = 2;

    private static final long MICROS_PER_SECOND = 1_000_000;

    /// Takes the next 24 bytes, in this machine's byte order, which is the kernel's.
    static InputEvent from(ByteBuffer bytes) {
        ByteBuffer native24 = bytes.order(ByteOrder.nativeOrder());
        long seconds = native24.getLong();
        long micros = native24.getLong();
        return new InputEvent(
                seconds * MICROS_PER_SECOND + micros,
                Short.toUnsignedInt(native24.getShort()),
                Short.toUnsignedInt(native24.getShort()),
                native24.getInt());
    }
}
