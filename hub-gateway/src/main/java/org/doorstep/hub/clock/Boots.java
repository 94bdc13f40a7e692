package org.doorstep.hub.clock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.time.ClockDrift;

/// Dates events: each by its device's own clock if that knew the time, else by whatever was learnt of that
/// start of the device, else between the starts before and after. For the writer's thread only, inside its
/// transaction.
///
/// The date of an event is a function of the events and pairs that are here, and not of their order: whenever
/// something is learnt that may date others, [#redated] gives them again.
public final class Boots {
    /// A device that says it is out by no more is taken at its word. A hub whose clock nobody keeps in step is
    /// itself out by a minute, and its kiosks by as much and their drift of a day.
    public static final long OWN_BOUND_MS = 120_000;

    /// Every kiosk of a large hub, and a backlog's starts; each is a few hundred bytes.
    private static final int MOST_REMEMBERED = 256;

    private final LinkedHashMap<Key, Boot> boots = new LinkedHashMap<>(64, 0.75f, true);
    private final Set<Boot> changed = new LinkedHashSet<>();
    /// Known starts that are otherwise than before; true where their own undated events are concerned too.
    private final Map<Boot, Boolean> touched = new LinkedHashMap<>();

    private Optional<Set<Stream>> streamsWithUndated = Optional.empty();

    private record Stream(String device, String store) {}

    private record Key(Stream stream, String boot) {}

    /// One event and its new date.
    public record Redated(String event, Dated dated) {}

    private static final class Boot {
        private final long row;
        private final Key key;
        private final List<Known> pairs;
        private long firstSequence;
        private long lastSequence;
        private long lastUptimeMs;
        private Optional<Known> first;

        private Boot(
                long row,
                Key key,
                long firstSequence,
                long lastSequence,
                long lastUptimeMs,
                Optional<Known> first,
                List<Known> pairs) {
            this.row = row;
            this.key = key;
            this.firstSequence = firstSequence;
            this.lastSequence = lastSequence;
            this.lastUptimeMs = lastUptimeMs;
            this.first = first;
            this.pairs = pairs;
        }

        List<Known> known() {
            List<Known> all = new ArrayList<>(pairs);
            first.ifPresent(all::add);
            return all;
        }

        boolean isKnown() {
            return first.isPresent() || !pairs.isEmpty();
        }
    }

    /// When this event happened. What it tells of its start is taken note of.
    public Dated date(Connection connection, Envelope event) throws SQLException {
        Stream stream =
                new Stream(event.source().device().value(), event.store().value());
        Boot boot = boot(connection, new Key(stream, event.moment().bootId()), event);
        note(boot, event);
        long said = event.time().toEpochMilli();
        long bound = event.moment().clock() == Moment.Clock.UNKNOWN
                ? Moment.UNBOUNDED
                : event.moment().boundMs();
        if (knowsByItself(event.moment())) {
            return Dated.within(said, bound);
        }
        Dated dated = date(connection, boot, event.moment().uptimeMs(), said, bound);
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO undated (event, boot, uptime_ms, raw_at, own_bound_ms, at, earliest, latest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            insert.setString(1, event.id().toString());
            insert.setLong(2, boot.row);
            insert.setLong(3, event.moment().uptimeMs());
            insert.setLong(4, said);
            insert.setLong(5, bound);
            insert.setLong(6, dated.at());
            insert.setLong(7, dated.earliest());
            insert.setLong(8, dated.latest());
            insert.executeUpdate();
        }
        streamsWithUndated(connection).add(stream);
        return dated;
    }

    /// Whether the event's own clock dates it; then it is not among the undated.
    public static boolean knowsByItself(Moment moment) {
        return moment.boundMs() <= OWN_BOUND_MS && moment.clock() != Moment.Clock.UNKNOWN;
    }

