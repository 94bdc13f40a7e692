package org.doorstep.relay.outbox;

import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.AnyEnvelope;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.time.DeviceClock;
import org.jdbi.v3.core.Handle;

/// What this device has to say, each row kept until the hub has committed it. Safe for all threads.
///
/// [#append] writes in the caller's own transaction, so a fact and the news of it are on the disk together or not at
/// all. Rows are only ever added here; the [Sender] alone marks them acknowledged and, much later, forgets them.
public final class Outbox {
    /// The tables live in the same database as the caller's own; the caller's migrations folder is given beside this.
    public static final String MIGRATIONS = "org/doorstep/relay/outbox/db";

    private final Database database;
    private final Source source;
    private final DeviceClock clock;
    private final RandomGenerator random;
    private final OutboxRows rows;
    private final List<Lane> lanes;
    private final Appending appending = new Appending();

    /// Begins a store if the database has none, or if the device has been given another name since: a row never
    /// changes identity, so what was written under the old name stays there.
    public Outbox(Database database, Source source, DeviceClock clock, RandomGenerator random) {
        this(database, source, clock, random, List.of(Lane.ATTENDANCE, Lane.MEMBER, Lane.BOOKING));
    }

    /// The outbox of the anonymous lane, in a database of its own: what stands there can then not be matched by its
    /// neighbours.
    public static Outbox anonymous(Database database, Source source, DeviceClock clock, RandomGenerator random) {
        return new Outbox(database, source, clock, random, List.of(Lane.ANONYMOUS));
    }

    private Outbox(Database database, Source source, DeviceClock clock, RandomGenerator random, List<Lane> lanes) {
        this.database = database;
        this.source = source;
        this.clock = clock;
        this.random = random;
        this.rows = new OutboxRows(random);
        this.lanes = lanes;
        database.write(transaction -> rows.storeFor(transaction, source, clock.instant()));
    }

    /// Adds an event inside the caller's transaction, with the next sequence of its lane. When that transaction is on
    /// the disk, the event will reach the hub. Throws [StoreException] if there is no room for its lane ([Room]).
    public Envelope append(Handle transaction, Lane lane, HubEvent event) {
        if (!lanes.contains(lane) || lane == Lane.ANONYMOUS) {
            throw new IllegalArgumentException("The anonymous lane has a file and a form of its own.");
        }
        Connection connection = Database.connection(transaction);
        require(appending.room(connection), lane);
        Appending.Place next = appending.next(connection, lane);
        return addTimed(transaction, next.store(), next.end(), lane, event);
    }

    /// Lets a batch of answers go, inside the caller's transaction: all of one session, or all without one, or all set
    /// aside; at least [AnonymousEnvelope#LEAST_BATCH], in an order by chance, under ids by chance, with nothing
    /// of a time but that date. Throws [StoreException] if there is no room.
    public void release(Handle transaction, LocalDate date, List<? extends HubEvent> batch) {
        boolean oneKind = batch.stream().map(Outbox::kind).distinct().count() == 1;
        if (batch.size() < AnonymousEnvelope.LEAST_BATCH || !oneKind) {
            throw new IllegalArgumentException(
                    "Answers go in batches of " + AnonymousEnvelope.LEAST_BATCH + " or more of one session, or none.");
        }
        requireRoom(transaction, Lane.ANONYMOUS);
        List<HubEvent> shuffled = new ArrayList<>(batch);
        Collections.shuffle(shuffled, random);
        OutboxRows.Store store = rows.current(transaction);
        shuffled.forEach(answer -> addAnonymous(transaction, store, date, answer));
    }

    /// What an answer may leave together with.
    private static Object kind(HubEvent event) {
        return switch (event) {
            case HubEvent.MoodAnswered answer -> answer.at();
            case HubEvent.MoodSetAside _ -> HubEvent.MoodSetAside.class;
            default -> throw new IllegalArgumentException("Only answers are let go in batches.");
        };
    }

    /// What the relay itself has to say, in the newest store.
    void say(Handle transaction, Lane lane, HubEvent event) {
        requireRoom(transaction, lane);
        add(transaction, rows.current(transaction), lane, event);
    }

