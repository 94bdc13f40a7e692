package org.doorstep.relay.contract.figures;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Required;

/// A hub's question to its area once a day: "of each week I have released so many rows, with this digest".
///
/// It is asked where both are at the same row of the same ledger (`through`, and the chain there). Rows are those of
/// the release ledger, each version of each figure of the week or of a day in it, so it says nothing that has not been
/// released, and nothing of events (docs/decisions/0037).
public record FigureProof(HubId hub, String ledger, long through, String chain, List<Week> weeks) {
    /// The newest nineteen years; about 110 kB.
    public static final int MOST_WEEKS = 1_000;

    /// The week of this Monday.
    public record Week(LocalDate monday, long rows, String digest) {
        public Week {
            Required.all(monday);
            requireMonday(monday);
            FigureCursor.requireHex("digest", digest, 64);
            if (rows < 1) {
                throw new IllegalArgumentException("A week without rows is left out.");
            }
        }
    }

    /// The weeks of which the area holds, or shows, something else.
    public record Answer(List<LocalDate> differing) {
        public Answer {
            Required.all(differing);
            differing = List.copyOf(differing);
            differing.forEach(FigureProof::requireMonday);
        }
    }

    public FigureProof {
        Required.all(hub, weeks);
        FigureCursor.requireHex("ledger", ledger, 32);
        FigureCursor.requireHex("chain", chain, 64);
        weeks = List.copyOf(weeks);
        if (through < 0 || weeks.size() > MOST_WEEKS) {
            throw new IllegalArgumentException("A proof has at most " + MOST_WEEKS + " weeks.");
        }
    }

    static void requireMonday(LocalDate day) {
        if (day.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException("A week starts on a Monday.");
        }
    }
}
