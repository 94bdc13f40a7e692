package org.doorstep.relay.contract;

/// Says no to an absent field in words.
public final class Required {
    private Required() {}

    public static void all(Object... fields) {
        for (Object field : fields) {
            if (field == null) {
                throw new IllegalArgumentException("A field that must be there is absent.");
            }
        }
    }
}
