package org.doorstep.kiosk.hardware.usb;

import java.nio.file.Path;
import java.time.InstantSource;
import org.doorstep.kiosk.hardware.QrScanner;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderLoop;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;

/// A USB code scanner that types what it reads, read as Linux input events. Safe for all threads.
///
/// The scanner must be set to a US keyboard and to send Enter at the end, as it leaves the factory. `device` is
/// best a name under `/dev/input/by-id`.
public final class HidQrScanner implements QrScanner {
    private final ReaderLoop loop;

    public HidQrScanner(Path device, InstantSource clock) {
        this(() -> LinuxInputDevice.open(device, LinuxInputDevice.Grab.NEEDED), clock);
    }

    HidQrScanner(InputDevice.Opener device, InstantSource clock) {
        this.loop = new ReaderLoop(
                "code scanner",
                () -> new TypedLines(device.open(), Reading.Code.MOST_CHARACTERS, Reading.Code::of),
                clock);
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
