package org.doorstep.hub.fleet;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.inbox.Fences;
import org.jdbi.v3.core.Handle;

/// What came of devices that were shut out, gathered for a person to say of: by fence, and by the session in whose time
/// it was, or else the day. Works in the caller's transaction; safe for all threads.
final class SetAsideGroups {
    /// A kiosk that was away for a month comes with some thousands. So many of each that was
    /// shut out, and as many of what was left out of it; what is over is there when these are
    /// said of.
    private static final int MOST_OF_EACH = 10_000;

    /// A session takes check-ins from half an hour before it begins, as everywhere.
    private static final long EARLY_MS = 30 * 60 * 1000L;

    private final ZoneId zone;

    /// `title` is empty for a day without a session. `key` names the group on its page.
    record Group(
            String key,
            long fence,
            boolean leftOut,
            String title,
            Instant at,
            boolean answers,
            List<Fences.Aside> events) {
        long of(String type) {
            return events.stream().filter(one -> type.equals(one.type())).count();
        }

        /// How many there are, for a form to say back; empty where that is nobody's to see.
        String many() {
            return answers ? "" : Integer.toString(events.size());
        }

        /// The part of it that somebody saw on a page which showed this `many` up to this position.
        /// Empty if that is no longer what there is to say of, because somebody else has said, or
        /// the times have been changed.
        Optional<Group> asSeen(long through, String many) {
            List<Fences.Aside> seen =
                    events.stream().filter(one -> one.position() <= through).toList();
            Group group = new Group(key, fence, leftOut, title, at, answers, seen);
            return seen.isEmpty() || !group.many().equals(many) ? Optional.empty() : Optional.of(group);
        }
    }

    private record Session(String name, String title, Instant starts, Instant ends) {
        boolean takes(Instant at) {
            return !at.isBefore(starts.minusMillis(EARLY_MS)) && at.isBefore(ends);
        }
    }

    SetAsideGroups(ZoneId zone) {
        this.zone = zone;
    }

    /// In order of fence and time; what is left out after what waits.
    List<Group> all(Handle handle) {
        List<Fences.Aside> events = Fences.notCounted(handle, MOST_OF_EACH);
        List<Session> sessions = sessions(handle, events);
        Map<String, Group> groups = new LinkedHashMap<>();
        for (Fences.Aside event : events) {
            Group group = groupOf(event, sessions);
            groups.computeIfAbsent(group.key, key -> group).events.add(event);
        }
        return new ArrayList<>(groups.values());
    }

    /// The last position of everything that has come: whatever comes later has a higher one. It is
    /// of the whole inbox, so that it tells nothing of how few answered.
    static long through(Handle handle) {
        return handle.createQuery("SELECT coalesce(max(position), 0) FROM inbox_event")
                .mapTo(Long.class)
                .one();
    }

    Optional<Group> find(Handle handle, String key) {
        return all(handle).stream().filter(group -> group.key.equals(key)).findFirst();
    }

    /// The anonymous lane has no times, and how few answered is nobody's to see.
    private Group groupOf(Fences.Aside event, List<Session> sessions) {
        boolean leftOut = event.verdict() == Fences.Verdict.LEFT_OUT;
        String prefix = event.fence() + (leftOut ? "-out-" : "-");
        if (event.lane() == Lane.ANONYMOUS) {
            return group(prefix + "answers", event, leftOut, "", event.at(), true);
        }
        return sessions.stream()
                .filter(session -> session.takes(event.at()))
                .findFirst()
                .map(session -> group(prefix + session.name, event, leftOut, session.title, session.starts, false))
                .orElseGet(() -> {
                    LocalDate day = LocalDate.ofInstant(event.at(), zone);
                    Instant at = day.atStartOfDay(zone).toInstant();
                    return group(prefix + day, event, leftOut, "", at, false);
                });
    }

    private static Group group(
            String key, Fences.Aside event, boolean leftOut, String title, Instant at, boolean answers) {
        return new Group(key, event.fence(), leftOut, title, at, answers, new ArrayList<>());
    }

    private static List<Session> sessions(Handle handle, List<Fences.Aside> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("""
                        SELECT name, title, starts, ends
                        FROM session
                        JOIN activity ON activity.id = session.activity
                        WHERE activity <> 'drop-in' AND cancelled = 0 AND ends > :from AND starts - :early <= :to
                        ORDER BY starts, name
                        """)
                .bind(
                        "from",
                        events.stream()
                                .mapToLong(one -> one.at().toEpochMilli())
                                .min()
                                .orElse(0))
                .bind(
                        "to",
                        events.stream()
                                .mapToLong(one -> one.at().toEpochMilli())
                                .max()
                                .orElse(0))
                .bind("early", EARLY_MS)
                .map((row, context) -> new Session(
                        row.getString("name"),
                        row.getString("title"),
                        Instant.ofEpochMilli(row.getLong("starts")),
                        Instant.ofEpochMilli(row.getLong("ends"))))
                .list();
    }
}
