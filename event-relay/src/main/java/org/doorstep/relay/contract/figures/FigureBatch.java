package org.doorstep.relay.contract.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Required;
import org.doorstep.relay.contract.Text;

/// What a hub tells its area: the rows of its release ledger after `after`, up to and including `through`, in order.
///
/// `ledger` is the random id of the ledger and `chain` the chain value at `through` (docs/decisions/0022): a ledger
/// that was restored and has gone another way is seen. `asOf` is when the hub last looked at its counts and `today`
/// its own date then: a figure whose period ends before `today` is settled, though it may be restated. Without rows it
/// is a sign of life.
public record FigureBatch(
        HubId hub,
        String ledger,
        long after,
        long through,
        String chain,
        Instant asOf,
        LocalDate today,
        List<Named> activities,
        List<Row> rows) {
    /// About 60 kB: one small answer on a poor line, and one short transaction at the area.
    public static final int MOST_ROWS = 400;

    public static final int MOST_ACTIVITIES = 200;

    /// How an activity is called on a page. Public fact.
    public record Named(ActivityId id, String title) {
        public Named {
            Required.all(id);
            Text.require("title", title, 1, 80);
        }
    }

    /// One row of the ledger. A higher `version` of the same cell restates it; `complete` is false where
    /// something may be missing, and `nearly` then says that it is little ([Band]).
    public record Row(
            long number,
            FigureCell cell,
            int version,
            ShownCount value,
            boolean complete,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean nearly) {
        public Row {
            Required.all(cell, value);
            if (complete && nearly) {
                throw new IllegalArgumentException("What is complete is not nearly so.");
            }
            if (number < 1 || version < 1) {
                throw new IllegalArgumentException("Ledger numbers and versions count from 1.");
            }
        }

        public Row(long number, FigureCell cell, int version, ShownCount value, Band band) {
            this(number, cell, version, value, band == Band.COMPLETE, band == Band.NEARLY);
        }

        public Band band() {
            return nearly ? Band.NEARLY : Band.of(complete);
        }
    }

    public FigureBatch {
        Required.all(hub, ledger, chain, asOf, today, activities, rows);
        FigureCursor.requireHex("ledger", ledger, 32);
        FigureCursor.requireHex("chain", chain, 64);
        activities = List.copyOf(activities);
        rows = List.copyOf(rows);
        if (rows.size() > MOST_ROWS || activities.size() > MOST_ACTIVITIES) {
            throw new IllegalArgumentException("A batch has at most " + MOST_ROWS + " rows.");
        }
        long number = after;
        for (Row row : rows) {
            if (row.number() != ++number) {
                throw new IllegalArgumentException("A batch's rows are numbered without a gap.");
            }
        }
        if (after < 0 || through != number) {
            throw new IllegalArgumentException("A batch ends with its last row.");
        }
    }
}
