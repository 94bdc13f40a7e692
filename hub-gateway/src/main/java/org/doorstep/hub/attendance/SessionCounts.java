package org.doorstep.hub.attendance;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.Ages;
import org.doorstep.relay.contract.SessionId;

/// One session with what is recorded of it at a moment, before anybody asked what is missing: not to be shown until
/// [Sight#marked] has made [SessionFacts] of it. `presentNow` counts visits that have not ended.
public record SessionCounts(
        SessionId session,
        ActivityId activity,
        String title,
        String room,
        Instant start,
        Instant end,
        boolean cancelled,
        String why,
        SessionFacts.Phase phase,
        int visits,
        int guests,
        int adults,
        int children,
        Ages ages,
        int presentNow) {

    Map<Figure, Integer> recorded() {
        Map<Figure, Integer> recorded = new EnumMap<>(Figure.class);
        recorded.put(Figure.VISITS, visits);
        recorded.put(Figure.GUESTS, guests);
        ByAge.put(recorded, adults, children, ages);
        recorded.put(Figure.PRESENT_NOW, presentNow);
        return recorded;
    }
}
