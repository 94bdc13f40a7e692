package org.doorstep.hub.attendance;

/// What one day adds up to. `passes` is how many different passes came, `firstTimers` how many of them never came
/// before; guests and companions are their own figures. `unsure` visits rest on a clock that knew nothing.
public record DayFigures(int visits, int passes, int firstTimers, int guests, int adults, int children, int unsure) {
    static final DayFigures NONE = new DayFigures(0, 0, 0, 0, 0, 0, 0);

    public int returners() {
        return passes - firstTimers;
    }

    public int companions() {
        return adults + children;
    }
}
