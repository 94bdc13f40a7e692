package org.doorstep.hub.lookup;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.doorstep.hub.web.Role;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.fields.Kind;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Finds a resident for somebody who works here, and reads what is held of them: as far as the file
/// of fields lets that role read, and of people whom that role has to do with. The look is on the
/// disk before anything is read for it.
final class LookUpDesk {
    /// A queue at the desk on a busy morning; past it somebody is leafing through people.
    static final int MOST_AN_HOUR = 30;

    /// Long enough to talk it over with whoever stands there.
    static final Duration SHOWN_FOR = Duration.ofMinutes(10);

    /// The newest; all of them are on the resident's own page on a kiosk.
    static final int MOST_VISITS = 50;

    /// Ten visits a day for thirty years.
    static final int ALL_VISITS = 100_000;

    private static final Period A_LEADERS_REACH = Period.ofWeeks(4);

    private final Fields fields;
    private final Database database;
    private final Residents residents;
    private final ZoneId zone;
    private final InstantSource clock;

    /// What a look came to.
    sealed interface Outcome {
        /// Written down under that number, by which it is shown for a while.
        record Found(long number) implements Outcome {}

        /// Nobody whom this role may look up.
        record Nobody() implements Outcome {}

        /// More than one resident goes by that. Which of them is not shown.
        record Several() implements Outcome {}

        /// Looked too often.
        record TooMany() implements Outcome {}
    }

    LookUpDesk(Fields fields, Database database, Residents residents, ZoneId zone, InstantSource clock) {
        this.fields = fields;
        this.database = database;
        this.residents = residents;
        this.zone = zone;
        this.clock = clock;
    }

    Outcome look(String whom, Role role, String name, Reason reason, String note) {
        Instant now = clock.instant();
        Look look = new Look(now, role.name(), name, reason, note);
        return database.write(handle -> {
            if (Looks.since(handle, name, now.minus(Duration.ofHours(1))) >= MOST_AN_HOUR) {
                return new Outcome.TooMany();
            }
            List<Long> found = find(handle, whom, role, now);
            if (found.size() == 1) {
                return new Outcome.Found(Looks.add(handle, look, found.getFirst()));
            }
            Looks.add(handle, look, 0);
            return found.isEmpty() ? new Outcome.Nobody() : new Outcome.Several();
        });
    }

    /// What is held of whoever was given a number at a kiosk and says it here, whole. Writing it down
    /// is a look like any other, made because they asked. Empty if nobody has been given such a number
    /// of late, or the pass that was shown for it was stopped since.
    Optional<Copy> copy(Optional<Long> pass, Role role, String name) {
        Instant now = clock.instant();
        return database.write(handle -> pass.filter(
                        row -> residents.isSomebodys(handle, row) && !isStopped(handle, row))
                .map(row -> {
                    Looks.add(handle, new Look(now, role.name(), name, Reason.ASKED, ""), row);
                    List<Long> passes = residents.passesOf(handle, row);
                    Held held = held(handle, passes, role, ALL_VISITS);
                    return new Copy(
                            Copy.FORM,
                            now,
                            held.passes(),
                            held.nickname(),
                            held.needs(),
                            held.visits(),
                            disputed(handle, passes),
                            held.looks().stream()
                                    .map(look -> new Copy.Seen(look.at(), residents.role(look), residents.reason(look)))
                                    .toList());
                }));
    }

