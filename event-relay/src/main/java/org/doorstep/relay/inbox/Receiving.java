package org.doorstep.relay.inbox;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.AnyEnvelope;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.outbox.Chain;

/// The receiving of one transaction. It belongs to the writer's thread and ends with the
/// transaction; all that it knows it read in there, so a rollback leaves nothing behind.
public final class Receiving {
    private static final HubEvent NOTHING_READ = new HubEvent.Unknown("unreadable");

    private final HubId hub;
    private final String incarnation;
    private final Boxes boxes;
    private final Connection connection;
    private final ReceivingSql sql;
    private final QuarantineDesk quarantine;
    private final Chain chain = new Chain();
    private final Map<Key, Stream> streams = new HashMap<>();
    private Instant latest = Instant.EPOCH;
    private long position = -1;

    private record Key(DeviceId device, StoreId store, Lane lane) {}

    Receiving(HubId hub, String incarnation, Boxes boxes, Connection connection) {
        this.hub = hub;
        this.incarnation = incarnation;
        this.boxes = boxes;
        this.connection = connection;
        this.sql = new ReceivingSql(connection);
        this.quarantine = new QuarantineDesk(connection);
    }

    /// Takes one text in. A [Acceptance.Fresh] is to be projected in this same transaction.
    public Acceptance accept(Received received) throws SQLException {
        return accept(received, Reading.of(received.text()));
    }

    /// As [#accept(Received)], with what its text was read to say.
    public Acceptance accept(Received came, Reading reading) throws SQLException {
        if (came.at().isAfter(latest)) {
            latest = came.at();
        }
        Received received = came.asKept();
        return switch (reading) {
            case Reading.Event read -> accept(received, read.event());
            case Reading.NoEvent none -> unreadable(received, none.reason());
        };
    }

    private Acceptance accept(Received received, AnyEnvelope event) throws SQLException {
        if (event.lane() != received.lane()) {
            return countOnly(received, Quarantine.Reason.WRONG_LANE);
        }
        if (!event.source().equals(new Source(hub, received.device()))) {
            return unreadable(received, Quarantine.Reason.WRONG_SOURCE);
        }
        Optional<Stream> stream = stream(received, event.store());
        return stream.isEmpty()
                ? countOnly(received, Quarantine.Reason.TOO_MANY_STORES)
                : keep(stream.get(), event, received);
    }

    /// Its projection failed and was undone: keep the row as it is, show it to a person, project it
    /// again later. `why` names the failure and repeats none of the text.
    public void unprojected(long atPosition, String why) throws SQLException {
        sql.unprojected(atPosition, why);
    }

    /// Writes the marks down and gives the acknowledgement of every stream that was touched, for
    /// after the commit.
    public List<Addressed> finish() throws SQLException {
        List<Addressed> acks = new ArrayList<>(streams.size());
        for (Stream stream : streams.values()) {
            sql.writeBack(stream, stream.lane == Lane.ANONYMOUS ? latest.truncatedTo(ChronoUnit.DAYS) : latest);
            List<Ack.Range> held = stream.highest > stream.through ? sql.held(stream) : List.of();
            acks.add(new Addressed(
                    stream.device,
                    new Ack(
                            incarnation,
                            stream.store,
                            stream.lane,
                            stream.through,
                            Chain.hex(stream.chain),
                            held,
                            List.of(),
                            stream.safe,
                            stream.centre)));
        }
        sql.close();
        return acks;
    }

    private Acceptance keep(Stream stream, AnyEnvelope event, Received received) throws SQLException {
        boolean aside = stream.fence > 0;
        String state = event.data() instanceof HubEvent.Unknown ? "unknown" : aside ? "unprojected" : "projected";
        byte[] id = bytes(event.id().value());
        Boxes.Boxed boxed = boxes.box(connection, event, received.text());
        if (!insert(stream, event.sequence(), id, state, received, keeping(received, boxed), event.data())) {
            return alreadyHere(stream, event, received, boxed, id);
        }
        if (event.data() instanceof HubEvent.StoreSalvaged salvaged) {
            sql.salvaged(position, event, timeOf(event), salvaged);
        }
        if (aside) {
            sql.aside(position, stream, timeOf(event));
            return new Acceptance.SetAside(position);
        }
        return new Acceptance.Fresh(position, boxed.event());
    }

    private static Instant timeOf(AnyEnvelope event) {
        return switch (event) {
            case Envelope timed -> timed.time();
            case AnonymousEnvelope dated ->
                dated.date().atStartOfDay(ZoneOffset.UTC).toInstant();
        };
    }

