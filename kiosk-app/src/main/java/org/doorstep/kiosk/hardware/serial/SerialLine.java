package org.doorstep.kiosk.hardware.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.doorstep.kiosk.hardware.ReaderLoop;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;

/// An open serial line with an RDM6300 at its other end: 9600 baud, 8 data bits, no parity, 1 stop
/// bit. For one thread.
final class SerialLine implements ReaderLoop.Connection {
    private static final int BAUD = 9600;

    /// A quarter of a second at 9600 baud is 240 bytes.
    private static final int BUFFER_BYTES = 256;

    /// So many wrong frames with no right one between them are no card at the edge of reach: the
    /// line is set to another speed, or another kind of reader is on it.
    private static final int MOST_WRONG_FRAMES = 50;

    private final Path path;
    private final SerialPort port;
    private final Rdm6300Frames frames = new Rdm6300Frames();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int wrongFrames;

    private SerialLine(Path path, SerialPort port) {
        this.path = path;
        this.port = port;
    }

    static SerialLine open(Path path) throws ReaderLost {
        return new SerialLine(path, OpenPort.at(path, BAUD, ReaderLoop.LONGEST_WAIT_MILLIS));
    }

    @Override
    public void next(Consumer<Reading> readings) throws ReaderLost {
        int count = port.readBytes(buffer, buffer.length);
        if (count < 0 || (count == 0 && !Files.exists(path))) {
            throw new ReaderLost(ReaderStatus.Why.ABSENT, path + " was pulled out.");
        }
        for (int i = 0; i < count; i++) {
            frames.feed(buffer[i]).ifPresent(readings.andThen(this::watch));
        }
        if (wrongFrames > MOST_WRONG_FRAMES) {
            throw new ReaderLost(ReaderStatus.Why.SENDS_NONSENSE, path + " sends, but not as an RDM6300 does.");
        }
    }

    @Override
    public void close() {
        port.closePort();
    }

    private void watch(Reading reading) {
        wrongFrames = reading instanceof Reading.Garbage(Reading.Reason reason) && reason == Reading.Reason.CHECK_FAILED
                ? wrongFrames + 1
                : 0;
    }
}
