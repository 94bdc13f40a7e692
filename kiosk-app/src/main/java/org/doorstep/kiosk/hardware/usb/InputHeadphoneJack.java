package org.doorstep.kiosk.hardware.usb;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.doorstep.kiosk.hardware.HeadphoneJack;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jack of a sound card or a screen as Linux tells of it: an input device with the switch
/// `SW_HEADPHONE_INSERT` (linux/input-event-codes.h), such as "Headset Jack" under `/dev/input`.
///
/// It hears changes. What was plugged in before the program started is known when it is next pulled
/// out or put in.
public final class InputHeadphoneJack implements HeadphoneJack {
    private static final int SWITCH = 5;
    private static final int HEADPHONE_INSERT = 2;

    private static final int WAIT_MILLIS = 250;
    private static final int BUFFER_BYTES = 16 * InputEvent.BYTES;

    /// A USB sound card that was pulled out is found again within this.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// A device that will not let go holds up the whole shutdown for this long and no longer.
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(InputHeadphoneJack.class);

    private final InputDevice.Opener opener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Listener listener;
    private boolean away;
    private boolean in;

    public InputHeadphoneJack(Path device) {
        this(() -> LinuxInputDevice.open(device, LinuxInputDevice.Grab.NEEDED));
    }

    InputHeadphoneJack(InputDevice.Opener opener) {
        this.opener = opener;
        // A platform thread, since a native read holds whatever carries it (decision 0041).
        this.thread = Thread.ofPlatform().daemon().name("headphone jack").unstarted(this::run);
    }

    @Override
    public void open(Listener to) {
        listener = to;
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(CLOSING)) {
                LOG.warn("The headphone jack did not stop within {} s; it is left behind.", CLOSING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                listen();
            } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            // Nobody but the closing of the whole program interrupts this thread.
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (InputDevice device = opener.open()) {
            away = false;
            ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
            while (closing.getCount() > 0) {
                if (device.read(bytes, WAIT_MILLIS)) {
                    bytes.flip();
                    while (bytes.remaining() >= InputEvent.BYTES) {
                        heard(InputEvent.from(bytes));
                    }
                    bytes.compact();
                }
            }
        } catch (ReaderLost lost) {
            if (!away) {
                LOG.warn("The headphone jack is away ({}): {}", lost.why(), lost.getMessage());
            }
            away = true;
            // What would be said into the headphones is said into the room from now on.
            if (in) {
                tell(false);
            }
        }
    }

    private void heard(InputEvent event) {
        if (event.type() == SWITCH && event.code() == HEADPHONE_INSERT) {
            tell(event.value() == 1);
        }
    }

    private void tell(boolean isIn) {
        in = isIn;
        listener.changed(isIn);
    }
}
