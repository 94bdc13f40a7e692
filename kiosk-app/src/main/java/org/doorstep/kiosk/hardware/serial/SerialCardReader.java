package org.doorstep.kiosk.hardware.serial;

import java.nio.file.Path;
import java.time.InstantSource;
import org.doorstep.kiosk.hardware.CardReader;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderLoop;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// A 125 kHz card reader on a serial line, of the RDM6300 kind. Safe for all threads.
///
/// A serial line cannot say whether a reader is at its other end: with one that is soldered to the board's own
/// pins, only the line can go away, not the reader. `device` is best a name under `/dev/serial/by-id`, where there
/// is one.
public final class SerialCardReader implements CardReader {
    private final ReaderLoop loop;

    public SerialCardReader(Path device, InstantSource clock) {
        this.loop = new ReaderLoop("card reader", () -> SerialLine.open(device), clock);
    }

    @Override
    public void open(ReaderListener listener) {
        loop.open(listener);
    }

    @Override
    public ReaderStatus status() {
        return loop.status();
    }

    @Override
    public void close() {
        loop.close();
    }
}
