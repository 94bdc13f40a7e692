package org.doorstep.login;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// Accounts, and the one-time links by which they are made.
final class Accounts {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}][\\p{L}\\p{M}\\p{Nd} .'-]{1,63}");

    private final LoginStore store;
    private final InstantSource clock;
    private final Secrets secrets;

    Accounts(LoginStore store, InstantSource clock, Secrets secrets) {
        this.store = store;
        this.clock = clock;
        this.secrets = secrets;
    }

    /// As kept: without outer spaces, in lower case. Empty if it is no name.
    static Optional<String> name(String typed) {
        String name = typed.strip();
        return NAME.matcher(name).matches() ? Optional.of(name.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    boolean none() {
        return store.read(handle -> handle.createQuery("SELECT COUNT(*) FROM staff_account")
                        .mapTo(Integer.class)
                        .one()
                == 0);
    }

    Optional<String> passwordHash(String name) {
        return store.read(handle ->
                handle.createQuery("""
                        SELECT password_hash
                        FROM staff_account
                        WHERE name = :name""").bind("name", name).mapTo(String.class).findOne());
    }

    /// The link of a program that nobody has signed in to yet; the one made at an earlier start ends.
    String firstLink(StaffRole role, Duration lasts) {
        return newLink(role, lasts, true);
    }

    String link(StaffRole role, Duration lasts) {
        return newLink(role, lasts, false);
    }

    boolean opens(String link) {
        return store.read(handle -> roleOf(handle, link)).isPresent();
    }

    /// What became of a try to make an account.
    enum Made {
        MADE,
        NAME_TAKEN,
        LINK_SPENT
    }

    /// Spends the link and makes the account, both or neither.
    Made make(String link, String name, String passwordHash) {
        long now = clock.millis();
        return store.write(handle -> {
            Optional<String> role = roleOf(handle, link);
            if (role.isEmpty()) {
                return Made.LINK_SPENT;
            }
            int made = handle.createUpdate("""
                            INSERT INTO staff_account (name, role, password_hash, made_at)
                            VALUES (:name, :role, :hash, :now)
                            ON CONFLICT (name) DO NOTHING""")
                    .bind("name", name)
                    .bind("role", role.get())
                    .bind("hash", passwordHash)
                    .bind("now", now)
                    .execute();
            if (made == 0) {
                return Made.NAME_TAKEN;
            }
            int spent = handle.createUpdate("DELETE FROM staff_link WHERE secret_hash = :hash")
                    .bind("hash", Secrets.hash(link))
                    .execute();
            if (spent == 0) {
                throw new IllegalStateException("The link was spent by somebody else at the same moment.");
            }
            return Made.MADE;
        });
    }

    private String newLink(StaffRole role, Duration lasts, boolean first) {
        String secret = secrets.next();
        long now = clock.millis();
        store.write(handle -> {
            handle.createUpdate("""
                            DELETE FROM staff_link
                            WHERE ends_at <= :now
                               OR (first = 1 AND :first = 1)""")
                    .bind("now", now)
                    .bind("first", first ? 1 : 0)
                    .execute();
            return handle.createUpdate("""
                            INSERT INTO staff_link (secret_hash, role, first, ends_at)
                            VALUES (:hash, :role, :first, :ends)""")
                    .bind("hash", Secrets.hash(secret))
                    .bind("role", role.name())
                    .bind("first", first ? 1 : 0)
                    .bind("ends", now + lasts.toMillis())
                    .execute();
        });
        return secret;
    }

    private Optional<String> roleOf(Handle handle, String link) {
        return handle.createQuery("""
                        SELECT role
                        FROM staff_link
                        WHERE secret_hash = :hash
                          AND ends_at > :now""")
                .bind("hash", Secrets.hash(link))
                .bind("now", clock.millis())
                .mapTo(String.class)
                .findOne();
    }
}
