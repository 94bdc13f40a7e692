package org.doorstep.login;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The people who may sign in, and the links that would let more: for the page on which somebody looks after them.
/// Safe for all threads.
public final class Staff {
    /// `role` is a constant's name, as kept.
    public record Member(String name, String role, Instant madeAt) {}

    /// A one-time link that has not been used. `id` names it and opens nothing.
    public record OpenLink(String id, String role, Instant endsAt) {}

    private final LoginStore store;
    private final InstantSource clock;
    private final Audit audit;

    Staff(LoginStore store, InstantSource clock, Audit audit) {
        this.store = store;
        this.clock = clock;
        this.audit = audit;
    }

    public List<Member> members() {
        return store.read(handle -> handle.createQuery("""
                        SELECT name, role, made_at
                        FROM staff_account
                        ORDER BY name""")
                .map((rs, ctx) -> new Member(
                        rs.getString("name"), rs.getString("role"), Instant.ofEpochMilli(rs.getLong("made_at"))))
                .list());
    }

    public List<OpenLink> openLinks() {
        return store.read(handle -> handle.createQuery("""
                        SELECT secret_hash, role, ends_at
                        FROM staff_link
                        WHERE ends_at > :now
                        ORDER BY ends_at""")
                .bind("now", clock.millis())
                .map((rs, ctx) -> new OpenLink(
                        rs.getString("secret_hash"), rs.getString("role"), Instant.ofEpochMilli(rs.getLong("ends_at"))))
                .list());
    }

    /// Removes an account and ends its sessions at once. False if there is none, or if it is the asker's own: so
    /// somebody who may remove people always remains, even when two remove each other at the same moment.
    public boolean remove(String name, String by) {
        boolean removed = store.write(handle -> {
                    handle.createUpdate("""
                            DELETE FROM staff_session
                            WHERE account = :name
                              AND :name <> :by
                              AND EXISTS (SELECT 1 FROM staff_account WHERE name = :by)""").bind("name", name).bind("by", by).execute();
                    return handle.createUpdate("""
                            DELETE FROM staff_account
                            WHERE name = :name
                              AND :name <> :by
                              AND EXISTS (SELECT 1 FROM staff_account WHERE name = :by)""")
                            .bind("name", name)
                            .bind("by", by)
                            .execute();
                })
                == 1;
        if (removed) {
            audit.add(by, Audit.What.ACCOUNT_REMOVED, name);
        }
        return removed;
    }

    /// The role the link was for, if it was still open.
    public Optional<String> takeBack(String linkId, String by) {
        Optional<String> role = store.write(handle -> {
            Optional<String> found = handle.createQuery("SELECT role FROM staff_link WHERE secret_hash = :id")
                    .bind("id", linkId)
                    .mapTo(String.class)
                    .findOne();
            handle.createUpdate("DELETE FROM staff_link WHERE secret_hash = :id")
                    .bind("id", linkId)
                    .execute();
            return found;
        });
        role.ifPresent(r -> audit.add(by, Audit.What.INVITATION_TAKEN_BACK, r));
        return role;
    }
}
