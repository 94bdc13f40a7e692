package org.doorstep.kiosk.hardware.usb;

import java.nio.ByteBuffer;
import org.doorstep.kiosk.hardware.ReaderLost;

/// An open file of input events: the seam between what needs a device and what is plain decoding.
interface InputDevice extends AutoCloseable {

    /// Waits up to so long, then puts what has come into `bytes`; false if nothing came.
    boolean read(ByteBuffer bytes, int waitMillis) throws ReaderLost;

    @Override
    void close();

    /// Opens the file and takes it for this program alone.
    @FunctionalInterface
    interface Opener {
        InputDevice open() throws ReaderLost;
    }
}
