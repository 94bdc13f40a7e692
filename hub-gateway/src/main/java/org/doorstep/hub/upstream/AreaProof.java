package org.doorstep.hub.upstream;

import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.figures.FigureWeek;

/// How this hub's release ledger and what its area holds compared last. `rows` is how many the ledger had then,
/// `remaining` how many figures differ still, and `left` the first of them; `mended` figures were set right at the
/// area at `mendedAt`, of which `setRight` has the first. Instants are [Instant#EPOCH] where it has not happened.
public record AreaProof(
        Result result,
        Instant at,
        long rows,
        long remaining,
        List<FigureWeek.Difference> left,
        long mended,
        Instant mendedAt,
        List<FigureWeek.Difference> setRight) {
    public enum Result {
        NOT_YET,
        AGREES,
        DIFFERS,
        /// The hub's own ledger does not follow from row to row: nothing is compared with it, and nothing mended.
        LEDGER_BROKEN,
        /// The area server is of a version that does not compare.
        TOO_OLD
    }

    public AreaProof {
        left = List.copyOf(left);
        setRight = List.copyOf(setRight);
    }

    public static AreaProof none() {
        return new AreaProof(Result.NOT_YET, Instant.EPOCH, 0, 0, List.of(), 0, Instant.EPOCH, List.of());
    }

    /// Whether somebody should look.
    public boolean worrying() {
        return result == Result.DIFFERS || result == Result.LEDGER_BROKEN;
    }
}
