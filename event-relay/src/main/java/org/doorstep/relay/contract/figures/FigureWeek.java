package org.doorstep.relay.contract.figures;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Required;

/// A part of a week that differs: every row that the hub has released of it with a number from `from` to `to`. The area
/// sets right what it holds otherwise, and answers where that was; said twice it changes nothing more.
public record FigureWeek(HubId hub, String ledger, LocalDate monday, long from, long to, List<FigureBatch.Row> rows) {
    /// In one answer: a screen of them. How many there are in all is counted.
    public static final int MOST_SAID = 40;

    public enum What {
        /// The hub has released it, and the area did not hold it.
        @JsonProperty("lacked")
        LACKED,
        /// The area held something else at this place of the ledger.
        @JsonProperty("other")
        OTHER,
        /// Held as it was said, but pages showed something else.
        @JsonProperty("shown")
        SHOWN,
        /// Only the area has it: this hub's ledger does not say it, or does not any more.
        @JsonProperty("only-there")
        ONLY_THERE,
        /// Before the hub was restored it had said more of this figure than it says now.
        @JsonProperty("said-more")
        SAID_MORE
    }

    /// One figure on which they differed. `held` is what the area held or showed as a shown count, empty if nothing;
    /// `mended` says that it is now as the hub released it.
    public record Difference(FigureCell cell, int version, What what, String held, boolean mended) {
        public Difference {
            Required.all(cell, what, held);
            if (!held.isEmpty()) {
                ShownCount.parse(held);
            }
        }
    }

    /// `mended` and `left` count all, also those that are not in the list.
    public record Answer(List<Difference> differences, long mended, long left) {
        public Answer {
            Required.all(differences);
            differences = List.copyOf(differences);
            if (mended < 0 || left < 0 || differences.size() > mended + left) {
                throw new IllegalArgumentException("Differences are mended or left.");
            }
        }
    }

    public FigureWeek {
        Required.all(hub, monday, rows);
        FigureCursor.requireHex("ledger", ledger, 32);
        FigureProof.requireMonday(monday);
        rows = List.copyOf(rows);
        if (from < 1 || to < from - 1 || rows.size() > FigureBatch.MOST_ROWS) {
            throw new IllegalArgumentException("A part has at most " + FigureBatch.MOST_ROWS + " rows.");
        }
        long before = from - 1;
        for (FigureBatch.Row row : rows) {
            boolean inWeek = row.cell().monday().equals(monday);
            if (row.number() <= before || row.number() > to || !inWeek) {
                throw new IllegalArgumentException("A part has its own rows, in the order of their numbers.");
            }
            before = row.number();
        }
    }
}
