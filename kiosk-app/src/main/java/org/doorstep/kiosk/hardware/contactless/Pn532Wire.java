package org.doorstep.kiosk.hardware.contactless;

import org.doorstep.kiosk.hardware.ReaderLost;

/// How frames get to a PN532 and back, by whichever wires. For one thread.
interface Pn532Wire extends AutoCloseable {

    /// Wakes it, if these wires need that.
    void wake() throws ReaderLost;

    void send(byte[] frame) throws ReaderLost;

    /// The next frame from it: an acknowledgement or an answer.
    byte[] receive(int waitMillis) throws ReaderLost;

    @Override
    void close();
}
