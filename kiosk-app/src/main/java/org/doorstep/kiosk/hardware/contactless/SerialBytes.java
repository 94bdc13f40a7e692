package org.doorstep.kiosk.hardware.contactless;

import org.doorstep.kiosk.hardware.ReaderLost;

/// A serial line at the speed that its chip speaks. For one thread.
public interface SerialBytes extends AutoCloseable {
    void write(byte[] bytes) throws ReaderLost;

    /// The next byte as 0 to 255, or -1 if none came within so long.
    int read(int waitMillis) throws ReaderLost;

    @Override
    void close();

    @FunctionalInterface
    interface Opener {
        SerialBytes open() throws ReaderLost;
    }
}
