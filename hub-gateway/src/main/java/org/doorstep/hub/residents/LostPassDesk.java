package org.doorstep.hub.residents;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.UnknownCardException;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Picture phrases, and what becomes of a lost pass: somebody who works here opens a kiosk for it,
/// the resident touches their four pictures with a new pass in hand, and the same person says
/// whether it is them. Nothing of the past is shown to anybody before that, and a kiosk is never told
/// whether the pictures were right. Safe for all threads.
public final class LostPassDesk {
    /// To find the pictures in peace, and not so long that a kiosk is forgotten open.
    static final Duration OPEN = Duration.ofMinutes(10);

    /// Four pictures are soon touched in the wrong order.
    static final int MOST_TRIES = 5;

    /// More than a hub loses passes, and of 16 million phrases nothing.
    static final int MOST_TRIES_A_DAY = 40;

    /// An open day gives out some dozens of passes at a kiosk. Each choice costs a quarter of a second
    /// of the one loop that answers every kiosk, and may enter a pass that nobody ever showed.
    static final int MOST_CHOICES_AN_HOUR = 60;

    /// What somebody comes back about is of the last days; older ones stand as they are.
    static final int MOST_LISTED = 50;

    /// A sentence or two.
    static final int MOST_REASON_CHARACTERS = 200;

