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

    /// How long until the next try is looked at; zero if now.
    Duration wait(String name, String address) {
        return store.read(handle -> {
            Duration byName = wait(handle, nameSubject(name), FREE_BY_NAME);
            Duration byAddress = wait(handle, addressSubject(address), FREE_BY_ADDRESS);
            return byName.compareTo(byAddress) > 0 ? byName : byAddress;
        });
    }

    void add(String name, String address) {
        long now = clock.millis();
        store.write(handle -> {
            handle.createUpdate("DELETE FROM staff_wrong_guess WHERE last_at < :old")
                    .bind("old", now - FORGOTTEN.toMillis())
                    .execute();
            for (String subject : List.of(addressSubject(address), nameSubject(name))) {
                handle.createUpdate("""
                                INSERT INTO staff_wrong_guess (subject, times, last_at)
                                VALUES (:subject, 1, :now)
                                ON CONFLICT (subject) DO UPDATE
                                SET times = staff_wrong_guess.times + 1,
                                    last_at = excluded.last_at""")
                        .bind("subject", subject)
                        .bind("now", now)
                        .execute();
            }
            return null;
        });
    }

    void forget(String name) {
        store.write(handle -> handle.createUpdate("DELETE FROM staff_wrong_guess WHERE subject = :subject")
                .bind("subject", nameSubject(name))
                .execute());
    }

    private Duration wait(Handle handle, String subject, int free) {
        return handle.createQuery("""
                        SELECT times, last_at
                        FROM staff_wrong_guess
                        WHERE subject = :subject""")
                .bind("subject", subject)
                .map((rs, ctx) -> new Row(rs.getInt("times"), rs.getLong("last_at")))
                .findOne()
                .map(row -> left(row, free))
                .orElse(Duration.ZERO);
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
