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
import org.doorstep.hub.clock.BootBook.Boot;
import org.doorstep.hub.clock.BootBook.Key;
import org.doorstep.hub.clock.BootBook.Stream;
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

    private final BootBook book = new BootBook();

    /// Known starts that are otherwise than before; true where their own undated events are concerned too.
    private final Map<Boot, Boolean> touched = new LinkedHashMap<>();

    private Optional<Set<Stream>> streamsWithUndated = Optional.empty();

    /// One event and its new date.
    public record Redated(String event, Dated dated) {}

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
        if (streamsWithUndated(connection).isEmpty()) {
            return Optional.empty();
        }
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
            for (Boot boot : book.again(connection, device, bootId)) {
                touched.put(boot, true);
            }
        }
    }

    /// Everything whose date is another than before, since the last time.
    public List<Redated> redated(Connection connection) throws SQLException {
        if (touched.isEmpty()) {
            return List.of();
        }
        book.flush(connection);
        Set<Long> starts = new LinkedHashSet<>();
        for (Map.Entry<Boot, Boolean> entry : touched.entrySet()) {
            Boot boot = entry.getKey();
            if (streamsWithUndated(connection).contains(boot.key.stream())) {
                starts.addAll(BootBook.unknownBeside(connection, boot, true));
                if (entry.getValue()) {
                    starts.add(boot.row);
                    starts.addAll(BootBook.unknownBeside(connection, boot, false));
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
        book.flush(connection);
        book.shrink();
    }

    public void forget() {
        book.forget();
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
        Optional<Boot> before = book.neighbour(connection, boot, false);
        Optional<Boot> after = book.neighbour(connection, boot, true);
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
        book.changed(boot);
        if (boot.isKnown()) {
            touched.merge(boot, learnt, Boolean::logicalOr);
        }
    }

    private record Undated(String event, long uptimeMs, long rawAt, long ownBoundMs, Dated dated) {}

    private void redate(Connection connection, long bootRow, List<Redated> redated) throws SQLException {
        Optional<Boot> boot = book.inRow(connection, bootRow);
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
        Optional<Boot> known = book.find(connection, key);
        if (known.isPresent()) {
            return known.get();
        }
        Boot begun = book.begin(connection, key, event);
        if (begun.isKnown()) {
            touched.put(begun, true);
        }
        return begun;
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
}
