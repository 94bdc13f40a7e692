package org.doorstep.hub.disclosure;

import org.doorstep.relay.contract.figures.Band;
import org.doorstep.relay.contract.figures.FigureCell;

/// A true count of the hub's own, on its way to the [Gate]. Never sent, shown or logged as it is.
public record Counted(FigureCell cell, long count, Band band) {
    public Counted {
        if (count < 0) {
            throw new IllegalArgumentException("A count is not below zero.");
        }
    }
}
