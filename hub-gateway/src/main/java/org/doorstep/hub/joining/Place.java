package org.doorstep.hub.joining;

import java.text.Normalizer;
import java.util.Locale;
import org.doorstep.relay.contract.DeviceId;

/// What a claim is bound to: the device that comes by it is called so, stands there, and is of this
/// kind.
public record Place(DeviceId id, String name, Profile profile) {
    /// As long as a kiosk's screen and the pages show in a line.
    static final int MOST_CHARACTERS = 40;

    /// Leaves room for a number behind it in a device's name of 32.
    private static final int MOST_PROPOSED = 24;

    public Place {
        if (!isName(name)) {
            throw new IllegalArgumentException("A name has 1 to " + MOST_CHARACTERS + " characters in one line.");
        }
    }

    static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MOST_CHARACTERS
                && text.chars().noneMatch(Character::isISOControl);
    }

    /// A short name made of what people call the place: "Café, 1st floor" becomes `cafe-1st-floor`.
    static DeviceId proposed(String name) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+", "");
        String cut =
                letters.substring(0, Math.min(letters.length(), MOST_PROPOSED)).replaceAll("-+$", "");
        return new DeviceId(cut.isEmpty() ? "kiosk" : cut);
    }
}
