package org.doorstep.kiosk.hardware.contactless;

import org.doorstep.kiosk.hardware.ReaderLost;

/// A chip on an I2C bus. For one thread.
public interface I2cLine extends AutoCloseable {
    void write(byte[] bytes) throws ReaderLost;

    /// So many bytes in one transaction.
    byte[] read(int bytes) throws ReaderLost;

    @Override
    void close();

    @FunctionalInterface
    interface Opener {
        I2cLine open() throws ReaderLost;
    }
}
