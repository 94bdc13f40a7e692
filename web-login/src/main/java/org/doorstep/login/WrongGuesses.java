package org.doorstep.login;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;

/// Counts wrong guesses by name and address together, by address, and by name alone, and says how long to wait.
///
/// The wait of a name at an address doubles up to a quarter of an hour, and whoever guesses uses up their own tries
/// only. A name alone waits a minute at most, and not at all at an address where it signed in during the last month:
/// so its owner gets in from another address than the guesser's, however long the guessing goes on. Names that nobody
/// has are counted too, or the wait would tell which exist.
final class WrongGuesses {
    /// How many tries are free, and how long one waits at most after them.
    private enum By {
        /// A whole office may share one.
        ADDRESS(30, Duration.ofMinutes(15)),
        NAME_AND_ADDRESS(5, Duration.ofMinutes(15)),
        /// Only for guesses from many addresses: a passphrase of twelve characters stands a guess a minute.
        NAME(20, Duration.ofMinutes(1));

        private final int free;
        private final Duration longestWait;

        By(int free, Duration longestWait) {
            this.free = free;
            this.longestWait = longestWait;
        }
    }

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /// After this the count begins anew.
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    /// How long an address is known as one of the owner's, seen from the last time they signed in there.
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

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
            // A clock that was set back: what lies ahead of it happened now at the latest, so a wait ends in its time.
            handle.createUpdate("UPDATE staff_wrong_guess SET last_at = :now WHERE last_at > :now")
                    .bind("now", now)
                    .execute();
            Duration wait = Duration.ZERO;
            for (By by : By.values()) {
                Duration one = count(handle, by, subject(by, name, address), now);
                boolean known = by == By.NAME && one.isPositive() && signedInFrom(handle, name, address, now);
                wait = known || one.compareTo(wait) < 0 ? wait : one;
            }
            for (By by : By.values()) {
                String subject = subject(by, name, address);
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

    /// The try that was taken was right: the name's count ends, here and for all, and the address has its try back.
    void right(String name, String address) {
        store.write(handle -> {
            discount(handle, subject(By.ADDRESS, name, address), LONGEST_WAIT);
            return handle.createUpdate("DELETE FROM staff_wrong_guess WHERE subject IN (:here, :everywhere)")
                    .bind("here", subject(By.NAME_AND_ADDRESS, name, address))
                    .bind("everywhere", subject(By.NAME, name, address))
                    .execute();
        });
    }

    /// The try that was taken could not be looked at.
    void giveBack(String name, String address) {
        store.write(handle -> {
            for (By by : By.values()) {
                discount(handle, subject(by, name, address), LONGEST_WAIT);
            }
            return null;
        });
    }

    /// Writes first and looks then: that locks the row where transactions run side by side. Returns how long it would
    /// have had to wait.
    private static Duration count(Handle handle, By by, String subject, long now) {
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
                .map(row -> left(row, by, now))
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

    private static Duration left(Row row, By by, long now) {
        if (row.times() < by.free) {
            return Duration.ZERO;
        }
        int doublings = Math.min(row.times() - by.free, 10);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        Duration capped = wait.compareTo(by.longestWait) > 0 ? by.longestWait : wait;
        Duration left = Duration.ofMillis(row.lastAt() + capped.toMillis() - now);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static boolean signedInFrom(Handle handle, String name, String address, long now) {
        return handle.createQuery("""
                        SELECT COUNT(*)
                        FROM staff_audit
                        WHERE at > :since
                          AND name = :name
                          AND what = :signedIn
                          AND detail = :address""")
                        .bind("since", now - KNOWN_FOR.toMillis())
                        .bind("name", name)
                        .bind("signedIn", Audit.What.SIGNED_IN.name())
                        .bind("address", address)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /// The name is hashed: what somebody typed as a name is now and then their password.
    private static String subject(By by, String name, String address) {
        return switch (by) {
            case ADDRESS -> "address:" + network(address);
            case NAME_AND_ADDRESS -> "pair:" + Secrets.hash(name) + "@" + network(address);
            case NAME -> "name:" + Secrets.hash(name);
        };
    }

    /// One household or machine has 2^64 addresses of IPv6 to itself, which differ after the first four groups.
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) + "::/64" : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
