package org.doorstep.kiosk.health;

/// How far what this kiosk saved has come: the three honest states.
///
/// `notAtHub` rows wait for the hub's word, `notAtCentre` for the area's. `last` is where the newest of them is.
public record Delivery(boolean hubHere, long notAtHub, long notAtCentre, Reached last) {

    /// The furthest place that the newest thing saved here is known to have reached.
    public enum Reached {
        NOTHING_YET,
        HERE,
        HUB,
        CENTRE
    }

    /// Asked by the page and the heartbeat, each second at most.
    @FunctionalInterface
    public interface Board {
        Delivery now();
    }
}
