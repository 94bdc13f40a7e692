package org.doorstep.hub.activities;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.SessionId;

/// Which session a tap belongs to: the one that is on; of several, the chosen or else the one that the kiosk
/// showed or that the same pass was at before; else the day's drop-in. One that is just over takes the leaving of
/// whoever is still there. For the writer's thread only, inside its transaction.
///
/// It remembers the days it has looked up; after a rollback or a change of sessions call [#forget].
public final class SessionPlaces {
    /// A year of history loading: taps come mostly in order, so more would be remembered for nothing.
    private static final int MOST_DAYS = 400;

    /// No session and no day is longer, even when the clocks change.
    private static final long LONGEST_UNSURE_MS = 26 * 3_600_000L;

    private final ZoneId zone;
    private final Map<LocalDate, List<Session>> sessionsByDay = bounded();
    private final Map<LocalDate, Optional<Session>> dropIns = bounded();

    public SessionPlaces(ZoneId zone) {
        this.zone = zone;
    }

    public void forget() {
        sessionsByDay.clear();
        dropIns.clear();
    }

    /// `chosen` is what the resident touched after the tap, if anything.
    public Session place(Connection connection, Instant at, SessionId shown, Optional<SessionId> chosen)
            throws SQLException {
        Answer answer = answer(connection, at, shown, chosen);
        return answer.session.isPresent() ? answer.session.get() : dropIn(connection, answer.day);
    }

    /// What the same pass did earlier that day.
    public interface Earlier {
        /// Of these sessions the one it was at last.
        Optional<Session> lastOf(List<Session> sessions);

        /// Whether it has not left that session by then, or is being shown once more while it leaves.
        boolean stillAt(Session session, Instant at);
    }

    /// What a resident touched after the tap; looked up only where it matters.
    public interface Choice {
        Optional<SessionId> chosen() throws SQLException;
    }

    /// As [#place], knowing what the same pass did earlier that day.
    public Session place(Connection connection, Instant at, SessionId shown, Choice choice, Earlier earlier)
            throws SQLException {
        LocalDate date = LocalDate.ofInstant(at, zone);
        List<Session> on = new ArrayList<>();
        List<Session> leaving = new ArrayList<>();
        for (Session session : sessionsOf(connection, date)) {
            if (session.takesCheckInsAt(at)) {
                on.add(session);
            } else if (session.isJustOverAt(at) && earlier.stillAt(session, at)) {
                leaving.add(session);
            }
        }
        if (on.isEmpty()) {
            Optional<Session> left = earlier.lastOf(leaving);
            return left.isPresent() ? left.get() : dropIn(connection, date);
        }
        // With something on, a tap just after the end may also be a coming to it: what the kiosk said decides.
        Optional<Session> left = named(leaving, shown);
        if (on.size() == 1 && left.isEmpty()) {
            return on.getFirst();
        }
        Optional<SessionId> chosen = choice.chosen();
        if (on.size() > 1 && chosen.filter(SessionId::isDropIn).isPresent()) {
            return dropIn(connection, date);
        }
        Optional<Session> named = chosen.flatMap(id -> named(on, id))
                .or(() -> left)
                .or(() -> named(on, shown))
                .or(() -> earlier.lastOf(on));
        return named.isPresent() ? named.get() : dropIn(connection, date);
    }

    /// Every session in which a tap of that local day may be.
    public List<Session> ofDay(Connection connection, LocalDate date) throws SQLException {
        List<Session> all = new ArrayList<>(sessionsOf(connection, date));
        dropInIfMade(connection, date).ifPresent(all::add);
        return all;
    }

    /// Whether [#place] gives the same session at any time from `earliest` to `latest`, in milliseconds, whatever the
    /// same pass did earlier: where a leaving ends to be taken for one, it does not.
    public boolean isSame(
            Connection connection, long earliest, long latest, SessionId shown, Optional<SessionId> chosen)
            throws SQLException {
        if (latest - earliest > LONGEST_UNSURE_MS) {
            return false;
        }
        Answer first = answer(connection, Instant.ofEpochMilli(earliest), shown, chosen);
        for (long border : borders(connection, earliest, latest)) {
            if (isEndOfLeaving(connection, border, shown)
                    || !answer(connection, Instant.ofEpochMilli(border), shown, chosen)
                            .equals(first)) {
                return false;
            }
        }
        return true;
    }

    /// A session by its name, also one that is cancelled; a drop-in is made if that day has none yet.
    public Optional<Session> named(Connection connection, SessionId id) throws SQLException {
        if (id.isDropIn()) {
            return Optional.of(dropIn(connection, id.date()));
        }
        return named(connection, id.toString());
    }

    /// A session, or else that day's drop-in.
    private record Answer(Optional<Session> session, LocalDate day) {
        static Answer of(Optional<Session> session, LocalDate date) {
            return session.map(found -> new Answer(session, found.day())).orElseGet(() -> new Answer(session, date));
        }
    }