    /// As [#say], in any store of this database: only the closing of a gap writes in an earlier one.
    AnyEnvelope add(Handle transaction, OutboxRows.Store store, Lane lane, HubEvent event) {
        return lane == Lane.ANONYMOUS
                ? addAnonymous(transaction, store, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), event)
                : addTimed(transaction, store, rows.end(transaction, store, lane), lane, event);
    }

    private Envelope addTimed(
            Handle transaction, OutboxRows.Store store, OutboxRows.End end, Lane lane, HubEvent event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Envelope envelope = new Envelope(
                EventId.random(now.toEpochMilli(), random),
                store.source(),
                now,
                store.id(),
                lane,
                end.last() + 1,
                clock.moment(),
                event);
        add(transaction, store, end, envelope, now);
        return envelope;
    }

    private AnonymousEnvelope addAnonymous(Handle transaction, OutboxRows.Store store, LocalDate date, HubEvent event) {
        OutboxRows.End end = rows.end(transaction, store, Lane.ANONYMOUS);
        AnonymousEnvelope envelope = new AnonymousEnvelope(
                EventId.byChance(random), store.source(), date, store.id(), end.last() + 1, event);
        add(transaction, store, end, envelope, date.atStartOfDay(ZoneOffset.UTC).toInstant());
        return envelope;
    }

    private void add(
            Handle transaction, OutboxRows.Store store, OutboxRows.End end, AnyEnvelope envelope, Instant appendedAt) {
        byte[] text = Wire.write(envelope);
        if (text.length > Wire.MOST_EVENT_BYTES) {
            throw new IllegalArgumentException("An event has at most " + Wire.MOST_EVENT_BYTES + " bytes.");
        }
        byte[] before = envelope.data() instanceof HubEvent.RangeLost ? Chain.nothing() : end.chain();
        appending.add(
                Database.connection(transaction),
                store,
                envelope.lane(),
                envelope.sequence(),
                text,
                before,
                appendedAt);
    }

    /// What this device has written, read from the disk at this moment: its stores, the newest first, and
    /// the last row of each lane. Lanes that have parted from the hub are issued again in a later store, so
    /// they are left out.
    public Standing standing() {
        return database.read(handle -> new Standing(
                rows.stores(handle, DeviceState.MOST_STORES),
                rows.streams(handle).stream()
                        .filter(stream -> !stream.hasParted() && stream.lane() != Lane.ANONYMOUS)
                        .map(stream -> new DeviceState.LaneTail(stream.store().id(), stream.lane(), stream.last()))
                        .toList()));
    }

    /// What [#standing] found.
    public record Standing(List<StoreId> stores, List<DeviceState.LaneTail> tails) {
        public Standing {
            stores = List.copyOf(stores);
            tails = List.copyOf(tails);
        }
    }

    /// The text of an event that this device has issued before, at its next place in the newest store, under its
    /// own id.
    OutboxRows.End issueAgain(
            Handle transaction,
            OutboxRows.Store current,
            Lane lane,
            OutboxRows.End end,
            byte[] text,
            Instant appendedAt) {
        Wire.Place place = new Wire.Place(current.id(), lane, end.last() + 1);
        byte[] moved = Wire.at(place, text);
        appending.add(
                Database.connection(transaction), current, lane, place.sequence(), moved, end.chain(), appendedAt);
        return new OutboxRows.End(place.sequence(), new Chain().after(end.chain(), moved));
    }

    /// How much of its room is taken.
    public Room room() {
        return database.read(rows::room);
    }

    /// Throws [StoreException] if there is no room for another row of this lane.
    public void requireRoom(Handle transaction, Lane lane) {
        require(rows.room(transaction), lane);
    }

    private static void require(Room room, Lane lane) {
        if (!room.takes(lane)) {
            throw StoreException.noRoom("The outbox is full for lane " + lane.text() + " (" + room.percent()
                    + " %): the hub has been away for too long.");
        }
    }

    /// What has happened to this device's databases, the latest first.
    public List<Damage> damages() {
        return database.read(rows::damages);
    }

    /// The lanes that are written in this database.
    List<Lane> lanes() {
        return lanes;
    }

    public Source source() {
        return source;
    }

    /// A name for one running sender.
    String instance() {
        return StoreId.random(random).value();
    }

    Database database() {
        return database;
    }

    OutboxRows rows() {
        return rows;
    }

    DeviceClock clock() {
        return clock;
    }
}
