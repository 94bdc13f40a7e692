package org.doorstep.hub.booking.claims;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The numbers that people read aloud: each is one booking's at a time, and passes on once that is
/// over.
final class Codes {
    /// So many tries find a free one of four digits while not nearly all are taken; then it has a
    /// digit more.
    private static final int TRIES = 40;

    private static final int FEWEST_DIGITS = 4;
    private static final int MOST_DIGITS = 6;

    private final Statements statements;
    private final RandomGenerator random;

    Codes(Statements statements, RandomGenerator random) {
        this.statements = statements;
        this.random = random;
    }

    /// The one that was wished for, if it is free; else another. '' of '' where nobody needs one.
    String next(String wished, Instant now) throws SQLException {
        if (!wished.isEmpty() && free(wished, now)) {
            return wished;
        }
        int bound = 1;
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            bound *= 10;
            for (int i = 0; digits >= FEWEST_DIGITS && i < TRIES; i++) {
                String code = String.format("%0" + digits + "d", random.nextInt(bound));
                if (free(code, now)) {
                    return code;
                }
            }
        }
        throw new IllegalStateException("There is no code left for a booking: a million are open.");
    }

    private record Having(long booking, boolean over) {}

    private boolean free(String code, Instant now) throws SQLException {
        Optional<Having> having = statements.one(
                row -> new Having(
                        row.getLong(1),
                        !State.stored(row.getString(2)).stands() || row.getLong(3) * 60 <= now.getEpochSecond()),
                "SELECT id, state, ends FROM booking WHERE code = ?",
                code);
        if (having.isPresent() && having.get().over) {
            statements.run("UPDATE booking SET code = '' WHERE id = ?", having.get().booking);
        }
        return having.isEmpty() || having.get().over;
    }
}
