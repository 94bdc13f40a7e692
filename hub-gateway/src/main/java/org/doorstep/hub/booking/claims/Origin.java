package org.doorstep.hub.booking.claims;

import java.util.Locale;

/// By which way a booking came: at a kiosk (`LEASE`: given away by the kiosk alone), on the web, by
/// somebody who works here, by a rule that repeats, or out of a file. The words are stored: add,
/// never rename.
public enum Origin {
    KIOSK,
    LEASE,
    WEB,
    STAFF,
    SERIES,
    IMPORT;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Origin stored(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /// Whether somebody who works here stands behind it: lengths, how far ahead, and quotas of
    /// residents are theirs to judge.
    public boolean byStaff() {
        return switch (this) {
            case STAFF, SERIES, IMPORT -> true;
            case KIOSK, LEASE, WEB -> false;
        };
    }

    /// A code is read aloud by who booked one thing; nobody reads aloud a term of Tuesdays.
    boolean hasCode() {
        return this != SERIES && this != IMPORT;
    }
}
