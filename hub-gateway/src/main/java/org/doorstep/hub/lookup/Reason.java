package org.doorstep.hub.lookup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why somebody looked a resident up. Kept by name; the resident reads it.
public enum Reason {
    /// The resident is here and wants to know, or to have something changed.
    ASKED,
    LOST_PASS,
    /// Something is counted wrongly.
    MISTAKE,
    /// Somebody may be in danger.
    SAFETY,
    /// In words of their own, which are needed then.
    OTHER;

    /// As it stands in the table.
    String kept() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Reason ofKept(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static Optional<Reason> chosen(String name) {
        return Arrays.stream(values())
                .filter(reason -> reason.name().equals(name))
                .findFirst();
    }
}
