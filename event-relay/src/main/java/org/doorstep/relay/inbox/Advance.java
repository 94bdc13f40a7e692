package org.doorstep.relay.inbox;

import java.sql.SQLException;
import java.util.List;
import org.doorstep.relay.outbox.Chain;

/// Moves a stream's mark over the rows that are held beyond it, once the gap before them is filled or declared lost.
///
/// Beyond a lost range neither side knows the chain until the event that declared it, where it begins anew; so the
/// mark jumps from before the range to that event, and never rests between.
final class Advance {
    private static final int ROWS_AT_ONCE = 500;

    private final Stream stream;
    private final ReceivingSql sql;
    private final Chain chain;
    private final List<ReceivingSql.Lost> losses;
    private long next;
    private boolean chainKnown = true;

    Advance(Stream stream, ReceivingSql sql, Chain chain) throws SQLException {
        this.stream = stream;
        this.sql = sql;
        this.chain = chain;
        this.losses = sql.losses(stream);
        this.next = stream.through + 1;
    }

    void walk() throws SQLException {
        List<ReceivingSql.Held> rows;
        do {
            rows = sql.rowsFrom(stream, next, ROWS_AT_ONCE);
            for (ReceivingSql.Held row : rows) {
                if (!reach(row.sequence())) {
                    return;
                }
                step(row);
            }
        } while (rows.size() == ROWS_AT_ONCE);
    }

    /// Whether every sequence from `next` to just before this one is declared lost.
    private boolean reach(long sequence) {
        while (next < sequence) {
            long from = next;
            long covered = losses.stream()
                    .filter(lost -> lost.first() <= from && from <= lost.last())
                    .mapToLong(lost -> Math.min(lost.last(), lost.sequence() - 1))
                    .max()
                    .orElse(0);
            if (covered < from) {
                return false;
            }
            chainKnown = false;
            next = Math.min(covered + 1, sequence);
        }
        return true;
    }

    private void step(ReceivingSql.Held row) throws SQLException {
        if (losses.stream().anyMatch(lost -> lost.sequence() == row.sequence())) {
            stream.chain = chain.afterDigest(Chain.nothing(), row.digest());
            chainKnown = true;
        } else if (chainKnown) {
            stream.chain = chain.afterDigest(stream.chain, row.digest());
        }
        if (chainKnown) {
            stream.through = row.sequence();
            if (!row.chained()) {
                sql.setChain(stream, row.sequence(), stream.chain);
            }
        }
        next = row.sequence() + 1;
    }
}
