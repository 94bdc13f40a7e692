package org.doorstep.hub.booking.units;

import java.util.Locale;

/// What sort of group somebody is, for the figures and for the rules of who may be where beside
/// whom. Somebody with a pass and no group is a resident. The words are stored: add, never rename.
public enum PartyKind {
    RESIDENT,
    HUB,
    COMMUNITY,
    OUTSIDE,
    CHILDREN;

    public String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static PartyKind stored(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
