package org.doorstep.kiosk.checkin;

import org.doorstep.relay.contract.Ages;
import org.doorstep.relay.contract.HubEvent;

/// Who came along: grown-ups, and children by age band. Counts, and nothing else about them.
public record Companions(int adults, Ages ages) {
    /// A minibus. More grown-ups or more children than these at one touch is a mistake, and a member
    /// of staff can put a larger group right.
    public static final int MOST = HubEvent.CompanionsCounted.MOST;

    public static final Companions NOBODY = new Companions(0, Ages.NOT_SAID);

    public Companions {
        if (adults < 0 || adults > MOST || ages.together() > MOST) {
            throw new IllegalArgumentException("Companions are counted from 0 to " + MOST + ".");
        }
    }

    public int children() {
        return ages.together();
    }
}
