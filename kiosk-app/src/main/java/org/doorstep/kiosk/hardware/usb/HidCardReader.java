package org.doorstep.kiosk.hardware.usb;

import java.nio.file.Path;
import java.time.InstantSource;
import org.doorstep.kiosk.hardware.CardNumbers;
import org.doorstep.kiosk.hardware.CardReader;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderLoop;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// A USB card reader that types the number of the card (a "keyboard wedge"), read as Linux input events. Safe for
/// all threads.
///
/// `device` is best a name under `/dev/input/by-id`, which stays the same whichever socket it is plugged into.
public final class HidCardReader implements CardReader {
    private final ReaderLoop loop;

    public HidCardReader(Path device, CardNumbers.Chip chip, InstantSource clock) {
        this(() -> LinuxInputDevice.open(device, LinuxInputDevice.Grab.NEEDED), chip, clock);
    }

    HidCardReader(InputDevice.Opener device, CardNumbers.Chip chip, InstantSource clock) {
        this.loop = new ReaderLoop(
                "card reader",
                () -> new TypedLines(device.open(), CardNumbers.MOST_TYPED, text -> CardNumbers.typed(text, chip)),
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
