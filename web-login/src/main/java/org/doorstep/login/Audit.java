package org.doorstep.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Who did what on a program's pages: signing in and people here, the program's own changes by [#add]. Safe for all
/// threads.
public final class Audit {
    /// Two years, the life of most funding, so that a report's figures can be asked after.
    private static final Duration KEPT = Duration.ofDays(730);

    private static final int MOST_DETAIL_CHARACTERS = 200;

    /// What signing in and people write. A program adds constants of its own; none is ever renamed.
    public enum What {
        SIGNED_IN,
        SIGNED_OUT,
        WRONG_PASSWORD,
        ACCOUNT_MADE,
        INVITED,
        /// By whoever keeps the machine, not by anybody signed in.
        INVITED_AT_THE_MACHINE,
        INVITATION_TAKEN_BACK,
        ACCOUNT_REMOVED
    }

    /// One line. `name` is who did it; `what` a constant's name.
    public record Entry(Instant at, String name, String what, String detail) {}

    private final LoginStore store;
    private final InstantSource clock;

    Audit(LoginStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// `detail` names the thing that was changed or opened: never a pass, never a password.
    public void add(String name, Enum<?> what, String detail) {
        long now = clock.millis();
        String brief = detail.length() > MOST_DETAIL_CHARACTERS ? detail.substring(0, MOST_DETAIL_CHARACTERS) : detail;
        store.write(handle -> {
            handle.createUpdate("DELETE FROM staff_audit WHERE at < :old")
                    .bind("old", now - KEPT.toMillis())
                    .execute();
            return handle.createUpdate("""
                            INSERT INTO staff_audit (at, name, what, detail)
                            VALUES (:now, :name, :what, :detail)""")
                    .bind("now", now)
                    .bind("name", name)
                    .bind("what", what.name())
                    .bind("detail", brief)
                    .execute();
        });
    }

    /// The newest first.
    public List<Entry> newest(int most) {
        return store.read(handle -> handle.createQuery("""
                        SELECT at, name, what, detail
                        FROM staff_audit
                        ORDER BY id DESC
                        LIMIT :most""")
                .bind("most", most)
                .map((rs, ctx) -> new Entry(
                        Instant.ofEpochMilli(rs.getLong("at")),
                        rs.getString("name"),
                        rs.getString("what"),
                        rs.getString("detail")))
                .list());
    }
}
