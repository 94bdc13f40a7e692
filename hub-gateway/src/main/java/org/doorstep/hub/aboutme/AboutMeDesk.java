package org.doorstep.hub.aboutme;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Tells a resident, at the kiosk where they have just shown a pass, everything that is held about them. For the loop
/// that answers devices.
///
/// Only a tap that came here from that device within the last minutes is answered for, and only so many an hour: a
/// kiosk that was carried off can ask about a pass that it makes a tap of, which is as good as holding that pass, and
/// about few of them.
public final class AboutMeDesk {
    /// Long enough to read everything twice; the tap itself is a moment old when it is asked for.
    static final Duration LATELY = Duration.ofMinutes(15);

    /// Each page that is told counts; not what a kiosk asks before its tap has come here, which tells nothing. A busy
    /// open day has some dozens.
    static final int MOST_AN_HOUR = 300;

    /// Somebody here must still remember who was there.
    static final Duration CLAIMED_WITHIN = Duration.ofDays(14);

    private final Database database;
    private final PassesOf passesOf;
    private final Looks looks;
    private final CopyNumbers numbers;
    private final InstantSource clock;
    private final Map<DeviceId, Deque<Instant>> asked = new HashMap<>();

    /// All passes of the resident who holds that one, itself among them.
    @FunctionalInterface
    public interface PassesOf {
        List<Long> of(Handle handle, long pass) throws SQLException;
    }

    /// Who of the staff looked at these passes, the latest first.
    @FunctionalInterface
    public interface Looks {
        List<PrivateReply.Look> at(Handle handle, List<Long> passes);
    }

    public AboutMeDesk(Database database, PassesOf passesOf, Looks looks, CopyNumbers numbers, InstantSource clock) {
        this.database = database;
        this.passesOf = passesOf;
        this.looks = looks;
        this.numbers = numbers;
        this.clock = clock;
    }

    public PrivateReply answer(DeviceId device, PrivateRequest.AboutMe question) {
        Instant now = clock.instant();
        if (!mayAsk(device, now)) {
            return new PrivateReply.Refused(
                    "This device has asked about residents " + MOST_AN_HOUR + " times within an hour.");
        }
        return database.read(handle -> {
            Optional<Long> pass = justShown(handle, device, question.tap(), now.minus(LATELY));
            if (pass.isEmpty()) {
                return new PrivateReply.NotYet();
            }
            asked.get(device).addLast(now);
            return held(handle, passesOf.of(handle, pass.get()), question.from(), now);
        });
    }

    /// A number by which they can have it printed at the desk.
    public PrivateReply copy(DeviceId device, PrivateRequest.PrintCopy question) {
        Instant now = clock.instant();
        if (!mayAsk(device, now)) {
            return new PrivateReply.Refused(
                    "This device has asked about residents " + MOST_AN_HOUR + " times within an hour.");
        }
        return database.read(handle -> justShown(handle, device, question.tap(), now.minus(LATELY)))
                .<PrivateReply>map(pass -> {
                    asked.get(device).addLast(now);
                    return new PrivateReply.CopyWaits(numbers.give(pass), now.plus(CopyNumbers.HOLDS));
                })
                .orElseGet(PrivateReply.NotYet::new);
    }

    private boolean mayAsk(DeviceId device, Instant now) {
        Deque<Instant> lately = asked.computeIfAbsent(device, first -> new ArrayDeque<>());
        while (!lately.isEmpty() && lately.getFirst().isBefore(now.minus(Duration.ofHours(1)))) {
            lately.removeFirst();
        }
        return lately.size() < MOST_AN_HOUR;
    }

    /// The pass of that tap, if it came from that device lately: by when it came here, since a device's clock may be
    /// years out. What was counted of somebody who has left is nobody's: not even who shows their pass again at
    /// once, or says that it was shown before, is told of it.
    ///
    /// It is the pass that was shown, and not the one that its resident's visits stand under: that
    /// one is a neighbour's, once somebody finds that the two were joined by mistake. Whoever shows a
    /// pass that was stopped has a row of their own.
    private static Optional<Long> justShown(Handle handle, DeviceId device, EventId tap, Instant since) {
        return handle.createQuery("""
                        SELECT CASE tap.pass
                                 WHEN COALESCE(resident_pass.leader, tap.shown_pass) THEN tap.shown_pass
                                 ELSE tap.pass
                               END
                        FROM tap
                        LEFT JOIN resident_pass ON resident_pass.pass = tap.shown_pass
                        JOIN inbox_event e ON e.id = unhex(replace(tap.event, '-', ''))
                        WHERE tap.event = :tap AND tap.device = :device AND e.received_at >= :since
                          AND NOT EXISTS (
                            SELECT 1
                            FROM pass
                            JOIN keeper ON keeper.surrogate = pass.name
                            WHERE pass.id = tap.pass
                          )
                        """)
                .bind("tap", tap.toString())
                .bind("device", device.value())
                .bind("since", since.toEpochMilli())
                .mapTo(Long.class)
                .findOne();
    }

