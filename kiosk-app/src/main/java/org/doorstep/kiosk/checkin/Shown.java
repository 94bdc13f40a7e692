package org.doorstep.kiosk.checkin;

import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;

/// Somebody has just shown a pass here, and the tap is on the disk. `face` is the event that the page's face about them
/// names; of somebody who was in already it is their arrival, and `tap` is always the one just made. `visitor` is how
/// this kiosk knows the pass again until its next start, for what is kept in memory only.
public record Shown(EventId face, EventId tap, Credential credential, String visitor) {

    /// A pass is as good as a name: it stays out of log lines.
    @Override
    public String toString() {
        return "Shown[" + tap + "]";
    }
}
