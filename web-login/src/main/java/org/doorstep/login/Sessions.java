package org.doorstep.login;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Who is signed in, in the database, so that a restart signs nobody out.
final class Sessions {
    /// A page left open over a long lunch still works; an office left for the night does not.
    private static final Duration IDLE = Duration.ofHours(4);

    /// A working day with its evening session, then sign in again.
    static final Duration LONGEST = Duration.ofHours(14);

    /// Being seen is written down no more often than this, or every request would be a write.
    private static final Duration SEEN_STEP = Duration.ofMinutes(1);

    private final LoginStore store;
    private final InstantSource clock;
    private final Secrets secrets;

    record Session(String name, String role) {}

    /// As kept. Public to Jdbi's mapping by its columns.
    private record Row(String account, String role, long seenAt) {}

    Sessions(LoginStore store, InstantSource clock, Secrets secrets) {
        this.store = store;
        this.clock = clock;
        this.secrets = secrets;
    }

    /// Begins a session and returns its secret; sessions that have ended are swept away on the way.
    String begin(String account) {
        String secret = secrets.next();
        long now = clock.millis();
        store.write(handle -> {
            handle.createUpdate("""
                            DELETE FROM staff_session
                            WHERE seen_at <= :idle
                               OR began_at <= :longest""")
                    .bind("idle", now - IDLE.toMillis())
                    .bind("longest", now - LONGEST.toMillis())
                    .execute();
            return handle.createUpdate("""
                            INSERT INTO staff_session (secret_hash, account, began_at, seen_at)
                            VALUES (:hash, :account, :now, :now)""")
                    .bind("hash", Secrets.hash(secret))
                    .bind("account", account)
                    .bind("now", now)
                    .execute();
        });
        return secret;
    }

    /// Who holds the secret. Counts as being seen.
    Optional<Session> find(String secret) {
        long now = clock.millis();
        String hash = Secrets.hash(secret);
        Optional<Row> row = row(hash, now);
        if (row.isPresent() && row.get().seenAt() < now - SEEN_STEP.toMillis()) {
            store.write(handle ->
                    handle.createUpdate("""
                            UPDATE staff_session
                            SET seen_at = :now
                            WHERE secret_hash = :hash""").bind("now", now).bind("hash", hash).execute());
        }
        return row.map(r -> new Session(r.account(), r.role()));
    }

    /// Who holds the secret, without counting as being seen.
    Optional<Session> peek(String secret) {
        return row(Secrets.hash(secret), clock.millis()).map(r -> new Session(r.account(), r.role()));
    }

    private Optional<Row> row(String hash, long now) {
        return store.read(handle -> handle.createQuery("""
                        SELECT s.account, a.role, s.seen_at
                        FROM staff_session s
                        JOIN staff_account a ON a.name = s.account
                        WHERE s.secret_hash = :hash
                          AND s.seen_at > :idle
                          AND s.began_at > :longest""")
                .bind("hash", hash)
                .bind("idle", now - IDLE.toMillis())
                .bind("longest", now - LONGEST.toMillis())
                .map((rs, ctx) -> new Row(rs.getString("account"), rs.getString("role"), rs.getLong("seen_at")))
                .findOne());
    }

    void end(String secret) {
        store.write(handle -> handle.createUpdate("DELETE FROM staff_session WHERE secret_hash = :hash")
                .bind("hash", Secrets.hash(secret))
                .execute());
    }
}
