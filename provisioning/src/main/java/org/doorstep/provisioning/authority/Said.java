package org.doorstep.provisioning.authority;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How these commands write a day, in the time zone that certificates have.
final class Said {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK).withZone(ZoneOffset.UTC);

    private Said() {}

    static String day(Instant when) {
        return DAY.format(when);
    }
}
