package org.doorstep.hub.booking.loans;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.units.Times;
import org.jdbi.v3.core.Handle;

/// Who was shown how a tool is used, and until when that holds. Methods run in the caller's
/// transaction.
public final class Inductions {
    /// The end of what holds for good: after anybody's last loan.
    private static final Instant FOR_GOOD = Instant.parse("9999-01-01T00:00:00Z");

    /// As many other times as a person reads on one face.
    private static final int MOST_NEXT = 3;

    private Inductions() {}

    /// When it is shown next: a session of its activity.
    public record Next(String title, Times times) {}

    /// One who was shown, by their symbol; `buddy` is the symbol of who stands for them, '' if they
    /// were shown themselves.
    record Inducted(String induction, String symbol, String buddy, Instant at, Instant until) {}

    /// Whether a resident may take what needs it, at that time: they were shown, or somebody who
    /// was stands for them. What a group takes, somebody who works here hands out.
    public static boolean has(Handle handle, String induction, Collection<Holder> holders, Times when) {
        List<String> names = holders.stream()
                .filter(Holder.Resident.class::isInstance)
                .map(holder -> ((Holder.Resident) holder).pass())
                .toList();
        return names.isEmpty()
                || handle.createQuery("""
                                SELECT count(*)
                                FROM inducted
                                JOIN induction ON induction.id = inducted.induction
                                WHERE inducted.induction = :induction AND inducted.pass IN (<names>)
                                  AND inducted.until > :when
                                  AND (inducted.buddy = ''
                                    OR induction.buddy = 1
                                      AND EXISTS (
                                        SELECT 1
                                        FROM inducted shown
                                        WHERE shown.induction = inducted.induction AND shown.pass = inducted.buddy
                                          AND shown.buddy = '' AND shown.until > :when))
                                """)
                                .bind("induction", induction)
                                .bindList("names", names)
                                .bind("when", when.starts().toEpochMilli())
                                .mapTo(Long.class)
                                .one()
                        > 0;
    }

    /// When somebody who lacks it can be shown, the soonest first; offered instead of a refusal.
    public static List<Next> next(Handle handle, String induction, Instant now) {
        return handle.createQuery("""
                        SELECT activity.title, session.starts, session.ends
                        FROM induction
                        JOIN activity ON activity.id = induction.activity
                        JOIN session ON session.activity = activity.id AND session.cancelled = 0
                        WHERE induction.id = :induction AND session.starts > :now
                        ORDER BY session.starts
                        LIMIT :most
                        """)
                .bind("induction", induction)
                .bind("now", now.toEpochMilli())
                .bind("most", MOST_NEXT)
                .map((row, context) -> new Next(
                        row.getString("title"),
                        Times.ofMinutes(row.getLong("starts") / 60_000, row.getLong("ends") / 60_000)))
                .list();
    }

    static List<Induction> all(Handle handle) {
        return handle.createQuery("SELECT id, title, months, activity, buddy FROM induction ORDER BY title, id")
                .map((row, context) -> new Induction(
                        row.getString("id"),
                        row.getString("title"),
                        row.getInt("months"),
                        row.getString("activity"),
                        row.getBoolean("buddy")))
                .list();
    }

    static Optional<Induction> find(Handle handle, String id) {
        return all(handle).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// Makes it, or changes it for whoever is shown from now on.
    static void keep(Handle transaction, Induction induction) {
        transaction
                .createUpdate("""
                        INSERT INTO induction (id, title, months, activity, buddy)
                        VALUES (:id, :title, :months, :activity, :buddy)
                        ON CONFLICT (id) DO UPDATE
                        SET title = excluded.title, months = excluded.months, activity = excluded.activity,
                            buddy = excluded.buddy
                        """)
                .bind("id", induction.id())
                .bind("title", induction.title())
                .bind("months", induction.months())
                .bind("activity", induction.activity())
                .bind("buddy", induction.buddy() ? 1 : 0)
                .execute();
    }

    /// Somebody was shown now; with a `buddy` that one stands for them. Both are names of passes.
    static void shown(
            Handle transaction,
            Induction induction,
            String pass,
            String buddy,
            String byName,
            Instant now,
            ZoneId zone) {
        Instant until = induction.months() == 0
                ? FOR_GOOD
                : now.atZone(zone).plusMonths(induction.months()).toInstant();
        transaction
                .createUpdate("""
                        INSERT INTO inducted (induction, pass, buddy, at, until, by_name)
                        VALUES (:induction, :pass, :buddy, :at, :until, :by)
                        ON CONFLICT (induction, pass, buddy) DO UPDATE
                        SET at = excluded.at, until = excluded.until, by_name = excluded.by_name
                        """)
                .bind("induction", induction.id())
                .bind("pass", pass)
                .bind("buddy", buddy)
                .bind("at", now.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .bind("by", byName)
                .execute();
    }

    /// Those whom it holds for, or did until a while ago; who needs it again soon first.
    static List<Inducted> inducted(Handle handle) {
        return handle.createQuery("""
                        SELECT inducted.induction, pass.symbol, coalesce(buddy.symbol, '') AS buddy, inducted.at,
                               inducted.until
                        FROM inducted
                        JOIN pass ON pass.name = inducted.pass
                        LEFT JOIN pass buddy ON buddy.name = inducted.buddy AND inducted.buddy <> ''
                        ORDER BY inducted.until, pass.symbol
                        """)
                .map((row, context) -> new Inducted(
                        row.getString("induction"),
                        row.getString("symbol"),
                        row.getString("buddy"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        Instant.ofEpochMilli(row.getLong("until"))))
                .list();
    }

    static boolean isForGood(Instant until) {
        return !until.isBefore(FOR_GOOD);
    }
}
