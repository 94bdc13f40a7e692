package org.doorstep.kiosk.hardware.contactless;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.doorstep.kiosk.wishes.InPass;

/// A card with a memory of its own, for tests of a whole kiosk, and the reader that it is laid on and
/// taken from.
public final class CardOnTheReader {
    private static final Pause SHORT =
            millis -> LockSupport.parkNanos(Duration.ofMillis(5).toNanos());

    private final VirtualField field = new VirtualField();
    private final VirtualTag tag;

    /// `text` is what it holds.
    public CardOnTheReader(String text) {
        tag = VirtualTag.ntag("04A1B2C3D4E5F1").holding(VirtualTag.text(text));
    }

    public ContactlessCardReader reader() {
        return ContactlessCardReader.of(
                field::open, text -> InPass.plain(text).startsWith("DS1:"), InstantSource.system(), SHORT);
    }

    public void lay() {
        field.lay(tag);
    }

    public void takeAway() {
        field.lay();
    }

    /// All that is in it, as letters.
    public String memory() {
        return new String(tag.memory(), StandardCharsets.ISO_8859_1);
    }
}
