package org.doorstep.hub.attendance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.activities.CheckInRules;
import org.doorstep.hub.clock.Dated;
import org.doorstep.relay.contract.SessionId;
import org.jdbi.v3.core.Handle;

/// Taps and guests of whom it is not sure which session they belong to, and the sessions that it can be.
public final class UnsureTimes {
    /// More than a person will go through; the others come up as these are placed.
    static final int MOST_SHOWN = 100;

    /// A slip is noticed soon after.
    private static final int MOST_PLACED_SHOWN = 20;

    /// Those nearest to the likeliest time. A start of a week without the time has dozens.
    private static final int MOST_CHOICES = 12;

    private UnsureTimes() {}

    /// `symbol` is empty for a guest. `near` is the likeliest time, or where nothing at all is known, when it
    /// came here. `counted` is the session that it is counted for meanwhile.
    record Item(
            String event,
            String device,
            String symbol,
            Instant deviceSaid,
            Instant near,
            Dated dated,
            SessionId counted,
            List<Choice> choices) {}

    /// What a person has placed. `symbol` is empty for a guest, `title` where there is no such session any more.
    record Placed(
            String event, String symbol, SessionId session, String title, Instant starts, Instant at, String by) {}

    record Choice(SessionId session, String title, Instant starts) {}

    /// How many there are.
    public static long count(Handle handle) {
        return handle.createQuery("""
                        SELECT (SELECT COUNT(*) FROM tap WHERE unsure = 1)
                             + (SELECT COUNT(*) FROM guest WHERE unsure = 1)
                        """).mapTo(Long.class).one();
    }

    /// The newest first.
    static List<Item> list(Handle handle, ZoneId zone) {
        return handle
                .createQuery("""
                        SELECT one.event, one.device, one.symbol, one.raw_at, one.at, session.name,
                               coalesce(undated.at, one.raw_at) AS best,
                               coalesce(undated.earliest, one.raw_at - one.bound_ms) AS earliest,
                               coalesce(undated.latest, one.raw_at + one.bound_ms) AS latest,
                               (SELECT received_at
                                FROM inbox_event
                                WHERE id = unhex(replace(one.event, '-', ''))) AS received
                        FROM (
                          SELECT tap.event, tap.device, pass.symbol, tap.raw_at, tap.at, tap.bound_ms, tap.session
                          FROM tap
                          JOIN pass ON pass.id = tap.pass
                          WHERE tap.unsure = 1
                          UNION ALL
                          SELECT event, device, '', raw_at, at, bound_ms, session
                          FROM guest
                          WHERE unsure = 1
                        ) one
                        JOIN session ON session.id = one.session
                        LEFT JOIN undated ON undated.event = one.event
                        ORDER BY one.at DESC, one.event
                        LIMIT :most
                        """)
                .bind("most", MOST_SHOWN)
                .map((row, context) -> {
                    Dated dated = new Dated(row.getLong("best"), row.getLong("earliest"), row.getLong("latest"));
                    boolean nothingKnown = end(dated.earliest()).isEmpty()
                            && end(dated.latest()).isEmpty();
                    long received = row.getLong("received");
                    return new Item(
                            row.getString("event"),
                            row.getString("device"),
                            row.getString("symbol"),
                            Instant.ofEpochMilli(row.getLong("raw_at")),
                            Instant.ofEpochMilli(nothingKnown && received > 0 ? received : dated.at()),
                            dated,
                            SessionId.parse(row.getString("name")),
                            List.of());
                })
                .list()
                .stream()
                .map(item -> new Item(
                        item.event,
                        item.device,
                        item.symbol,
                        item.deviceSaid,
                        item.near,
                        item.dated,
                        item.counted,
                        choices(handle, item, zone)))
                .toList();
    }

    /// What was placed last, newest first.
    static List<Placed> placed(Handle handle) {
        return handle.createQuery("""
                        SELECT placed.event, placed.session, placed.at, placed.by_name,
                               coalesce(pass.symbol, '') AS symbol,
                               coalesce(activity.title, '') AS title,
                               coalesce(session.starts, placed.at) AS starts
                        FROM placed_by_hand placed
                        LEFT JOIN tap ON tap.event = placed.event
                        LEFT JOIN pass ON pass.id = tap.pass
                        LEFT JOIN session ON session.name = placed.session
                        LEFT JOIN activity ON activity.id = session.activity
                        ORDER BY placed.at DESC, placed.event
                        LIMIT :most
                        """)
                .bind("most", MOST_PLACED_SHOWN)
                .map((row, context) -> new Placed(
                        row.getString("event"),
                        row.getString("symbol"),
                        SessionId.parse(row.getString("session")),
                        row.getString("title"),
                        Instant.ofEpochMilli(row.getLong("starts")),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("by_name")))
                .list();
    }

    /// What can have been on, nearest first, and the drop-in of that day.
    private static List<Choice> choices(Handle handle, Item item, ZoneId zone) {
        Dated dated = item.dated;
        List<Choice> choices = new ArrayList<>(handle.createQuery("""
                        SELECT session.name, activity.title, session.starts
                        FROM session
                        JOIN activity ON activity.id = session.activity
                        WHERE session.starts <= :latest
                          AND session.ends > :earliest
                          AND session.cancelled = 0
                          AND session.activity <> 'drop-in'
                        ORDER BY max(session.starts - :at, :at - session.ends, 0), session.starts, session.name
                        LIMIT :most
                        """)
                .bind("latest", dated.latest() + CheckInRules.EARLY_SECONDS * 1000L)
                .bind("earliest", dated.earliest())
                .bind("at", item.near.toEpochMilli())
                .bind("most", MOST_CHOICES)
                .map((row, context) -> new Choice(
                        SessionId.parse(row.getString("name")),
                        row.getString("title"),
                        Instant.ofEpochMilli(row.getLong("starts"))))
                .list());
        LocalDate day = LocalDate.ofInstant(item.near, zone);
        choices.add(new Choice(SessionId.dropIn(day), "", day.atStartOfDay(zone).toInstant()));
        return choices;
    }

    /// The end of an interval, unless it is open.
    static Optional<Instant> end(long millis) {
        return millis <= Dated.NEVER || millis >= Dated.FOREVER
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(millis));
    }
}
