package org.doorstep.kiosk.hardware.usb;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.doorstep.kiosk.hardware.ReaderLoop;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.Reading;

/// An open device whose events become lines and whose lines become readings.
final class TypedLines implements ReaderLoop.Connection {
    /// What the kernel hands over at once; it never splits an event, but a pipe may.
    private static final int BUFFER_BYTES = 64 * InputEvent.BYTES;

    private static final int QUIET_WAITS = (int) (KeyDecoder.HALF_READ_MICROS / 1000 / ReaderLoop.LONGEST_WAIT_MILLIS);

    private final InputDevice device;
    private final KeyDecoder decoder;
    private final Function<String, Reading> meaning;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
    private int waitsInVain;

    TypedLines(InputDevice device, int mostCharacters, Function<String, Reading> meaning) {
        this.device = device;
        this.decoder = new KeyDecoder(mostCharacters);
        this.meaning = meaning;
    }

    @Override
    public void next(Consumer<Reading> readings) throws ReaderLost {
        if (!device.read(bytes, ReaderLoop.LONGEST_WAIT_MILLIS)) {
            waitsInVain++;
            if (waitsInVain == QUIET_WAITS) {
                tell(decoder.quiet(), readings);
            }
            return;
        }
        waitsInVain = 0;
        bytes.flip();
        while (bytes.remaining() >= InputEvent.BYTES) {
            tell(decoder.feed(InputEvent.from(bytes)), readings);
        }
        bytes.compact();
    }

    @Override
    public void close() {
        device.close();
    }

    private void tell(Optional<Typed> typed, Consumer<Reading> readings) {
        typed.ifPresent(it -> readings.accept(
                switch (it) {
                    case Typed.Line(String text) -> meaning.apply(text);
                    case Typed.Broken(Reading.Reason reason) -> new Reading.Garbage(reason);
                }));
    }
}
