package org.doorstep.hub.attendance;

import java.time.Instant;
import org.doorstep.hub.completeness.Mark;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.SessionId;

/// One session with its figures at a moment. `presentNow` counts visits that have not ended; `mark` says whether
/// anything is missing.
public record SessionFacts(
        SessionId session,
        ActivityId activity,
        String title,
        String room,
        Instant start,
        Instant end,
        boolean cancelled,
        String why,
        Phase phase,
        int visits,
        int guests,
        int adults,
        int children,
        int presentNow,
        Mark mark) {

    public enum Phase {
        TO_COME,
        ON,
        OVER
    }

    SessionFacts marked(Mark with) {
        return new SessionFacts(
                session,
                activity,
                title,
                room,
                start,
                end,
                cancelled,
                why,
                phase,
                visits,
                guests,
                adults,
                children,
                presentNow,
                with);
    }

    public int companions() {
        return adults + children;
    }
}