    private final Database database;
    private final PassRegister passes;
    private final LostPasses lost;
    private final PassesMoved counting;
    private final Phrases phrases;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Runnable changed;
    private final Map<DeviceId, Deque<Instant>> chosen = new HashMap<>();
    private final Map<DeviceId, Window> open = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));

    /// A kiosk that was opened. `asked` once pictures were touched there.
    public record Window(DeviceId device, Instant until, int triesLeft, Optional<Asked> asked) {}

    /// `found` are the passes of whom the pictures belong to; none if to nobody, or to more than one.
    public record Asked(PassName instead, List<Old> found) {}

    /// One that may be stopped: the symbol it has on lists, and nothing else of it.
    public record Old(long row, String symbol, boolean card) {}

    /// `secret` is of the hub's own files; `changed` is run when there is something new to show.
    public LostPassDesk(
            Database database,
            PassRegister passes,
            PassesMoved counting,
            byte[] secret,
            ZoneId zone,
            InstantSource clock,
            Runnable changed) {
        this.database = database;
        this.passes = passes;
        this.lost = new LostPasses(counting);
        this.counting = counting;
        this.phrases = new Phrases(secret);
        this.zone = zone;
        this.clock = clock;
        this.changed = changed;
    }

    /// From now on for a while, that kiosk hears of lost passes.
    public synchronized void open(DeviceId device) {
        open.put(device, new Window(device, clock.instant().plus(OPEN), MOST_TRIES, Optional.empty()));
        changed.run();
    }

    public synchronized void close(DeviceId device) {
        open.remove(device);
        changed.run();
    }

    public synchronized List<Window> windows() {
        open.values().removeIf(window -> !clock.instant().isBefore(window.until));
        return List.copyOf(open.values());
    }

    /// "I chose these four." Whoever has the pass may choose, and choose anew; not with one that was
    /// stopped, or who found it would be taken for who lost it.
    public PrivateReply chosen(DeviceId device, PrivateRequest.ChoosePhrase asked) {
        if (!mayChoose(device)) {
            return new PrivateReply.Refused("This device has had " + MOST_CHOICES_AN_HOUR + " phrases within an hour.");
        }
        byte[] hash = phrases.hash(asked.phrase());
        boolean kept = onPass(asked.credential(), (handle, pass) -> {
            if (isStopped(handle, pass)) {
                return false;
            }
            phrases.keep(handle, pass.name(), pass.row(), hash, clock.instant());
            return true;
        });
        return new PrivateReply.PhraseChosen(kept);
    }

    private synchronized boolean mayChoose(DeviceId device) {
        Deque<Instant> lately = chosen.computeIfAbsent(device, first -> new ArrayDeque<>());
        Instant now = clock.instant();
        while (!lately.isEmpty() && lately.getFirst().isBefore(now.minus(Duration.ofHours(1)))) {
            lately.removeFirst();
        }
        if (lately.size() == MOST_CHOICES_AN_HOUR) {
            return false;
        }
        lately.addLast(now);
        return true;
    }

    private static boolean isStopped(Handle handle, PassRegister.Pass pass) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM lost_pass WHERE name = :name)")
                .bind("name", pass.name())
                .mapTo(Boolean.class)
                .one();
    }

    /// "I lost my pass; these were my pictures." The answer is the same whether they are anybody's.
    public PrivateReply asked(DeviceId device, PrivateRequest.LostPass asked) {
        if (!mayTry(device)) {
            return new PrivateReply.LostPass(false);
        }
        byte[] hash = phrases.hash(asked.phrase());
        List<Old> found = new ArrayList<>();
        Optional<PassName> instead = name(asked.credential(), hash, found);
        if (instead.isEmpty()) {
            return new PrivateReply.LostPass(false);
        }
        synchronized (this) {
            open.computeIfPresent(
                    device,
                    (id, window) -> new Window(
                            id, window.until, window.triesLeft, Optional.of(new Asked(instead.get(), found))));
        }
        changed.run();
        return new PrivateReply.LostPass(true);
    }

    /// "Yes, it is them": these of their passes are stopped, and the new one is theirs. False, and
    /// nothing done, if nobody asks at that kiosk any more or no pass of theirs is named.
    public boolean confirm(DeviceId device, Collection<Long> stop, String byName) {
        Optional<Asked> asked;
        synchronized (this) {
            windows();
            asked = Optional.ofNullable(open.get(device)).flatMap(Window::asked);
            Set<Long> theirs = new LinkedHashSet<>();
            asked.ifPresent(one -> one.found.forEach(old -> theirs.add(old.row)));
            if (stop.isEmpty() || !theirs.containsAll(stop)) {
                return false;
            }
            open.remove(device);
        }
        PassName instead = asked.get().instead;
        boolean stopped = database.write(handle -> {
            if (!areStillThere(handle, stop, instead)) {
                return false;
            }
            lost.stop(handle, stop, Optional.of(instead), clock.instant(), byName);
            return true;
        });
        changed.run();
        return stopped;
    }

    /// Somebody may have left since they touched their pictures: nothing of them is written down again,
    /// and nobody goes on where they stopped.
    private static boolean areStillThere(Handle handle, Collection<Long> stop, PassName instead) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM pass WHERE name = :instead)
                           AND NOT EXISTS (
                             SELECT 1
                             FROM pass
                             JOIN keeper ON keeper.surrogate = pass.name
                             WHERE pass.id IN (<stop>)
                           )
                        """)
                .bind("instead", instead.text())
                .bindList("stop", List.copyOf(stop))
                .mapTo(Boolean.class)
                .one();
    }

    /// A pass that was stopped: since when, by whom ("" once it is too old to ask), and the symbol of
    /// what goes on in its place, "" if nothing does.
    public record Stopped(long row, String symbol, boolean card, Instant at, String byName, String instead) {}

    /// Two passes that were shown as one person's; `at` is empty where the kiosk did not know the time.
    public record Joined(EventId event, String symbol, String added, Optional<Instant> at) {}

    /// What was taken back, by whom and why; `symbol` is empty once its resident has left.
    public record TakenBack(boolean stopped, String symbol, Instant at, String byName, String reason) {}

    /// The latest first.
    public List<Stopped> stopped() {
        return database.read(handle -> handle.createQuery("""
                        SELECT pass.id, pass.symbol, pass.kind = 'card' AS card, lost_pass.at, lost_pass.by_name,
                               COALESCE(instead.symbol, '') AS instead
                        FROM lost_pass
                        JOIN pass ON pass.name = lost_pass.name
                        LEFT JOIN pass instead ON instead.name = lost_pass.instead
                        WHERE NOT EXISTS (SELECT 1 FROM keeper WHERE keeper.surrogate = pass.name)
                        ORDER BY lost_pass.at DESC, pass.id
                        LIMIT :most
                        """)
                .bind("most", MOST_LISTED)
                .map((row, context) -> new Stopped(
                        row.getLong("id"),
                        row.getString("symbol"),
                        row.getBoolean("card"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("by_name"),
                        row.getString("instead")))
                .list());
    }

    /// The latest first; what was taken back, and what joined nothing, is not among them.
    public List<Joined> joined() {
        return database.read(handle -> handle.createQuery("""
                        SELECT both.event, pass.symbol, added.symbol AS added, both.at
                        FROM pass_added both
                        JOIN pass ON pass.id = both.pass
                        JOIN pass added ON added.id = both.added
                        JOIN resident_pass one ON one.pass = both.pass
                        JOIN resident_pass other ON other.pass = both.added AND other.leader = one.leader
                        WHERE NOT EXISTS (SELECT 1 FROM pass_added_undone u WHERE u.event = both.event)
                          AND NOT EXISTS (SELECT 1 FROM keeper WHERE keeper.surrogate IN (pass.name, added.name))
                        ORDER BY both.at DESC, both.event
                        LIMIT :most
                        """)
                .bind("most", MOST_LISTED)
                .map((row, context) -> new Joined(
                        EventId.parse(row.getString("event")),
                        row.getString("symbol"),
                        row.getString("added"),
                        Optional.of(row.getLong("at"))
                                .filter(at -> at != Long.MAX_VALUE)
                                .map(Instant::ofEpochMilli)))
                .list());
    }

    /// The latest first.
    public List<TakenBack> takenBack() {
        return database.read(handle -> handle.createQuery("""
                        SELECT 1 AS stopped, COALESCE(pass.symbol, '') AS symbol, undone.at, undone.by_name,
                               undone.reason
                        FROM lost_pass_undone undone
                        LEFT JOIN pass ON pass.name = undone.name
                        UNION ALL
                        SELECT 0, COALESCE(pass.symbol, ''), undone.at, undone.by_name, undone.reason
                        FROM pass_added_undone undone
                        LEFT JOIN pass_added ON pass_added.event = undone.event
                        LEFT JOIN pass ON pass.id = pass_added.added
                          AND NOT EXISTS (SELECT 1 FROM keeper WHERE keeper.surrogate = pass.name)
                        ORDER BY 3 DESC
                        LIMIT :most
                        """)
                .bind("most", MOST_LISTED)
                .map((row, context) -> new TakenBack(
                        row.getBoolean("stopped"),
                        row.getString("symbol"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("by_name"),
                        row.getString("reason")))
                .list());
    }

    /// "It was not lost": that pass is its resident's again. False, and nothing done, if it is not
    /// stopped any more.
    public boolean takeBack(long row, String byName, String reason) {
        return changing(handle -> lost.takeBack(handle, row, clock.instant(), byName, reason));
    }

    /// "These are two people": what joined those passes holds no more. False, and nothing done, if it does not now.
    public boolean part(EventId added, String byName, String reason) {
        return changing(handle -> lost.part(handle, added, clock.instant(), byName, reason));
    }

    private boolean changing(Predicate<Handle> decision) {
        boolean done = database.write(decision::test);
        changed.run();
        return done;
    }

    /// Whether pictures have been touched as often as they may be in a day: no kiosk hears of any more today.
    public boolean triedOut() {
        String day = LocalDate.ofInstant(clock.instant(), zone).toString();
        return database.read(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM phrase_try WHERE day = :day AND tries >= :most)")
                .bind("day", day)
                .bind("most", MOST_TRIES_A_DAY)
                .mapTo(Boolean.class)
                .one());
    }

    private synchronized boolean mayTry(DeviceId device) {
        windows();
        Window window = open.get(device);
        if (window == null || window.triesLeft == 0) {
            return false;
        }
        String day = LocalDate.ofInstant(clock.instant(), zone).toString();
        boolean counted = database.write(handle -> {
            handle.execute("INSERT INTO phrase_try (day, tries) VALUES (?, 0) ON CONFLICT DO NOTHING", day);
            return handle.execute(
                            "UPDATE phrase_try SET tries = tries + 1 WHERE day = ? AND tries < ?",
                            day,
                            MOST_TRIES_A_DAY)
                    == 1;
        });
        if (counted) {
            open.put(device, new Window(device, window.until, window.triesLeft - 1, Optional.empty()));
        }
        return counted;
    }

    /// The name of the pass in hand, and in `found` the passes of whom those pictures belong to.
    private Optional<PassName> name(Credential credential, byte[] hash, List<Old> found) {
        List<PassName> names = new ArrayList<>();
        onPass(credential, (handle, pass) -> {
            if (isStopped(handle, pass)) {
                return false;
            }
            names.add(new PassName(pass.name()));
            Connection connection = Database.connection(handle);
            Set<Long> residents = new LinkedHashSet<>();
            for (long row : Phrases.passes(handle, hash)) {
                residents.add(Residents.leaderOf(connection, row));
            }
            if (residents.size() == 1) {
                List<Long> theirs =
                        Residents.passesOf(connection, residents.iterator().next());
                if (!theirs.contains(pass.row())) {
                    found.addAll(notStopped(handle, theirs));
                }
            }
            return true;
        });
        return names.stream().findFirst();
    }

    private static List<Old> notStopped(Handle handle, List<Long> rows) {
        return handle.createQuery("""
                        SELECT id, symbol, kind = 'card' AS card
                        FROM pass
                        WHERE id IN (<rows>) AND name NOT IN (SELECT name FROM lost_pass)
                        ORDER BY id
                        """)
                .bindList("rows", rows)
                .map((row, context) -> new Old(row.getLong("id"), row.getString("symbol"), row.getBoolean("card")))
                .list();
    }

    private interface OnPass {
        boolean run(Handle transaction, PassRegister.Pass pass) throws SQLException;
    }

    /// False for a card that this hub cannot open.
    private boolean onPass(Credential credential, OnPass work) {
        return database.write(handle -> {
            try {
                return work.run(handle, passes.of(Database.connection(handle), credential));
            } catch (UnknownCardException e) {
                return false;
            } catch (SQLException e) {
                throw new IllegalStateException("Could not look a pass up.", e);
            } finally {
                // Whether this will be committed is not known here: nothing of it is remembered.
                counting.passesMoved(handle, List.of());
            }
        });
    }
}
