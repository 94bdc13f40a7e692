package org.doorstep.hub.joining;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What kind of device a claim is for, as the device is told it (`device.profile`). Kept names:
/// add, never rename.
public enum Profile {
    /// With a touch screen, where people also say how they feel and book.
    TOUCH,
    /// A reader alone, with a light or a sound.
    SCREENLESS;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Profile> parse(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }
}
