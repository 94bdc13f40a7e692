package org.doorstep.hub.booking.claims;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The numbers that people read aloud: each is one booking's at a time, and passes on once that is
/// over.
final class Codes {
    /// Among half of all taken, so many tries find a free one but once in a thousand times; then it
    /// has a digit more, which costs less than to look on.
    private static final int TRIES = 10;

    private static final int FEWEST_DIGITS = 4;
    private static final int MOST_DIGITS = 6;

    private final Statements statements;
    private final RandomGenerator random;

    Codes(Statements statements, RandomGenerator random) {
        this.statements = statements;
        this.random = random;
    }

    /// The one that was wished for, if it is free; else another.
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
                "SELECT id, state, ends FROM booking WHERE code = ? AND code <> ''",
                code);
        if (having.isPresent() && having.get().over) {
            statements.run("UPDATE booking SET code = '' WHERE id = ?", having.get().booking);
        }
        return having.isEmpty() || having.get().over;
    }
}