    /// Whoever was given the number may be who found the pass: from when it is stopped on they are told nothing.
    private static boolean isStopped(Handle handle, long row) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM pass JOIN lost_pass ON lost_pass.name = pass.name WHERE pass.id = ?)
                        """).bind(0, row).mapTo(Boolean.class).one();
    }

    private static List<Copy.Disputed> disputed(Handle handle, List<Long> passes) {
        return handle.createQuery("""
                        SELECT session.name, activity.title, session.day, 0 AS there,
                               NOT EXISTS (SELECT 1 FROM denial_overruled o WHERE o.event = d.event) AS counts
                        FROM visit_denied d
                        JOIN session ON session.name = d.session
                        JOIN activity ON activity.id = session.activity
                        WHERE d.pass IN (<passes>)
                        UNION
                        SELECT session.name, activity.title, session.day, 1,
                               EXISTS (SELECT 1 FROM claim_decided o WHERE o.event = c.event AND o.counts = 1)
                        FROM visit_claimed c
                        JOIN session ON session.name = c.session
                        JOIN activity ON activity.id = session.activity
                        WHERE c.pass IN (<passes>)
                        ORDER BY 3 DESC, 1
                        """)
                .bindList("passes", passes)
                .map((row, context) -> new Copy.Disputed(
                        row.getString("name"),
                        row.getString("title"),
                        row.getString("day"),
                        row.getBoolean("there"),
                        row.getBoolean("counts")))
                .list();
    }

    /// What is held of whom this person looked up under that number a moment ago, as their role may read it now.
    Optional<Held> held(long number, Role role, String name) {
        return database.read(
                handle -> Looks.passOf(handle, number, name, clock.instant().minus(SHOWN_FOR))
                        .map(pass -> held(handle, residents.passesOf(handle, pass), role, MOST_VISITS)));
    }

    /// One pass each of the residents whom that can mean.
    private List<Long> find(Handle handle, String whom, Role role, Instant now) {
        List<Long> called = mayRead(role, "hub.pass.symbol")
                ? handle.createQuery("SELECT id FROM pass WHERE upper(symbol) = :symbol")
                        .bind("symbol", whom.toUpperCase(Locale.ROOT))
                        .mapTo(Long.class)
                        .list()
                : List.of();
        List<Long> nicknamed = mayRead(role, "hub.resident_said.nickname") ? residents.called(handle, whom) : List.of();
        Set<List<Long>> found = new HashSet<>();
        Stream.concat(called.stream(), nicknamed.stream())
                .filter(pass -> residents.isSomebodys(handle, pass))
                .map(pass -> residents.passesOf(handle, pass).stream().sorted().toList())
                .filter(passes -> withinReach(handle, passes, role, now))
                .forEach(found::add);
        return found.stream().map(List::getFirst).toList();
    }

    /// Whom a role has to do with: a volunteer who comes today, a session leader who came lately, a
    /// manager everybody.
    private boolean withinReach(Handle handle, List<Long> passes, Role role, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return switch (role) {
            case MANAGER -> true;
            case SESSION_LEADER -> cameSince(handle, passes, today.minus(A_LEADERS_REACH));
            case VOLUNTEER_DESK -> cameSince(handle, passes, today);
            case READ_ONLY -> false;
        };
    }

    private static boolean cameSince(Handle handle, List<Long> passes, LocalDate day) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM visit WHERE day >= :day AND pass IN (<passes>))
                        """)
                .bind("day", day.toString())
                .bindList("passes", passes)
                .mapTo(Boolean.class)
                .one();
    }

    private Held held(Handle handle, List<Long> passes, Role role, int mostVisits) {
        boolean visits =
                mayRead(role, "hub.visit.session", "hub.visit.arrived_at", "hub.visit.left_at", "hub.visit.children");
        boolean looks = mayRead(role, "hub.look_up.at", "hub.look_up.by_name", "hub.look_up.reason");
        boolean life = mayRead(role, "hub.pass.first_day");
        ResidentWords said = residents.saidOf(handle, passes.getFirst());
        return new Held(
                passes(handle, passes, life),
                mayRead(role, "hub.resident_said.nickname")
                        ? said.saidNickname().orElse("")
                        : "",
                mayRead(role, "hub.resident_said.language") ? needs(said) : Held.Needs.NONE,
                visits,
                visits ? visits(handle, passes, mostVisits) : List.of(),
                looks,
                looks ? Looks.of(handle, passes) : List.of());
    }

    private static Held.Needs needs(ResidentWords said) {
        return new Held.Needs(
                said.saidLanguage().orElse(""),
                said.saidLargeText().orElse(false),
                said.saidSpoken().orElse(false));
    }

    private boolean mayRead(Role role, String... columns) {
        return Stream.of(columns)
                .map(fields::kindOf)
                .flatMap(Optional::stream)
                .allMatch((Kind kind) -> kind.mayBeReadBy(role));
    }

    private static List<Held.Pass> passes(Handle handle, List<Long> passes, boolean life) {
        return handle.createQuery("""
                        SELECT symbol, kind, coalesce(first_day, '') AS first_day
                        FROM pass
                        WHERE id IN (<passes>)
                        ORDER BY id
                        """)
                .bindList("passes", passes)
                .map((row, context) -> new Held.Pass(
                        row.getString("symbol"), row.getString("kind"), life ? row.getString("first_day") : ""))
                .list();
    }

    private static List<Held.Visit> visits(Handle handle, List<Long> passes, int most) {
        return handle.createQuery("""
                        SELECT activity.title, visit.day, visit.arrived_at, visit.left_at, visit.adults, visit.children
                        FROM visit
                        JOIN session ON session.id = visit.session
                        JOIN activity ON activity.id = session.activity
                        WHERE visit.pass IN (<passes>)
                        ORDER BY visit.arrived_at DESC
                        LIMIT :most
                        """)
                .bindList("passes", passes)
                .bind("most", most)
                .map((row, context) -> new Held.Visit(
                        row.getString("title"),
                        row.getString("day"),
                        Instant.ofEpochMilli(row.getLong("arrived_at")),
                        Instant.ofEpochMilli(row.getLong("left_at")),
                        row.getInt("adults"),
                        row.getInt("children")))
                .list();
    }
}
