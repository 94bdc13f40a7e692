package org.doorstep.kiosk.hardware.usb;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// A file under `/dev/input`, taken with EVIOCGRAB: nothing else on the machine then gets its keys, so a card's
/// number cannot land in a browser's field or on a console. A grab that fails is a reader that is away, never a
/// shared reader. For one thread.
final class LinuxInputDevice implements InputDevice {

    /// What to do about a file that is not an input device.
    enum Grab {
        /// Refuse it. The only choice outside a test.
        NEEDED,
        /// Read it all the same: a pipe or pseudo-terminal that stands for a device, where no kernel device can be
        /// made.
        WHERE_POSSIBLE
    }

    private static final int BUFFER_BYTES = 64 * InputEvent.BYTES;

    private final Path path;
    private final int descriptor;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER_BYTES);

    private LinuxInputDevice(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    static LinuxInputDevice open(Path path, Grab grab) throws ReaderLost {
        LibC.Result opened = LibC.open(path.toString(), LibC.READ_ONLY | LibC.NON_BLOCKING | LibC.CLOSE_ON_EXEC);
        if (opened.failed()) {
            throw switch (opened.errno()) {
                case LibC.ENOENT, LibC.ENODEV, LibC.ENXIO, LibC.ENOTDIR ->
                    new ReaderLost(ReaderStatus.Why.ABSENT, "Nothing is at " + path + ".");
                case LibC.EACCES, LibC.EPERM ->
                    new ReaderLost(
                            ReaderStatus.Why.NOT_ALLOWED,
                            "This program may not open " + path + ". Add its account to the group input.");
                default -> failure(ReaderStatus.Why.BROKE_OFF, "Opening", path, opened);
            };
        }
        LinuxInputDevice device = new LinuxInputDevice(path, opened.value());
        try {
            device.grab(grab);
            return device;
        } catch (ReaderLost lost) {
            device.close();
            throw lost;
        }
    }

    @Override
    public boolean read(ByteBuffer bytes, int waitMillis) throws ReaderLost {
        LibC.Result ready = LibC.pollForReading(descriptor, waitMillis);
        if (ready.failed() && ready.errno() != LibC.EINTR) {
            throw failure(ReaderStatus.Why.BROKE_OFF, "Waiting for", path, ready);
        }
        if (ready.failed() || ready.value() == 0) {
            return false;
        }
        LibC.Result read = LibC.read(descriptor, buffer, Math.min(BUFFER_BYTES, bytes.remaining()));
        if (read.failed()) {
            return switch (read.errno()) {
                case LibC.EAGAIN, LibC.EINTR -> false;
                case LibC.ENODEV -> throw new ReaderLost(ReaderStatus.Why.ABSENT, path + " was pulled out.");
                default -> throw failure(ReaderStatus.Why.BROKE_OFF, "Reading", path, read);
            };
        }
        if (read.value() == 0) {
            throw new ReaderLost(ReaderStatus.Why.ABSENT, path + " came to its end.");
        }
        bytes.put(buffer.asSlice(0, read.value()).asByteBuffer());
        return true;
    }

    /// Closing the file gives up the grab.
    @Override
    public void close() {
        LibC.close(descriptor);
        arena.close();
    }

    private void grab(Grab grab) throws ReaderLost {
        LibC.Result grabbed = LibC.ioctl(descriptor, LibC.EVIOCGRAB, 1);
        if (!grabbed.failed()) {
            return;
        }
        switch (grabbed.errno()) {
            case LibC.EBUSY ->
                throw new ReaderLost(ReaderStatus.Why.TAKEN, "Another program has taken " + path + " for itself.");
            case LibC.ENOTTY, LibC.EINVAL -> {
                if (grab == Grab.NEEDED) {
                    throw new ReaderLost(
                            ReaderStatus.Why.NOT_A_READER,
                            path + " is not an input device. Choose one from /dev/input/by-id that ends in event-kbd.");
                }
            }
            case LibC.ENODEV -> throw new ReaderLost(ReaderStatus.Why.ABSENT, path + " was pulled out.");
            default -> throw failure(ReaderStatus.Why.BROKE_OFF, "Taking", path, grabbed);
        }
    }

    private static ReaderLost failure(ReaderStatus.Why why, String doing, Path path, LibC.Result result) {
        return new ReaderLost(why, doing + " " + path + " failed with errno " + result.errno() + ".");
    }
}
