package org.doorstep.kiosk.hardware.contactless;

import org.doorstep.kiosk.hardware.ReaderLost;

/// A chip on an SPI bus. For one thread.
public interface SpiLine extends AutoCloseable {

    /// Sends these bytes while chip select is low, and gives as many that came back at the same time.
    byte[] transfer(byte[] bytes) throws ReaderLost;

    @Override
    void close();

    @FunctionalInterface
    interface Opener {
        SpiLine open() throws ReaderLost;
    }
}