    private Answer answer(Connection connection, Instant at, SessionId shown, Optional<SessionId> chosen)
            throws SQLException {
        LocalDate date = LocalDate.ofInstant(at, zone);
        List<Session> on = new ArrayList<>();
        for (Session session : sessionsOf(connection, date)) {
            if (session.takesCheckInsAt(at)) {
                on.add(session);
            }
        }
        if (on.size() == 1) {
            return Answer.of(Optional.of(on.getFirst()), date);
        }
        if (on.isEmpty() || chosen.filter(SessionId::isDropIn).isPresent()) {
            return Answer.of(Optional.empty(), date);
        }
        Optional<Session> named = named(on, chosen.orElse(shown));
        if (named.isEmpty() && chosen.isPresent()) {
            named = named(on, shown);
        }
        return Answer.of(named, date);
    }

    /// The times after `earliest` and not after `latest` at which the answer may change.
    private List<Long> borders(Connection connection, long earliest, long latest) throws SQLException {
        List<Long> borders = new ArrayList<>();
        LocalDate last = LocalDate.ofInstant(Instant.ofEpochMilli(latest), zone);
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(earliest), zone);
        for (; !date.isAfter(last); date = date.plusDays(1)) {
            add(borders, millis(date), earliest, latest);
            for (Session session : sessionsOf(connection, date)) {
                add(borders, session.starts().toEpochMilli() - CheckInRules.EARLY_SECONDS * 1000L, earliest, latest);
                add(borders, session.ends().toEpochMilli(), earliest, latest);
                add(borders, session.lateUntil().toEpochMilli(), earliest, latest);
            }
        }
        return borders;
    }

    /// Whether a tap just before that may be the leaving of a session, and one just after it is not: so it is of the
    /// session that the kiosk showed, and of any when nothing else is on.
    private boolean isEndOfLeaving(Connection connection, long border, SessionId shown) throws SQLException {
        Instant at = Instant.ofEpochMilli(border);
        boolean over = false;
        boolean on = false;
        for (Session session : sessionsOf(connection, LocalDate.ofInstant(at, zone))) {
            boolean ends = session.lateUntil().equals(at);
            if (ends && session.id().equals(shown)) {
                return true;
            }
            over |= ends;
            on |= session.takesCheckInsAt(at);
        }
        return over && !on;
    }

    private static void add(List<Long> borders, long border, long earliest, long latest) {
        if (border > earliest && border <= latest) {
            borders.add(border);
        }
    }

    private static Optional<Session> named(Connection connection, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, name, day, starts, ends FROM session WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(session(row)) : Optional.empty();
            }
        }
    }

    private static Optional<Session> named(List<Session> on, SessionId id) {
        return on.stream().filter(session -> session.id().equals(id)).findFirst();
    }

    private List<Session> sessionsOf(Connection connection, LocalDate date) throws SQLException {
        List<Session> sessions = sessionsByDay.get(date);
        if (sessions == null) {
            sessions = read(connection, date);
            sessionsByDay.put(date, sessions);
        }
        return sessions;
    }

    /// All that take check-ins at any time of that local day.
    private List<Session> read(Connection connection, LocalDate date) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT id, name, day, starts, ends
                FROM session
                WHERE starts < ? AND starts > ? AND ends > ? AND cancelled = 0 AND activity <> 'drop-in'
                ORDER BY starts, name
                """)) {
            long dayStart = millis(date);
            long dayEnd = millis(date.plusDays(1));
            select.setLong(1, dayEnd + CheckInRules.EARLY_SECONDS * 1000L);
            // No session is longer than a day and an hour of changing clocks; this bound is for the index.
            select.setLong(2, dayStart - 25 * 3_600_000L);
            select.setLong(3, dayStart);
            List<Session> sessions = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sessions.add(session(row));
                }
            }
            return sessions;
        }
    }

    private Session dropIn(Connection connection, LocalDate date) throws SQLException {
        Optional<Session> made = dropInIfMade(connection, date);
        if (made.isPresent()) {
            return made.get();
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO session (name, activity, day, starts, ends)
                VALUES (?, 'drop-in', ?, ?, ?)
                """)) {
            insert.setString(1, SessionId.dropIn(date).toString());
            insert.setString(2, date.toString());
            insert.setLong(3, millis(date));
            insert.setLong(4, millis(date.plusDays(1)));
            insert.executeUpdate();
        }
        dropIns.remove(date);
        return dropInIfMade(connection, date).orElseThrow();
    }

    private Optional<Session> dropInIfMade(Connection connection, LocalDate date) throws SQLException {
        Optional<Session> made = dropIns.get(date);
        if (made == null) {
            made = named(connection, SessionId.dropIn(date).toString());
            dropIns.put(date, made);
        }
        return made;
    }

    private long millis(LocalDate date) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getLong(1),
                SessionId.parse(row.getString(2)),
                LocalDate.parse(row.getString(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)));
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST_DAYS;
            }
        };
    }
}