    /// The date of an event that did not know by itself; empty if it is not one of those.
    public Optional<Dated> of(Connection connection, String event) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT at, earliest, latest FROM undated WHERE event = ?")) {
            select.setString(1, event);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Dated(row.getLong(1), row.getLong(2), row.getLong(3)))
                        : Optional.empty();
            }
        }
    }

    /// Those of the undated that may have happened between.
    public List<String> undatedBetween(Connection connection, long from, long to) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT event FROM undated WHERE latest >= ? AND earliest < ?")) {
            select.setLong(1, from);
            select.setLong(2, to);
            List<String> events = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(row.getString(1));
                }
            }
            return events;
        }
    }

    /// A device has told what it learnt of these starts.
    public void learnt(Connection connection, DeviceId device, Set<String> bootIds) throws SQLException {
        for (String bootId : bootIds) {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT store FROM boot WHERE device = ? AND boot = ?")) {
                select.setString(1, device.value());
                select.setString(2, bootId);
                List<String> stores = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        stores.add(row.getString(1));
                    }
                }
                for (String store : stores) {
                    Key key = new Key(new Stream(device.value(), store), bootId);
                    boots.remove(key);
                    touched.put(read(connection, key).orElseThrow(), true);
                }
            }
        }
    }

    /// Everything whose date is another than before, since the last time.
    public List<Redated> redated(Connection connection) throws SQLException {
        if (touched.isEmpty()) {
            return List.of();
        }
        writeBack(connection);
        Set<Long> starts = new LinkedHashSet<>();
        for (Map.Entry<Boot, Boolean> entry : touched.entrySet()) {
            Boot boot = entry.getKey();
            if (streamsWithUndated(connection).contains(boot.key.stream)) {
                starts.addAll(unknownBeside(connection, boot, true));
                if (entry.getValue()) {
                    starts.add(boot.row);
                    starts.addAll(unknownBeside(connection, boot, false));
                }
            }
        }
        touched.clear();
        List<Redated> redated = new ArrayList<>();
        for (long start : starts) {
            redate(connection, start, redated);
        }
        return redated;
    }

    public void flush(Connection connection) throws SQLException {
        writeBack(connection);
        while (boots.size() > MOST_REMEMBERED) {
            boots.pollFirstEntry();
        }
    }

    public void forget() {
        boots.clear();
        changed.clear();
        touched.clear();
        streamsWithUndated = Optional.empty();
    }

    /// Empties what is projected; the pairs stay.
    public void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM undated");
            statement.executeUpdate("DELETE FROM boot");
        }
        forget();
    }

    private Dated date(Connection connection, Boot boot, long uptime, long said, long ownBound) throws SQLException {
        List<Known> known = boot.known();
        if (ownBound < Moment.UNBOUNDED) {
            known.add(new Known(uptime, said, ownBound));
        }
        Optional<Dated> best = Known.best(known, uptime);
        if (best.isPresent()) {
            return best.get();
        }
        Optional<Boot> before = neighbour(connection, boot, false);
        Optional<Boot> after = neighbour(connection, boot, true);
        // This start came after the last that is known of the one before, and had lasted so long already.
        Optional<Dated> end = before.flatMap(b -> Known.best(b.known(), b.lastUptimeMs));
        long earliest =
                end.map(at -> at.earliest() + uptime - ClockDrift.over(uptime)).orElse(Dated.NEVER);
        long likelyEarliest = end.map(at -> at.at() + uptime).orElse(Dated.NEVER);
        long latest =
                after.flatMap(b -> Known.best(b.known(), 0)).map(Dated::latest).orElse(Dated.FOREVER);
        return Dated.between(earliest, latest, Math.max(said, likelyEarliest));
    }

    private void note(Boot boot, Envelope event) {
        Moment moment = event.moment();
        boolean longer = moment.uptimeMs() > boot.lastUptimeMs;
        boolean wider = event.sequence() < boot.firstSequence || event.sequence() > boot.lastSequence;
        boolean learnt = knowsByItself(moment)
                && boot.first
                        .filter(known -> known.uptimeMs() <= moment.uptimeMs())
                        .isEmpty();
        if (!longer && !wider && !learnt) {
            return;
        }
        boot.firstSequence = Math.min(boot.firstSequence, event.sequence());
        boot.lastSequence = Math.max(boot.lastSequence, event.sequence());
        boot.lastUptimeMs = Math.max(boot.lastUptimeMs, moment.uptimeMs());
        if (learnt) {
            boot.first = Optional.of(new Known(moment.uptimeMs(), event.time().toEpochMilli(), moment.boundMs()));
        }
        changed.add(boot);
        if (boot.isKnown()) {
            touched.merge(boot, learnt, Boolean::logicalOr);
        }
    }

    private static final String IS_KNOWN = """
            (other.known_at IS NOT NULL
             OR EXISTS (SELECT 1 FROM time_pair p WHERE p.device = other.device AND p.boot = other.boot))
            """;

    /// The nearest start before or after whose time is known.
    private Optional<Boot> neighbour(Connection connection, Boot boot, boolean after) throws SQLException {
        writeBack(connection);
        try (PreparedStatement select =
                connection.prepareStatement("""
                SELECT boot
                FROM boot other
                WHERE device = ? AND store = ? AND first_sequence %s ? AND %s
                ORDER BY first_sequence %s
                LIMIT 1
                """.formatted(after ? ">" : "<", IS_KNOWN, after ? "ASC" : "DESC"))) {
            select.setString(1, boot.key.stream.device);
            select.setString(2, boot.key.stream.store);
            select.setLong(3, boot.firstSequence);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? read(connection, new Key(boot.key.stream, row.getString(1))) : Optional.empty();
            }
        }
    }

    /// The unknown starts between this one and the next known one.
    private static List<Long> unknownBeside(Connection connection, Boot boot, boolean after) throws SQLException {
        List<Long> rows = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("""
                SELECT id, %s AS known
                FROM boot other
                WHERE device = ? AND store = ? AND first_sequence %s ?
                ORDER BY first_sequence %s
                """.formatted(IS_KNOWN, after ? ">" : "<", after ? "ASC" : "DESC"))) {
            select.setString(1, boot.key.stream.device);
            select.setString(2, boot.key.stream.store);
            select.setLong(3, boot.firstSequence);
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && !row.getBoolean(2)) {
                    rows.add(row.getLong(1));
                }
            }
        }
        return rows;
    }

    private record Undated(String event, long uptimeMs, long rawAt, long ownBoundMs, Dated dated) {}

    private void redate(Connection connection, long bootRow, List<Redated> redated) throws SQLException {
        Optional<Boot> boot = inRow(connection, bootRow);
        if (boot.isEmpty()) {
            return;
        }
        for (Undated undated : undatedOf(connection, bootRow)) {
            Dated now = date(connection, boot.get(), undated.uptimeMs, undated.rawAt, undated.ownBoundMs);
            if (!now.equals(undated.dated)) {
                try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE undated SET at = ?, earliest = ?, latest = ? WHERE event = ?")) {
                    update.setLong(1, now.at());
                    update.setLong(2, now.earliest());
                    update.setLong(3, now.latest());
                    update.setString(4, undated.event);
                    update.executeUpdate();
                }
                redated.add(new Redated(undated.event, now));
            }
        }
    }

    private static List<Undated> undatedOf(Connection connection, long bootRow) throws SQLException {
        List<Undated> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT event, uptime_ms, raw_at, own_bound_ms, at, earliest, latest
                FROM undated
                WHERE boot = ?
                """)) {
            select.setLong(1, bootRow);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(new Undated(
                            row.getString(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            new Dated(row.getLong(5), row.getLong(6), row.getLong(7))));
                }
            }
        }
        return all;
    }

    private Boot boot(Connection connection, Key key, Envelope event) throws SQLException {
        Boot known = boots.get(key);
        if (known != null) {
            return known;
        }
        Optional<Boot> kept = read(connection, key);
        return kept.isPresent() ? kept.get() : begin(connection, key, event);
    }

    private Boot begin(Connection connection, Key key, Envelope event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO boot (device, store, boot, first_sequence, last_sequence, last_uptime_ms)
                VALUES (?, ?, ?, ?, ?, ?)
                """)) {
            insert.setString(1, key.stream.device);
            insert.setString(2, key.stream.store);
            insert.setString(3, key.boot);
            insert.setLong(4, event.sequence());
            insert.setLong(5, event.sequence());
            insert.setLong(6, event.moment().uptimeMs());
            insert.executeUpdate();
        }
        Boot boot = read(connection, key).orElseThrow();
        if (boot.isKnown()) {
            touched.put(boot, true);
        }
        return boot;
    }

    private Optional<Boot> inRow(Connection connection, long row) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT device, store, boot FROM boot WHERE id = ?")) {
            select.setLong(1, row);
            try (ResultSet found = select.executeQuery()) {
                return found.next()
                        ? read(
                                connection,
                                new Key(new Stream(found.getString(1), found.getString(2)), found.getString(3)))
                        : Optional.empty();
            }
        }
    }

    private Optional<Boot> read(Connection connection, Key key) throws SQLException {
        Boot remembered = boots.get(key);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT id, first_sequence, last_sequence, last_uptime_ms, known_uptime_ms, known_at, known_bound_ms
                FROM boot
                WHERE device = ? AND store = ? AND boot = ?
                """)) {
            select.setString(1, key.stream.device);
            select.setString(2, key.stream.store);
            select.setString(3, key.boot);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Boot boot = new Boot(
                        row.getLong(1),
                        key,
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getObject(6) == null
                                ? Optional.empty()
                                : Optional.of(new Known(row.getLong(5), row.getLong(6), row.getLong(7))),
                        pairs(connection, key));
                boots.put(key, boot);
                return Optional.of(boot);
            }
        }
    }

    private static List<Known> pairs(Connection connection, Key key) throws SQLException {
        List<Known> pairs = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT uptime_ms, at, bound_ms FROM time_pair WHERE device = ? AND boot = ?")) {
            select.setString(1, key.stream.device);
            select.setString(2, key.boot);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    pairs.add(new Known(row.getLong(1), row.getLong(2), row.getLong(3)));
                }
            }
        }
        return pairs;
    }

    private Set<Stream> streamsWithUndated(Connection connection) throws SQLException {
        if (streamsWithUndated.isEmpty()) {
            Set<Stream> streams = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement("""
                            SELECT DISTINCT device, store
                            FROM boot
                            WHERE id IN (SELECT boot FROM undated)
                            """);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    streams.add(new Stream(row.getString(1), row.getString(2)));
                }
            }
            streamsWithUndated = Optional.of(streams);
        }
        return streamsWithUndated.get();
    }

    private void writeBack(Connection connection) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE boot
                SET first_sequence = ?, last_sequence = ?, last_uptime_ms = ?,
                    known_uptime_ms = ?, known_at = ?, known_bound_ms = ?
                WHERE id = ?
                """)) {
            for (Boot boot : changed) {
                update.setLong(1, boot.firstSequence);
                update.setLong(2, boot.lastSequence);
                update.setLong(3, boot.lastUptimeMs);
                update.setObject(4, boot.first.map(Known::uptimeMs).orElse(null));
                update.setObject(5, boot.first.map(Known::at).orElse(null));
                update.setObject(6, boot.first.map(Known::boundMs).orElse(null));
                update.setLong(7, boot.row);
                update.executeUpdate();
            }
        }
        changed.clear();
    }
}
