package org.doorstep.hub.disclosure;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.ShownCount;

/// One figure of one week as it is told: a table of which the plain rule makes just what is told. It is
/// the true one, or one near by (docs/decisions/0060). Not changed after it was made.
record ToldWeek(WeekTable table, long[] flow) {
    /// What is told.
    Map<FigureCell, ShownCount> shown() {
        Map<FigureCell, ShownCount> shown = new HashMap<>();
        counts().forEach((cell, count) -> shown.put(cell, Gate.shown(count)));
        return shown;
    }

    /// The counts behind what is told.
    Map<FigureCell, Long> counts() {
        return table.cells(flow);
    }

    /// Where a cell flows; empty if nothing is told of it.
    Optional<Integer> pipe(FigureCell cell) {
        for (int pipe = 0; pipe < flow.length; pipe++) {
            if (cell.equals(table.pipes().get(pipe).cell())) {
                return Optional.of(pipe);
            }
        }
        return Optional.empty();
    }

    /// What a reader of it can still not know.
    Ambiguity ambiguity() {
        return new Ambiguity(table, flow);
    }
}
