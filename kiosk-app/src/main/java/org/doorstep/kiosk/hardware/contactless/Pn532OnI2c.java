package org.doorstep.kiosk.hardware.contactless;

import java.util.Arrays;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// A PN532 on I2C (UM0701-02, 6.2.4): each read begins with a status byte, 1 once a frame is ready;
/// a frame is taken in one read, since the next begins at its start again.
final class Pn532OnI2c implements Pn532Wire {
    /// 48h with the direction bit, as data sheets write it, is 24h without.
    static final int ADDRESS = 0x24;

    private static final byte READY = 0x01;

    /// The longest answer that is asked for here: two cards of ten bytes with a long ATS each, and
    /// room.
    private static final int MOST_FRAME_BYTES = 80;

    private static final int LOOK_MILLIS = 2;

    private final I2cLine line;
    private final Pause pause;

    Pn532OnI2c(I2cLine line, Pause pause) {
        this.line = line;
        this.pause = pause;
    }

    /// Its own address on the bus wakes it.
    @Override
    public void wake() {}

    @Override
    public void send(byte[] frame) throws ReaderLost {
        line.write(frame);
    }

    @Override
    public byte[] receive(int waitMillis) throws ReaderLost {
        for (int waited = 0; line.read(1)[0] != READY; waited += LOOK_MILLIS) {
            if (waited >= waitMillis) {
                throw new ReaderLost(ReaderStatus.Why.ABSENT, "No PN532 answers on that I2C bus.");
            }
            pause.millis(LOOK_MILLIS);
        }
        byte[] all = line.read(1 + MOST_FRAME_BYTES);
        return Arrays.copyOfRange(all, 1, all.length);
    }

    @Override
    public void close() {
        line.close();
    }
}
