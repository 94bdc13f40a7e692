package org.doorstep.system.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/// What was done to clocks in one round: the only reasons for which the hub may be unsure of a time.
///
/// `bootsMade` are the starts of machines that began in 1970 or came after one that did; `hubBent` is whether the hub's
/// own clock was ever wrong, for then it taught nobody for a while.
record BentTimes(Set<String> bootsMade, boolean hubBent, ZoneId zone) {
    static final String REBOOTED = "a reboot, and no word of the hub before the next";
    static final String HUB_BENT = "the hub's own clock, and no word of it in that start";
    static final String MIDNIGHT = "the border between two days";
    static final String NONE = "no cause is known";

    /// A hub that no time server keeps in step is out by a minute, and its kiosks by a little more.
    private static final Duration BORDER = Duration.ofMinutes(3);

    BentTimes {
        bootsMade = Set.copyOf(bootsMade);
    }

    /// Of a tap at `asked`, in the start `boot` of its kiosk, of which the hub did or did not learn the time.
    String cause(Instant asked, String boot, boolean learnt) {
        ZonedDateTime local = asked.atZone(zone);
        if (local.minus(BORDER).getDayOfMonth() != local.plus(BORDER).getDayOfMonth()) {
            return MIDNIGHT;
        }
        if (learnt) {
            return NONE;
        }
        if (bootsMade.contains(boot)) {
            return REBOOTED;
        }
        return hubBent ? HUB_BENT : NONE;
    }
}
