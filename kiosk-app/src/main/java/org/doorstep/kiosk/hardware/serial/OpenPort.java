package org.doorstep.kiosk.hardware.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Path;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// Opens a serial line with 8 data bits, no parity, 1 stop bit, and says in words why it could not.
final class OpenPort {
    private static final int DATA_BITS = 8;

    /// What the system says when a line cannot be opened (errno.h; EAGAIN is another's lock).
    private static final int EPERM = 1;

    private static final int EAGAIN = 11;
    private static final int EACCES = 13;
    private static final int EBUSY = 16;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;

    private OpenPort() {}

    /// A read of it comes back with the first byte, or with none after so long.
    static SerialPort at(Path path, int baud, int waitMillis) throws ReaderLost {
        SerialPort port = port(path);
        port.setComPortParameters(baud, DATA_BITS, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, waitMillis, 0);
        if (port.openPort()) {
            return port;
        }
        int errno = port.getLastErrorCode();
        port.closePort();
        throw switch (errno) {
            case ENOTTY, EINVAL -> new ReaderLost(ReaderStatus.Why.NOT_A_READER, path + " is not a serial line.");
            case EACCES, EPERM ->
                new ReaderLost(
                        ReaderStatus.Why.NOT_ALLOWED,
                        "This program may not open " + path + ". Add its account to the group dialout.");
            case EBUSY, EAGAIN -> new ReaderLost(ReaderStatus.Why.TAKEN, "Another program has " + path + ".");
            default -> new ReaderLost(ReaderStatus.Why.BROKE_OFF, path + " could not be opened: errno " + errno + ".");
        };
    }

    /// jSerialComm must be given the device itself; a name under `/dev/serial/by-id` is a link to it.
    private static SerialPort port(Path path) throws ReaderLost {
        try {
            return SerialPort.getCommPort(path.toRealPath().toString());
        } catch (IOException e) {
            throw new ReaderLost(ReaderStatus.Why.ABSENT, "Nothing is at " + path + ".", e);
        } catch (SerialPortInvalidPortException e) {
            throw new ReaderLost(ReaderStatus.Why.NOT_A_READER, path + " is not a serial line.", e);
        }
    }
}
