package org.doorstep.relay.contract.figures;

import java.util.List;
import org.doorstep.relay.contract.Required;

/// A page of a hub's release ledger, as the area holds it: the rows after `after`, in order and
/// without a gap. What a hub that was restored from an older copy asks its area for, so that it
/// knows again what it has told (docs/decisions/0064). Nothing is in it that the hub has not
/// released. No rows: there are no more.
public record FigureLedger(String ledger, long after, List<FigureBatch.Row> rows) {
    public FigureLedger {
        FigureCursor.requireHex("ledger", ledger, 32);
        Required.all(rows);
        rows = List.copyOf(rows);
        if (after < 0 || rows.size() > FigureBatch.MOST_ROWS) {
            throw new IllegalArgumentException("A page has at most " + FigureBatch.MOST_ROWS + " rows.");
        }
        long number = after;
        for (FigureBatch.Row row : rows) {
            if (row.number() != ++number) {
                throw new IllegalArgumentException("A page's rows are numbered without a gap.");
            }
        }
    }

    /// The number of its last row; where it begins, if it has none.
    public long through() {
        return after + rows.size();
    }
}
