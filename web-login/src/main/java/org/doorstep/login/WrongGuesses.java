package org.doorstep.login;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Counts wrong guesses by name and by address, and says how long to wait.
///
/// The wait doubles, and never passes a quarter of an hour: somebody who guesses at a name on purpose can delay its
/// owner, not shut them out. Names that nobody has are counted too, or the wait would tell which exist.
final class WrongGuesses {
    /// Free tries at one name.
    private static final int FREE_BY_NAME = 5;

    /// Free tries from one address: a whole office may share it.
    private static final int FREE_BY_ADDRESS = 30;

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /// After this the count begins anew.
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final LoginStore store;
    private final InstantSource clock;

    private record Row(int times, long lastAt) {}

    WrongGuesses(LoginStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Zero, and the try is counted as a wrong guess before anybody looks at it: tries that come at the same moment get
    /// no more than a queue would. Else how long to wait, and nothing is counted.
    Duration take(String name, String address) {
        long now = clock.millis();
        return store.write(handle -> {
            handle.createUpdate("DELETE FROM staff_wrong_guess WHERE last_at < :old")
                    .bind("old", now - FORGOTTEN.toMillis())
                    .execute();
            Duration byAddress = count(handle, addressSubject(address), FREE_BY_ADDRESS, now);
            Duration byName = count(handle, nameSubject(name), FREE_BY_NAME, now);
            Duration wait = byName.compareTo(byAddress) > 0 ? byName : byAddress;
            for (String subject : List.of(addressSubject(address), nameSubject(name))) {
                if (wait.isPositive()) {
                    discount(handle, subject, Duration.ZERO);
                } else {
                    handle.createUpdate("UPDATE staff_wrong_guess SET last_at = :now WHERE subject = :subject")
                            .bind("subject", subject)
                            .bind("now", now)
                            .execute();
                }
            }
            return wait;
        });
    }

    /// The try that was taken was right: the name's count ends, and the address has its try back.
    void right(String name, String address) {
        store.write(handle -> {
            discount(handle, addressSubject(address), LONGEST_WAIT);
            return handle.createUpdate("DELETE FROM staff_wrong_guess WHERE subject = :subject")
                    .bind("subject", nameSubject(name))
                    .execute();
        });
    }

    /// The try that was taken could not be looked at.
    void giveBack(String name, String address) {
        store.write(handle -> {
            discount(handle, addressSubject(address), LONGEST_WAIT);
            discount(handle, nameSubject(name), LONGEST_WAIT);
            return null;
        });
    }

    /// Writes first and looks then: that locks the row where transactions run side by side. Returns how long it would
    /// have had to wait.
    private Duration count(Handle handle, String subject, int free, long now) {
        return handle.createQuery("""
                        INSERT INTO staff_wrong_guess (subject, times, last_at)
                        VALUES (:subject, 1, :now)
                        ON CONFLICT (subject) DO UPDATE
                        SET times = staff_wrong_guess.times + 1
                        RETURNING times, last_at""")
                .bind("subject", subject)
                .bind("now", now)
                .map((rs, ctx) -> new Row(rs.getInt("times") - 1, rs.getLong("last_at")))
                .findOne()
                .map(row -> left(row, free))
                .orElse(Duration.ZERO);
    }

    /// One less, as if the last had been `earlier` before it was: the wait that this try had begun is over.
    private static void discount(Handle handle, String subject, Duration earlier) {
        handle.createUpdate("DELETE FROM staff_wrong_guess WHERE subject = :subject AND times = 1")
                .bind("subject", subject)
                .execute();
        handle.createUpdate("""
                        UPDATE staff_wrong_guess
                        SET times = times - 1,
                            last_at = last_at - :earlier
                        WHERE subject = :subject""")
                .bind("subject", subject)
                .bind("earlier", earlier.toMillis())
                .execute();
    }

    private Duration left(Row row, int free) {
        if (row.times() < free) {
            return Duration.ZERO;
        }
        int doublings = Math.min(row.times() - free, 10);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        Duration capped = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        Duration left = Duration.ofMillis(row.lastAt() + capped.toMillis() - clock.millis());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// Hashed: what somebody typed as a name is now and then their password.
    private static String nameSubject(String name) {
        return "name:" + Secrets.hash(name);
    }

    private static String addressSubject(String address) {
        return "address:" + address;
    }
}
