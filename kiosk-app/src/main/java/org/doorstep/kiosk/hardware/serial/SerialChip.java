package org.doorstep.kiosk.hardware.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.contactless.SerialBytes;

/// A chip that is spoken to over a serial line. For one thread.
public final class SerialChip implements SerialBytes {
    /// One look for bytes; a wait is made of many.
    private static final int LOOK_MILLIS = 10;

    private static final int BUFFER_BYTES = 256;

    private final Path path;
    private final SerialPort port;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;

    private SerialChip(Path path, SerialPort port) {
        this.path = path;
        this.port = port;
    }

    public static SerialChip open(Path path, int baud) throws ReaderLost {
        return new SerialChip(path, OpenPort.at(path, baud, LOOK_MILLIS));
    }

    @Override
    public void write(byte[] bytes) throws ReaderLost {
        if (port.writeBytes(bytes, bytes.length) != bytes.length) {
            throw gone();
        }
    }

    @Override
    public int read(int waitMillis) throws ReaderLost {
        for (int waited = 0; from == to && waited <= waitMillis; waited += LOOK_MILLIS) {
            int count = port.readBytes(buffer, buffer.length);
            if (count < 0 || (count == 0 && !Files.exists(path))) {
                throw gone();
            }
            from = 0;
            to = count;
        }
        return from == to ? -1 : Byte.toUnsignedInt(buffer[from++]);
    }

    @Override
    public void close() {
        port.closePort();
    }

    private ReaderLost gone() {
        return new ReaderLost(ReaderStatus.Why.ABSENT, path + " was pulled out.");
    }
}
