package org.doorstep.kiosk.hardware.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.junit.jupiter.api.Test;

/// A jack, by the bytes that Linux sends of it.
class JackTest {
    private static final int SWITCH = 5;
    private static final int MICROPHONE_INSERT = 4;
    private static final int HEADPHONE_INSERT = 2;

    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> heard = new LinkedBlockingQueue<>();

    @Test
    void headphonesArePutInAndTakenOutAndNothingElseIsHeard() throws Exception {
        try (InputHeadphoneJack jack = new InputHeadphoneJack(Wire::new)) {
            jack.open(heard::add);
            events.add(event(SWITCH, MICROPHONE_INSERT, 1));
            events.add(event(SWITCH, HEADPHONE_INSERT, 1));
            events.add(event(0, 0, 0));
            events.add(event(1, 30, 1));
            events.add(event(SWITCH, HEADPHONE_INSERT, 0));
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isFalse();
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void aSoundCardThatIsPulledOutIsFoundAgain() throws Exception {
        try (InputHeadphoneJack jack = new InputHeadphoneJack(Wire::new)) {
            jack.open(heard::add);
            events.add(new byte[0]);
            events.add(event(SWITCH, HEADPHONE_INSERT, 1));
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void headphonesThatGoWithTheirSoundCardAreOut() throws Exception {
        try (InputHeadphoneJack jack = new InputHeadphoneJack(Wire::new)) {
            jack.open(heard::add);
            events.add(event(SWITCH, HEADPHONE_INSERT, 1));
            events.add(new byte[0]);
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isFalse();
        }
    }

    /// Nothing at all is a device that was pulled out.
    private final class Wire implements InputDevice {
        @Override
        public boolean read(ByteBuffer bytes, int waitMillis) throws ReaderLost {
            try {
                byte[] next = events.poll(waitMillis, TimeUnit.MILLISECONDS);
                if (next == null) {
                    return false;
                }
                if (next.length == 0) {
                    throw new ReaderLost(ReaderStatus.Why.ABSENT, "It was pulled out.");
                }
                bytes.put(next);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {}
    }

    private static byte[] event(int type, int code, int value) {
        return ByteBuffer.allocate(InputEvent.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(1)
                .putLong(2)
                .putShort((short) type)
                .putShort((short) code)
                .putInt(value)
                .array();
    }
}
