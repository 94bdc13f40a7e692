package org.doorstep.relay.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.outbox.Chain;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Everything a hub has been told, each event once, its text as received but for what is boxed
/// ([Boxes]). Safe for all threads: what writes does so in the one writer's transaction.
///
/// The way of an event: in a transaction [#receiving], [Receiving#accept] for each, a savepoint and
/// the projections for each that is fresh, [Receiving#finish]; and after the commit, send the
/// acknowledgements that `finish` gave.
public final class Inbox {
    public static final String MIGRATIONS = "org/doorstep/relay/inbox/db";

    /// A device that is not broken has one store, and a new one when its card is replaced.
    static final int MOST_STREAMS_A_DEVICE = 500;

    private final HubId hub;
    private final InstantSource time;
    private final RandomGenerator random;
    private final Boxes boxes;
    private volatile String incarnation;

    /// Of texts with nothing personal in them, or nobody to keep it from.
    public Inbox(Database database, HubId hub, RandomGenerator random, InstantSource time) {
        this(database, hub, random, time, Boxes.none());
    }

    public Inbox(Database database, HubId hub, RandomGenerator random, InstantSource time, Boxes boxes) {
        this.hub = hub;
        this.boxes = boxes;
        this.time = time;
        this.random = random;
        Digests.fillIn(database);
        this.incarnation = database.write(transaction -> {
            transaction
                    .createUpdate("""
                            INSERT INTO inbox_hub (only, incarnation, began_at)
                            VALUES (1, :incarnation, :now)
                            ON CONFLICT (only) DO NOTHING
                            """)
                    .bind("incarnation", randomIncarnation())
                    .bind("now", time.millis())
                    .execute();
            return transaction
                    .createQuery("SELECT incarnation FROM inbox_hub")
                    .mapTo(String.class)
                    .one();
        });
    }

    /// The random id of this database.
    public String incarnation() {
        return incarnation;
    }

    /// Gives this database a new name. Call it when it has been restored from a copy, before any
    /// device is answered.
    public void beginAnew(Database database) {
        String next = randomIncarnation();
        database.write(transaction -> transaction
                .createUpdate("UPDATE inbox_hub SET incarnation = :next, began_at = :now")
                .bind("next", next)
                .bind("now", time.millis())
                .execute());
        incarnation = next;
    }

    /// The receiving of one transaction: make it, use it and finish it in the same [Database.Work].
    public Receiving receiving(Handle transaction) {
        return new Receiving(hub, incarnation, boxes, Database.connection(transaction));
    }

    /// How far this hub has each of the stores that the device named. Needs a transaction that may
    /// write: a device whose rows have parted from ours is recorded, so that a person sees it.
    public Reply.Hello answerHello(Handle transaction, DeviceId device, Request.Hello hello) {
        List<Reply.Mark> marks = new ArrayList<>();
        for (Request.Tail tail : hello.tails()) {
            if (marks.size() == MOST_STREAMS_A_DEVICE) {
                break;
            }
            marks.add(mark(transaction, device, tail));
        }
        return new Reply.Hello(incarnation, marks, Twins.standsBack(transaction, device, hello, time.instant()));
    }

    /// Rows whose projection failed, rows whose type this version has learnt since, and rows that a
    /// person has let count ([Fences]), oldest first: project each in a savepoint, then call
    /// [#projected].
    public List<Kept> awaiting(Handle handle, long afterPosition, int most) {
        return kept(handle, """
                (state = 'unprojected'
                  OR state = 'unknown' AND json_extract(CAST(text AS TEXT), '$.type') IN (<types>))
                """, afterPosition, most);
    }

    /// Every counted event above a position, in order of arrival: what a rebuilding of projections
    /// reads.
    public List<Kept> after(Handle handle, long position, int most) {
        return kept(handle, "state IN ('projected', 'unprojected', 'unknown')", position, most);
    }

    public void projected(Handle transaction, long position) {
        transaction.createUpdate("""
                        UPDATE inbox_event
                        SET state = 'projected', note = NULL
                        WHERE position = :position AND state IN ('unprojected', 'unknown')
                        """).bind("position", position).execute();
    }

    /// It was projected once and cannot be now: shown to a person, and tried again later. `why`
    /// names the failure and repeats none of the text.
    public void unprojected(Handle transaction, long position, String why) {
        transaction
                .createUpdate("""
                        UPDATE inbox_event
                        SET state = 'unprojected', note = :why
                        WHERE position = :position AND state IN ('projected', 'unprojected', 'unknown')
                        """)
                .bind("why", why)
                .bind("position", position)
                .execute();
    }

    /// Boxes what is kept and not boxed yet. For the start of a program, before anything else is
    /// taken in.
    public void boxTheRest(Database database) {
        new Boxing(boxes).rest(database);
    }

    /// Empties the texts that nobody could read and that have one of these values in them, set
    /// aside ones too. What was read is boxed, and needs nothing.
    public static void forgetUnreadable(Connection transaction, Collection<byte[]> values) throws SQLException {
        Boxing.forget(transaction, values);
    }

