package org.doorstep.hub.disclosure;

import org.doorstep.relay.contract.figures.Band;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.ShownCount;

/// A figure that has been through the [Gate] and stands in its ledger. Only the gate makes one, so whatever takes this
/// type cannot be given anything else.
public final class Released {
    private final long number;
    private final FigureCell cell;
    private final int version;
    private final ShownCount value;
    private final Band band;
    private final String chain;

    Released(long number, FigureCell cell, int version, ShownCount value, Band band, String chain) {
        this.number = number;
        this.cell = cell;
        this.version = version;
        this.value = value;
        this.band = band;
        this.chain = chain;
    }

    /// Its place in the ledger, from 1, without gaps.
    public long number() {
        return number;
    }

    public FigureCell cell() {
        return cell;
    }

    public int version() {
        return version;
    }

    public ShownCount value() {
        return value;
    }

    /// How much of it is known to be in.
    public Band band() {
        return band;
    }

    /// The ledger's chain value at this row.
    public String chain() {
        return chain;
    }

    /// As the area is told.
    public FigureBatch.Row row() {
        return new FigureBatch.Row(number, cell, version, value, band);
    }

    boolean says(ShownCount otherValue, Band otherBand) {
        return value.equals(otherValue) && band == otherBand;
    }
}
