package org.doorstep.kiosk.checkin;

import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;

/// What somebody came for: a session that is on, or just being here.
public sealed interface ComingFor {
    SessionId id();

    record Session(Schedule.Occurrence occurrence) implements ComingFor {
        @Override
        public SessionId id() {
            return occurrence.session();
        }
    }

    /// Nothing was on, nothing was chosen, or the session is no longer in the schedule.
    record DropIn(SessionId id) implements ComingFor {}
}
