package org.doorstep.system.neighbourhood;

import java.time.Instant;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.SessionId;

/// Something that somebody did at a kiosk, at this moment.
record Deed(Instant at, int kiosk, What what) {

    sealed interface What {}

    /// Showed a pass. Where several sessions were on they touched one: `chosen`, else the hint again. `adults` and
    /// `children` came along.
    record Tapped(Resident resident, HubEvent.Outcome shown, SessionId hint, SessionId chosen, int adults, int children)
            implements What {}

    /// Pressed "I have no card", and touched `chosen` where several sessions were on.
    record CameAsGuest(SessionId hint, SessionId chosen, int adults, int children) implements What {}
}
