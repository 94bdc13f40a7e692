package org.doorstep.hub.attendance;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.relay.contract.Ages;

/// Companions as figures: together, grown-ups, children, and of the children each age band and those
/// of no stated age.
final class ByAge {
    private static final Set<Figure> FIGURES = EnumSet.of(
            Figure.COMPANIONS,
            Figure.ADULTS,
            Figure.CHILDREN,
            Figure.CHILDREN_FROM_0,
            Figure.CHILDREN_FROM_5,
            Figure.CHILDREN_FROM_12,
            Figure.CHILDREN_AGE_NOT_SAID);

    private ByAge() {}

    /// All of these figures, and those.
    static Set<Figure> and(Figure... others) {
        Set<Figure> figures = EnumSet.copyOf(FIGURES);
        figures.addAll(List.of(others));
        return Collections.unmodifiableSet(figures);
    }

    static void put(Map<Figure, Integer> figures, int adults, int children, Ages ages) {
        figures.put(Figure.COMPANIONS, adults + children);
        figures.put(Figure.ADULTS, adults);
        figures.put(Figure.CHILDREN, children);
        figures.put(Figure.CHILDREN_FROM_0, ages.from0());
        figures.put(Figure.CHILDREN_FROM_5, ages.from5());
        figures.put(Figure.CHILDREN_FROM_12, ages.from12());
        figures.put(Figure.CHILDREN_AGE_NOT_SAID, ages.leftOf(children));
    }
}
