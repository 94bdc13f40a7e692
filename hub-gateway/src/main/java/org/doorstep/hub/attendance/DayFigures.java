package org.doorstep.hub.attendance;

import java.util.EnumMap;
import java.util.Map;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.relay.contract.Ages;

/// What one day adds up to. `passes` is how many different passes came, `firstTimers` how many of them never came
/// before; guests and companions are their own figures. `unsure` visits rest on a clock that knew nothing.
public record DayFigures(
        int visits, int passes, int firstTimers, int guests, int adults, int children, Ages ages, int unsure) {
    static final DayFigures NONE = new DayFigures(0, 0, 0, 0, 0, 0, Ages.NOT_SAID, 0);

    public int returners() {
        return passes - firstTimers;
    }

    public int companions() {
        return adults + children;
    }

    /// What of it needs a mark.
    public Map<Figure, Integer> recorded() {
        Map<Figure, Integer> recorded = new EnumMap<>(Figure.class);
        recorded.put(Figure.VISITS, visits);
        recorded.put(Figure.PASSES, passes);
        recorded.put(Figure.FIRST_TIMERS, firstTimers);
        recorded.put(Figure.RETURNERS, returners());
        recorded.put(Figure.GUESTS, guests);
        ByAge.put(recorded, adults, children, ages);
        recorded.put(Figure.UNSURE, unsure);
        return recorded;
    }
}
