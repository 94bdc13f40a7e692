package org.doorstep.kiosk.checkin;

import org.doorstep.relay.contract.HubEvent;

/// Who came along: counts, and nothing else about them.
public record Companions(int adults, int children) {
    /// A minibus. More than these at one touch is a mistake, and a member of staff can put a larger group right.
    public static final int MOST = HubEvent.CompanionsCounted.MOST;

    public static final Companions NOBODY = new Companions(0, 0);

    public Companions {
        if (adults < 0 || children < 0 || adults > MOST || children > MOST) {
            throw new IllegalArgumentException("Companions are counted from 0 to " + MOST + ".");
        }
    }
}
