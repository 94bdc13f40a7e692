package org.doorstep.kiosk.hardware.camera;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.doorstep.kiosk.hardware.QrScanner;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderLoop;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;

/// Finds codes in the frames that a command films, such as `rpicam-vid --codec yuv420 --width 640
/// --height 480 --framerate 10 --timeout 0 --nopreview -o -`. Safe for all threads.
///
/// The command is started by this, and again when it ends or hangs. It works from its first frame
/// on; a command that ends before that has no camera. No frame is kept.
public final class CameraQrScanner implements QrScanner {
    /// A camera takes a second or two to start on the slowest board.
    static final int FIRST_FRAME_SECONDS = 15;

    /// It films several times a second; nothing for so long is a camera that hangs.
    static final int NEXT_FRAME_SECONDS = 5;

    private final ReaderLoop loop;

    /// `command` is the program and its arguments, one by one.
    public CameraQrScanner(List<String> command, FrameSize size, InstantSource clock) {
        this.loop = new ReaderLoop("camera", () -> new Filming(start(command, size, clock), size, clock), clock);
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

    private static FrameStream start(List<String> command, FrameSize size, InstantSource clock) throws ReaderLost {
        try {
            return new FrameStream(command, size, clock);
        } catch (IOException e) {
            throw new ReaderLost(
                    ReaderStatus.Why.ABSENT, "The camera's command " + command.getFirst() + " cannot be started.", e);
        }
    }

    /// The command while it runs. For the loop's thread.
    private static final class Filming implements ReaderLoop.Connection {
        private final FrameStream stream;
        private final FrameSize size;
        private final InstantSource clock;
        private final QrFinder finder = new QrFinder();
        private byte[] frame;
        private Instant lastFrame;

        Filming(FrameStream stream, FrameSize size, InstantSource clock) {
            this.stream = stream;
            this.size = size;
            this.clock = clock;
            this.frame = new byte[size.greyBytes()];
            this.lastFrame = clock.instant();
        }

        @Override
        public boolean works() {
            return stream.frames() > 0;
        }

        @Override
        public void next(Consumer<Reading> readings) throws ReaderLost {
            Optional<byte[]> newest = newest();
            if (newest.isEmpty()) {
                giveUpIfItHasEnded();
                return;
            }
            lastFrame = clock.instant();
            frame = newest.get();
            finder.find(frame, size.width(), size.height())
                    .map(Reading.Code::of)
                    .ifPresent(readings);
        }

        @Override
        public void close() {
            stream.close();
        }

        private Optional<byte[]> newest() throws ReaderLost {
            try {
                return stream.newest(frame, ReaderLoop.LONGEST_WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ReaderLost(ReaderStatus.Why.BROKE_OFF, "Interrupted while waiting for a frame.", e);
            }
        }

        private void giveUpIfItHasEnded() throws ReaderLost {
            ReaderStatus.Why why = works() ? ReaderStatus.Why.BROKE_OFF : ReaderStatus.Why.ABSENT;
            Optional<FrameStream.End> end = stream.end();
            if (end.isPresent()) {
                throw new ReaderLost(
                        end.get().torn() ? ReaderStatus.Why.SENDS_NONSENSE : why,
                        "Camera: " + end.get().why() + ".");
            }
            int patience = works() ? NEXT_FRAME_SECONDS : FIRST_FRAME_SECONDS;
            if (clock.instant().isAfter(lastFrame.plusSeconds(patience))) {
                throw new ReaderLost(why, "Camera: no frame for " + patience + " s.");
            }
        }
    }
}
