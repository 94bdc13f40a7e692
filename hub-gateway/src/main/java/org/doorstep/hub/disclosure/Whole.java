package org.doorstep.hub.disclosure;

import java.util.List;
import org.doorstep.relay.contract.figures.FigureProof;

/// The release ledger as a whole: its weeks with a digest each, oldest first, how many rows it has, and
/// whether each row follows from the one before by its chain. One that does not is no proof of anything,
/// and nothing is mended from it.
public record Whole(List<FigureProof.Week> weeks, long rows, boolean sound) {
    public Whole {
        weeks = List.copyOf(weeks);
    }
}