    /// The figures of everything up to `position` are at the area server. Returns what to tell the
    /// devices.
    public List<Addressed> reachedCentre(Handle transaction, long position) {
        return reached(transaction, "centre", position);
    }

    /// Everything up to `position` is in a verified copy off this hub. Returns what to tell the
    /// devices.
    public List<Addressed> reachedSafety(Handle transaction, long position) {
        return reached(transaction, "safe", position);
    }

    /// An acknowledgement of every lane that this hub has of a device: what to say to one that is
    /// not on the link.
    public List<Ack> acknowledgements(Handle handle, DeviceId device) {
        List<Long> streams = handle.createQuery("""
                        SELECT number
                        FROM inbox_stream
                        WHERE device = :device AND lane <> 'anonymous'
                        ORDER BY number
                        """)
                .bind("device", device.value())
                .mapTo(Long.class)
                .list();
        return new Acks(incarnation)
                .of(handle, streams).stream().map(Addressed::ack).toList();
    }

    /// Up to which row of that store and lane everything of a device is here; 0 if nothing is.
    public static long through(Handle handle, DeviceId device, StoreId store, Lane lane) {
        return handle.createQuery("""
                        SELECT through
                        FROM inbox_stream
                        WHERE device = :device AND store = :store AND lane = :lane
                        """)
                .bind("device", device.value())
                .bind("store", store.value())
                .bind("lane", lane.text())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /// The position of the last event; 0 if there is none.
    public long lastPosition(Handle handle) {
        return handle.createQuery("SELECT coalesce(max(position), 0) FROM inbox_event")
                .mapTo(Long.class)
                .one();
    }

    private Reply.Mark mark(Handle transaction, DeviceId device, Request.Tail tail) {
        Reply.Mark mark = transaction
                .createQuery("""
                        SELECT through, inbox_stream.chain AS chain, inbox_event.chain AS tail
                        FROM inbox_stream
                        LEFT JOIN inbox_event ON stream = number AND sequence = :last AND sequence <= through
                        WHERE device = :device AND store = :store AND lane = :lane
                        """)
                .bind("device", device.value())
                .bind("store", tail.store().value())
                .bind("lane", tail.lane().text())
                .bind("last", tail.last())
                .map((row, context) -> new Reply.Mark(
                        tail.store(),
                        tail.lane(),
                        row.getLong("through"),
                        Chain.hex(row.getBytes("chain")),
                        row.getBytes("tail") == null ? "" : Chain.hex(row.getBytes("tail"))))
                .findOne()
                .orElseGet(() -> new Reply.Mark(tail.store(), tail.lane(), 0, Ack.NO_CHAIN, ""));
        if (!mark.chainAtTail().isEmpty() && !mark.chainAtTail().equals(tail.chain())) {
            parted(transaction, device, tail);
        }
        return mark;
    }

    private static void parted(Handle transaction, DeviceId device, Request.Tail tail) {
        transaction
                .createUpdate("""
                        UPDATE inbox_stream
                        SET parted_at = :last
                        WHERE device = :device AND store = :store AND lane = :lane
                        """)
                .bind("last", tail.last())
                .bind("device", device.value())
                .bind("store", tail.store().value())
                .bind("lane", tail.lane().text())
                .execute();
    }

    private List<Kept> kept(Handle handle, String which, long after, int most) {
        return handle.createQuery("""
                        SELECT position, received_at, text
                        FROM inbox_event
                        WHERE %s AND position > :after
                          AND NOT EXISTS (
                            SELECT 1
                            FROM inbox_aside
                            WHERE inbox_aside.position = inbox_event.position AND verdict <> 'counts')
                        ORDER BY position
                        LIMIT :most
                        """.formatted(which))
                .defineList(
                        "types",
                        Wire.types().stream().map(type -> "'" + type + "'").toList())
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> {
                    try {
                        return new Kept(
                                row.getLong("position"),
                                Instant.ofEpochMilli(row.getLong("received_at")),
                                Wire.readAny(boxes.open(Database.connection(handle), row.getBytes("text"))));
                    } catch (WireException e) {
                        throw new IllegalStateException("An event that was read once cannot be read now.", e);
                    }
                })
                .list();
    }

    /// A mark moves to just before its first row that is above the position: rows come out of
    /// order, so the row at the position need not be its stream's last.
    private List<Addressed> reached(Handle transaction, String mark, long position) {
        List<Long> moved = transaction
                .createQuery("""
                        UPDATE inbox_stream
                        SET %1$s = reached.sequence
                        FROM (
                          SELECT number, min(through, coalesce(later.sequence - 1, through)) AS sequence
                          FROM inbox_stream
                          LEFT JOIN (
                            SELECT stream, min(sequence) AS sequence
                            FROM inbox_event
                            WHERE position > :position
                            GROUP BY stream
                          ) AS later ON later.stream = number
                        ) AS reached
                        WHERE reached.number = inbox_stream.number AND reached.sequence > %1$s
                        RETURNING inbox_stream.number
                        """.formatted(mark))
                .bind("position", position)
                .mapTo(Long.class)
                .list();
        return new Acks(incarnation).of(transaction, moved);
    }

    private String randomIncarnation() {
        return StoreId.random(random).value();
    }
}