    private PrivateReply.AboutMe held(Handle handle, List<Long> passes, int from, Instant now) {
        return new PrivateReply.AboutMe(
                passes(handle, passes),
                SaidWords.of(handle, passes),
                firstDay(handle, passes),
                visits(handle, passes),
                latest(handle, passes, from),
                looks.at(handle, passes).stream()
                        .limit(PrivateReply.AboutMe.MOST_LOOKS)
                        .toList(),
                from == 0 ? missed(handle, passes, now) : List.of());
    }

    /// What has begun, and was not cancelled, and has no visit of theirs. Beside it, whether they have
    /// said that they were there.
    private static List<PrivateReply.Missed> missed(Handle handle, List<Long> passes, Instant now) {
        return handle.createQuery("""
                        SELECT s.name, a.title, s.starts, s.ends,
                               EXISTS (SELECT 1
                                       FROM visit_claimed c
                                       WHERE c.session = s.name AND c.pass IN (<passes>)
                                         AND NOT EXISTS (SELECT 1 FROM claim_decided d WHERE d.event = c.event)
                                      ) AS claimed,
                               EXISTS (SELECT 1
                                       FROM visit_claimed c
                                       JOIN claim_decided d ON d.event = c.event AND d.counts = 0
                                       WHERE c.session = s.name AND c.pass IN (<passes>)) AS refused
                        FROM session s
                        JOIN activity a ON a.id = s.activity
                        WHERE s.cancelled = 0 AND s.starts <= :now AND s.starts > :since AND s.activity <> :dropIn
                          AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.session = s.id AND v.pass IN (<passes>))
                        ORDER BY s.starts DESC, s.name
                        LIMIT :most
                        """)
                .bindList("passes", passes)
                .bind("now", now.toEpochMilli())
                .bind("since", now.minus(CLAIMED_WITHIN).toEpochMilli())
                .bind("dropIn", SessionId.DROP_IN.value())
                .bind("most", PrivateReply.AboutMe.MOST_MISSED)
                .map((row, context) -> new PrivateReply.Missed(
                        SessionId.parse(row.getString("name")),
                        row.getString("title"),
                        Instant.ofEpochMilli(row.getLong("starts")),
                        Instant.ofEpochMilli(row.getLong("ends")),
                        row.getBoolean("claimed"),
                        row.getBoolean("refused")))
                .list();
    }

    private static List<PrivateReply.HeldPass> passes(Handle handle, List<Long> passes) {
        return handle.createQuery("""
                        SELECT symbol, kind, EXISTS (SELECT 1 FROM lost_pass s WHERE s.name = pass.name) AS stopped
                        FROM pass
                        WHERE id IN (<passes>)
                        ORDER BY id
                        """)
                .bindList("passes", passes)
                .map((row, context) -> new PrivateReply.HeldPass(
                        row.getString("symbol"), row.getString("kind").equals("card"), row.getBoolean("stopped")))
                .list();
    }

    private static String firstDay(Handle handle, List<Long> passes) {
        return handle.createQuery("SELECT COALESCE(MIN(day), '') FROM visit WHERE pass IN (<passes>)")
                .bindList("passes", passes)
                .mapTo(String.class)
                .one();
    }

    private static int visits(Handle handle, List<Long> passes) {
        return handle.createQuery("SELECT COUNT(*) FROM visit WHERE pass IN (<passes>)")
                .bindList("passes", passes)
                .mapTo(Integer.class)
                .one();
    }

    /// With those that were denied among them, so that what was said can be seen to have been heard.
    private static List<PrivateReply.HeldVisit> latest(Handle handle, List<Long> passes, int from) {
        return handle.createQuery("""
                        SELECT s.name, a.title, v.arrived_at, v.left_at, v.leaving, v.unsure, v.adults, v.children,
                               0 AS denied
                        FROM visit v
                        JOIN session s ON s.id = v.session
                        JOIN activity a ON a.id = s.activity
                        WHERE v.pass IN (<passes>)
                        UNION ALL
                        SELECT DISTINCT s.name, a.title, s.starts, s.ends, 'assumed', 0, 0, 0, 1
                        FROM visit_denied d
                        JOIN session s ON s.name = d.session
                        JOIN activity a ON a.id = s.activity
                        WHERE d.pass IN (<passes>)
                          AND NOT EXISTS (SELECT 1 FROM denial_overruled o WHERE o.event = d.event)
                          AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.session = s.id AND v.pass IN (<passes>))
                        ORDER BY 3 DESC, 1
                        LIMIT :most OFFSET :from
                        """)
                .bindList("passes", passes)
                .bind("most", PrivateReply.AboutMe.MOST_VISITS)
                .bind("from", from)
                .map((row, context) -> {
                    SessionId session = SessionId.parse(row.getString("name"));
                    return new PrivateReply.HeldVisit(
                            session,
                            session.isDropIn() ? "" : row.getString("title"),
                            Instant.ofEpochMilli(row.getLong("arrived_at")),
                            Instant.ofEpochMilli(row.getLong("left_at")),
                            row.getString("leaving").equals("tapped"),
                            row.getBoolean("unsure"),
                            row.getInt("adults"),
                            row.getInt("children"),
                            row.getBoolean("denied"));
                })
                .list();
    }
}
