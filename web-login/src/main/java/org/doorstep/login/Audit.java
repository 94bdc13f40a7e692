package org.doorstep.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
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
    public record Entry(Instant at, String name, String what, String detail) {
        /// Whether `detail` is the name of a role.
        public boolean aboutRole() {
            return what.startsWith("INVIT");
        }

        /// Whether nobody who was signed in did it, but whoever keeps the machine.
        public boolean atTheMachine() {
            return what.equals(What.INVITED_AT_THE_MACHINE.name());
        }
    }

    /// Some entries, newest first. `earlier` is what to ask [#only] or [#without] for next; 0 if there are none.
    public record Leaf(List<Entry> entries, long earlier) {}

    /// Asks for the newest.
    public static final long NEWEST = Long.MAX_VALUE;

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

    /// Entries of these kinds alone, from before `before`: [#NEWEST], or an earlier leaf's `earlier`.
    public Leaf only(Collection<String> kinds, long before, int most) {
        return leaf("what IN (<kinds>)", kinds, before, most);
    }

    /// Entries of all kinds but these.
    public Leaf without(Collection<String> kinds, long before, int most) {
        return leaf("what NOT IN (<kinds>)", kinds, before, most);
    }

    private Leaf leaf(String condition, Collection<String> kinds, long before, int most) {
        record Numbered(long id, Entry entry) {}
        List<Numbered> found = store.read(handle -> handle.createQuery("""
                        SELECT id, at, name, what, detail
                        FROM staff_audit
                        WHERE id < :before
                          AND %s
                        ORDER BY id DESC
                        LIMIT :most""".formatted(condition))
                .bindList("kinds", List.copyOf(kinds))
                .bind("before", before)
                .bind("most", most + 1)
                .map((rs, ctx) -> new Numbered(
                        rs.getLong("id"),
                        new Entry(
                                Instant.ofEpochMilli(rs.getLong("at")),
                                rs.getString("name"),
                                rs.getString("what"),
                                rs.getString("detail"))))
                .list());
        List<Numbered> shown = found.subList(0, Math.min(most, found.size()));
        long earlier = found.size() > most ? shown.getLast().id() : 0;
        return new Leaf(shown.stream().map(Numbered::entry).toList(), earlier);
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