    private Acceptance alreadyHere(Stream stream, AnyEnvelope event, Received received, Boxes.Boxed boxed, byte[] id)
            throws SQLException {
        byte[] there = sql.digestAt(stream, event.sequence());
        if (there != null) {
            boxes.unneeded(connection, boxed);
            return Arrays.equals(there, chain.digest(received.text()))
                    ? new Acceptance.Duplicate()
                    : conflict(stream, event.sequence(), received);
        }
        byte[] counted = boxes.open(connection, sql.textOf(id));
        if (Wire.sameButForPlace(counted, boxes.open(connection, boxed.text()))) {
            insertUncounted(stream, event.sequence(), "again", received, keeping(received, boxed), event.data());
            return new Acceptance.Duplicate();
        }
        boxes.unneeded(connection, boxed);
        insertUncounted(stream, event.sequence(), "unreadable", received, asItCame(received), event.data());
        quarantine.refer(received, stream.store, event.sequence(), Quarantine.Reason.ID_TAKEN, position);
        return new Acceptance.Conflict(Quarantine.Reason.ID_TAKEN);
    }

    private Acceptance unreadable(Received received, Quarantine.Reason reason) throws SQLException {
        Optional<Wire.Place> place = Wire.place(received.text()).filter(p -> p.lane() == received.lane());
        if (place.isEmpty()) {
            return countOnly(received, reason);
        }
        Optional<Stream> stream = stream(received, place.get().store());
        if (stream.isEmpty()) {
            return countOnly(received, Quarantine.Reason.TOO_MANY_STORES);
        }
        long sequence = place.get().sequence();
        byte[] there = sql.digestAt(stream.get(), sequence);
        if (there == null) {
            insertUncounted(stream.get(), sequence, "unreadable", received, asItCame(received), NOTHING_READ);
            quarantine.refer(received, stream.get().store, sequence, reason, position);
        } else if (!Arrays.equals(there, chain.digest(received.text()))) {
            return conflict(stream.get(), sequence, received);
        }
        return new Acceptance.Unreadable(reason, true);
    }

    private Acceptance conflict(Stream stream, long sequence, Received received) throws SQLException {
        quarantine.keep(received, stream.store, sequence, Quarantine.Reason.CONFLICT);
        return new Acceptance.Conflict(Quarantine.Reason.CONFLICT);
    }

    private Acceptance countOnly(Received received, Quarantine.Reason reason) throws SQLException {
        quarantine.count(received.device(), reason, received.at());
        return new Acceptance.Unreadable(reason, false);
    }

    /// Kept in its place so that the mark and the chain pass over it, and counted as nothing.
    private void insertUncounted(
            Stream stream, long sequence, String state, Received received, ReceivingSql.Keeping keeping, HubEvent data)
            throws SQLException {
        if (!insert(stream, sequence, null, state, received, keeping, data)) {
            throw new IllegalStateException("An empty place was taken within one transaction.");
        }
    }

    /// False, and nothing done, if the place or the id is taken.
    private boolean insert(
            Stream stream,
            long sequence,
            byte[] id,
            String state,
            Received received,
            ReceivingSql.Keeping keeping,
            HubEvent data)
            throws SQLException {
        if (position < 0) {
            position = sql.lastPosition();
        }
        boolean next = sequence == stream.through + 1;
        byte[] before = data instanceof HubEvent.RangeLost ? Chain.nothing() : stream.chain;
        byte[] after = next ? chain.afterDigest(before, keeping.digest()) : null;
        if (!sql.insert(position + 1, stream, sequence, id, state, received, keeping, after)) {
            return false;
        }
        position++;
        if (data instanceof HubEvent.RangeLost lost) {
            sql.lost(stream, sequence, lost);
        }
        stream.highest = Math.max(stream.highest, sequence);
        if (next) {
            stream.through = sequence;
            stream.chain = after;
        }
        if (stream.highest > stream.through && (next || sql.hasLost(stream))) {
            new Advance(stream, sql, chain).walk();
        }
        return true;
    }

    private ReceivingSql.Keeping keeping(Received received, Boxes.Boxed boxed) {
        return new ReceivingSql.Keeping(boxed.text(), boxed.whole(), chain.digest(received.text()));
    }

    /// What could not be read cannot be boxed either.
    private ReceivingSql.Keeping asItCame(Received received) {
        return new ReceivingSql.Keeping(received.text(), false, chain.digest(received.text()));
    }

    private Optional<Stream> stream(Received received, StoreId store) throws SQLException {
        Key key = new Key(received.device(), store, received.lane());
        Stream stream = streams.get(key);
        if (stream == null) {
            stream = sql.stream(received.device(), store, received.lane(), received.at());
            if (stream != null) {
                streams.put(key, stream);
            }
        }
        return Optional.ofNullable(stream);
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }
}
