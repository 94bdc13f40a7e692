package org.doorstep.hub.today;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.doorstep.hub.attendance.DayFigures;
import org.doorstep.hub.attendance.SessionFacts;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.hub.completeness.Mark;

/// The hub at one moment, exactly: a working view, and the API's answer.
///
/// `presentNow` counts passes whose visit has not ended; of them `presentByDropIn` came for no session, and
/// count as here until they tap out or the day ends. `mark` says of each of these figures whether
/// anything is missing from it.
public record Today(
        LocalDate date,
        Instant at,
        int presentNow,
        int presentByDropIn,
        DayFigures figures,
        Mark mark,
        List<SessionFacts> sessions,
        List<Concern> concerns) {

    public Today {
        mark.mustCover(recorded(figures, presentNow, presentByDropIn));
        sessions = List.copyOf(sessions);
        concerns = List.copyOf(concerns);
    }

    static Map<Figure, Integer> recorded(DayFigures figures, int presentNow, int presentByDropIn) {
        Map<Figure, Integer> recorded = figures.recorded();
        recorded.put(Figure.PRESENT_NOW, presentNow);
        recorded.put(Figure.PRESENT_BY_DROP_IN, presentByDropIn);
        return recorded;
    }
}
