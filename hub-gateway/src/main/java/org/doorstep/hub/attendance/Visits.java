package org.doorstep.hub.attendance;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.Ages;

/// Works out one pass's visit to one session from all its taps there. Pure, and the order of the taps does not matter
/// (decision 0003). Times are milliseconds since 1970, in UTC.
///
/// The first tap is the arrival. A further tap sooner than `leaveAfterSeconds` after the last one that counted is a
/// repeat; later, or after the session's end, it is a leaving. A tap after a leaving opens the visit again. A visit
/// that is still open ends, by assumption, when the session does.
final class Visits {
    /// A card held to two readers, or lifted and laid down again, is shown once: it does not undo a leaving.
    static final int SAME_SHOWING_SECONDS = 10;

    private Visits() {}

    /// One showing of the pass. `event` settles the order of two in the same millisecond.
    record Tap(String event, long at, boolean unsure, Optional<Companions> companions) {}

    /// Who came along: counts only. `ages` are of those children whose age band was said.
    record Companions(int adults, int children, Ages ages) {
        static final Companions NONE = new Companions(0, 0, Ages.NOT_SAID);

        /// As a row's columns `adults`, `children`, `from0`, `from5` and `from12` have them.
        static Companions of(ResultSet row) throws SQLException {
            return new Companions(
                    row.getInt("adults"),
                    row.getInt("children"),
                    new Ages(row.getInt("from0"), row.getInt("from5"), row.getInt("from12")));
        }

        /// Into five parameters from `first` on, in the order of [#of].
        void bind(PreparedStatement statement, int first) throws SQLException {
            statement.setInt(first, adults);
            statement.setInt(first + 1, children);
            statement.setInt(first + 2, ages.from0());
            statement.setInt(first + 3, ages.from5());
            statement.setInt(first + 4, ages.from12());
        }
    }

    enum Leaving {
        TAPPED,
        ASSUMED
    }

    /// `unsure` if any tap came from a clock that knew nothing. Companions are those last counted.
    record Visit(long arrivedAt, long leftAt, Leaving leaving, boolean unsure, Companions companions) {}

    /// There is at least one tap.
    static Visit of(List<Tap> taps, long sessionEnd, int leaveAfterSeconds) {
        List<Tap> inOrder = taps.size() == 1
                ? taps
                : taps.stream()
                        .sorted(Comparator.comparingLong(Tap::at).thenComparing(Tap::event))
                        .toList();
        Tap first = inOrder.getFirst();
        boolean unsure = first.unsure;
        Companions companions = first.companions.orElse(Companions.NONE);
        long counted = first.at;
        boolean here = true;
        for (Tap tap : inOrder.subList(1, inOrder.size())) {
            unsure |= tap.unsure;
            companions = tap.companions.orElse(companions);
            int quietSeconds = here && tap.at < sessionEnd ? leaveAfterSeconds : SAME_SHOWING_SECONDS;
            if (tap.at - counted >= quietSeconds * 1000L) {
                here = !here;
                counted = tap.at;
            }
        }
        return here
                ? new Visit(first.at, Math.max(sessionEnd, first.at), Leaving.ASSUMED, unsure, companions)
                : new Visit(first.at, counted, Leaving.TAPPED, unsure, companions);
    }
}
