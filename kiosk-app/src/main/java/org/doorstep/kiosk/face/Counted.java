package org.doorstep.kiosk.face;

import java.util.Locale;
import org.doorstep.kiosk.checkin.Companions;
import org.doorstep.relay.contract.Ages;

/// Whom one pair of buttons on the greeting counts, in the order in which they stand.
enum Counted {
    ADULTS,
    FROM0,
    FROM5,
    FROM12;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    int count(Companions with) {
        return switch (this) {
            case ADULTS -> with.adults();
            case FROM0 -> with.ages().from0();
            case FROM5 -> with.ages().from5();
            case FROM12 -> with.ages().from12();
        };
    }

    /// Whether no more of these can be counted at one touch: children are bounded together.
    boolean isFull(Companions with) {
        return (this == ADULTS ? with.adults() : with.children()) >= Companions.MOST;
    }

    Companions changed(Companions with, int by) {
        Ages ages = with.ages();
        return switch (this) {
            case ADULTS -> new Companions(with.adults() + by, ages);
            case FROM0 -> new Companions(with.adults(), new Ages(ages.from0() + by, ages.from5(), ages.from12()));
            case FROM5 -> new Companions(with.adults(), new Ages(ages.from0(), ages.from5() + by, ages.from12()));
            case FROM12 -> new Companions(with.adults(), new Ages(ages.from0(), ages.from5(), ages.from12() + by));
        };
    }
}
