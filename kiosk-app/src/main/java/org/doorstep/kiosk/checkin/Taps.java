package org.doorstep.kiosk.checkin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.doorstep.kiosk.checkin.VisitRule.Visit;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.Ages;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/// Writes what happened at the desk: what this kiosk remembers of today and what it has to tell the hub, in one
/// transaction. When a method returns, it is on the disk; when it throws StoreException, nothing was kept. Safe for all
/// threads.
final class Taps {
    private final Database database;
    private final Outbox outbox;
    private final ScheduleBoard schedule;
    private final PassStock stock;
    private final DeviceClock clock;
    private final Runnable kept;
    private volatile Consumer<Shown> seen = shown -> {};

    /// `kept` is told after each commit that changed something: only that shows that the disk takes writes.
    Taps(Database database, Outbox outbox, ScheduleBoard schedule, PassStock stock, DeviceClock clock, Runnable kept) {
        this.database = database;
        this.outbox = outbox;
        this.schedule = schedule;
        this.stock = stock;
        this.clock = clock;
        this.kept = kept;
    }

    void watch(Consumer<Shown> watching) {
        seen = watching;
    }

    private record Written<T>(T outcome, boolean changed) {}

    private <T> T write(HandleCallback<T, RuntimeException> work) {
        Written<T> written = database.write(handle -> {
            long before = rowsChanged(handle);
            T outcome = work.withHandle(handle);
            return new Written<>(outcome, rowsChanged(handle) > before);
        });
        if (written.changed) {
            kept.run();
        }
        return written.outcome;
    }

    private static long rowsChanged(Handle handle) {
        return handle.createQuery("SELECT total_changes()").mapTo(long.class).one();
    }

    /// The time and what is on, read once for one reading.
    private record Now(
            Instant time,
            Moment moment,
            LocalDate today,
            List<Schedule.Occurrence> on,
            List<Schedule.Occurrence> justOver) {
        SessionId sessionUnlessAsked() {
            return on.size() == 1 ? on.getFirst().session() : SessionId.dropIn(today);
        }

        boolean isJustOver(SessionId id) {
            return justOver.stream().anyMatch(session -> session.session().equals(id));
        }
    }

    /// What came of asking for a pass, and how many blanks are left.
    private record Given(Outcome outcome, int left, List<Shown> shown) {}

    /// What came of a pass being shown: the event that its face names, and the tap.
    private record Tapped(Outcome outcome, EventId face, EventId tap) {
        Tapped(Outcome outcome, EventId tap) {
            this(outcome, tap, tap);
        }
    }

    Outcome tap(Visitor visitor, Credential credential, HubEvent.Assurance assurance) {
        Tapped tapped = tapped(visitor, credential, assurance);
        seen.accept(new Shown(tapped.face, tapped.tap, credential, visitor.otherName()));
        return tapped.outcome;
    }

    private Tapped tapped(Visitor visitor, Credential credential, HubEvent.Assurance assurance) {
        Now now = now();
        int leaveAfter = schedule.leaveAfterSeconds();
        return write(handle -> {
            DayMemory.forgetOtherDays(handle, now.today);
            List<Visit> known = visits(handle, visitor, now.today);
            VisitRule.Meaning meaning =
                    VisitRule.of(now.on, now.justOver, now.today, known, now.moment, now.time, leaveAfter);
            return switch (meaning) {
                case VisitRule.Arrival(SessionId session) -> {
                    EventId tap = append(handle, credential, assurance, HubEvent.Outcome.ARRIVAL, session);
                    arrive(handle, visitor, tap, session, false, now);
                    yield new Tapped(new Outcome.Welcome(tap, comingFor(session), Companions.NOBODY), tap);
                }
                case VisitRule.WhichSession(SessionId dropIn) -> {
                    EventId tap = append(handle, credential, assurance, HubEvent.Outcome.ARRIVAL, dropIn);
                    arrive(handle, visitor, tap, dropIn, true, now);
                    yield new Tapped(new Outcome.ChooseSession(tap, now.on), tap);
                }
                case VisitRule.StillChoosing(Visit visit) ->
                    new Tapped(new Outcome.ChooseSession(visit.arrival(), now.on), visit.arrival());
                case VisitRule.Repeat(Visit visit) -> {
                    EventId tap = append(handle, credential, assurance, HubEvent.Outcome.REPEAT, visit.session());
                    ComingFor session = comingFor(visit.session());
                    yield visit.here()
                            ? new Tapped(
                                    new Outcome.AlreadyIn(visit.arrival(), session, visit.with()), visit.arrival(), tap)
                            : new Tapped(new Outcome.Goodbye(tap, session), tap);
                }
                case VisitRule.Leaving(Visit visit) -> {
                    EventId tap = append(handle, credential, assurance, HubEvent.Outcome.LEAVING, visit.session());
                    leave(handle, visit, now);
                    Outcome outcome = now.on.isEmpty() || !now.isJustOver(visit.session())
                            ? new Outcome.Goodbye(tap, comingFor(visit.session()))
                            : askStaying(handle, tap, visit, now);
                    yield new Tapped(outcome, tap);
                }
            };
        });
    }

    /// The leaving becomes an arrival, if they touch what they are staying for.
    private Outcome askStaying(Handle handle, EventId tap, Visit visit, Now now) {
        remember(handle, tap, "pass", visit.session(), false, now);
        handle.execute(
                "UPDATE visit SET arrival = ? WHERE visitor = ? AND session = ?",
                tap.toString(),
                visit.visitor(),
                visit.session().toString());
        return new Outcome.GoodbyeOrStaying(tap, comingFor(visit.session()), now.on);
    }

    Outcome guest() {
        Now now = now();
        return write(handle -> {
            DayMemory.forgetOtherDays(handle, now.today);
            SessionId session = now.sessionUnlessAsked();
            EventId guest = outbox.append(handle, Lane.ATTENDANCE, new HubEvent.GuestCounted(session, 0, 0))
                    .id();
            boolean asking = now.on.size() > 1;
            remember(handle, guest, "guest", session, asking, now);
            return asking
                    ? new Outcome.ChooseSession(guest, now.on)
                    : new Outcome.GuestWelcome(guest, comingFor(session), Companions.NOBODY);
        });
    }

    /// Takes a blank, says that it was given, and counts its holder in, all or nothing.
    Outcome newPass() {
        Now now = now();
        Given given = write(handle -> {
            DayMemory.forgetOtherDays(handle, now.today);
            Optional<PassStock.Blank> taken = stock.take(handle, now.today);
            if (taken.isEmpty()) {
                return new Given(new Outcome.NoBlanks(), 0, List.of());
            }
            PassStock.Blank blank = taken.get();
            SessionId session = now.sessionUnlessAsked();
            boolean asking = now.on.size() > 1;
            outbox.append(
                    handle,
                    Lane.MEMBER,
                    new HubEvent.PassIssued(blank.pass().pass(), blank.pass().key()));
            Credential credential =
                    new Credential.Pass(blank.pass().pass(), blank.pass().key());
            EventId tap = append(handle, credential, HubEvent.Assurance.SIGNED, HubEvent.Outcome.ARRIVAL, session);
            Visitor visitor = Visitor.of(blank.pass().pass());
            arrive(handle, visitor, tap, session, asking, now);
            return new Given(
                    new Outcome.NewPass(tap, blank.code(), comingFor(session), asking ? now.on : List.of()),
                    PassStock.count(handle),
                    List.of(new Shown(tap, tap, credential, visitor.otherName())));
        });
        stock.nowHolds(given.left);
        given.shown.forEach(seen);
        return given.outcome;
    }

    Outcome added(AnotherCard.Both both) {
        return write(handle -> {
            outbox.append(handle, Lane.MEMBER, new HubEvent.PassAdded(both.first(), both.second()));
            return new Outcome.CardAdded();
        });
    }

    Outcome companions(EventId event, Companions with) {
        return write(handle -> {
            Optional<Arrival> found = arrival(handle, event);
            if (found.isEmpty()) {
                return new Outcome.TooLate();
            }
            Arrival arrival = found.get();
            if (!arrival.with.equals(with)) {
                outbox.append(
                        handle, Lane.ATTENDANCE, new HubEvent.CompanionsCounted(event, with.adults(), with.ages()));
                handle.createUpdate("""
                                UPDATE arrival
                                SET adults = :adults, children = :children,
                                    from0 = :from0, from5 = :from5, from12 = :from12
                                WHERE event = :event
                                """)
                        .bind("adults", with.adults())
                        .bind("children", with.children())
                        .bind("from0", with.ages().from0())
                        .bind("from5", with.ages().from5())
                        .bind("from12", with.ages().from12())
                        .bind("event", event.toString())
                        .execute();
            }
            return arrival.welcome(event, comingFor(arrival.session), with);
        });
    }

    Outcome whatFor(EventId event) {
        List<Schedule.Occurrence> on = now().on;
        return database.read(handle -> arrival(handle, event))
                .<Outcome>map(arrival -> on.isEmpty() || !arrival.choosing
                        ? arrival.welcome(event, comingFor(arrival.session), arrival.with)
                        : new Outcome.ChooseSession(event, on))
                .orElseGet(Outcome.TooLate::new);
    }

    Outcome choose(EventId event, SessionId session) {
        return write(handle -> {
            Optional<Arrival> found = arrival(handle, event);
            if (found.isEmpty() || schedule.find(session).isEmpty()) {
                return new Outcome.TooLate();
            }
            Arrival arrival = found.get();
            if (!arrival.session.equals(session)) {
                outbox.append(handle, Lane.ATTENDANCE, new HubEvent.SessionChosen(event, session));
            }
            handle.execute(
                    "UPDATE arrival SET session = ?, choosing = 0 WHERE event = ?",
                    session.toString(),
                    event.toString());
            // A visit to the same session from earlier today gives way: this tap re-opened it.
            handle.execute("""
                    UPDATE OR REPLACE visit
                    SET session = ?, here = 1
                    WHERE arrival = ?
                    """, session.toString(), event.toString());
            return arrival.welcome(event, comingFor(session), arrival.with);
        });
    }

    /// "Something else": the question is answered, and the answer is the day's drop-in, where it counts already. The
    /// hub has to know: unanswered, it is for what the same pass came for at another kiosk.
    Outcome somethingElse(EventId event) {
        return write(handle -> {
            Optional<Arrival> found = arrival(handle, event);
            if (found.isEmpty() || !found.get().choosing) {
                return new Outcome.TooLate();
            }
            Arrival arrival = found.get();
            outbox.append(handle, Lane.ATTENDANCE, new HubEvent.SessionChosen(event, arrival.session));
            return arrival.welcome(event, comingFor(arrival.session), arrival.with);
        });
    }

    /// One small write, to find out whether the disk takes any and the outbox has room for a tap.
    void tryToWrite() {
        LocalDate today = now().today;
        write(handle -> {
            handle.execute("INSERT INTO trial (at) VALUES (?)", clock.instant().toEpochMilli());
            handle.execute("DELETE FROM trial");
            outbox.requireRoom(handle, Lane.ATTENDANCE);
            return DayMemory.forgetOtherDays(handle, today);
        });
    }

    private record Arrival(boolean guest, SessionId session, boolean choosing, Companions with) {
        Outcome welcome(EventId event, ComingFor to, Companions counted) {
            return guest ? new Outcome.GuestWelcome(event, to, counted) : new Outcome.Welcome(event, to, counted);
        }
    }

    private Now now() {
        Instant time = clock.instant();
        return new Now(time, clock.moment(), schedule.dayOf(time), schedule.onAt(time), schedule.justOverAt(time));
    }

    private ComingFor comingFor(SessionId session) {
        return schedule.find(session)
                .<ComingFor>map(ComingFor.Session::new)
                .orElseGet(() -> new ComingFor.DropIn(session));
    }

    private EventId append(
            Handle handle,
            Credential credential,
            HubEvent.Assurance assurance,
            HubEvent.Outcome shown,
            SessionId session) {
        Envelope row =
                outbox.append(handle, Lane.ATTENDANCE, new HubEvent.TapRecorded(credential, assurance, shown, session));
        return row.id();
    }

    private static void arrive(
            Handle handle, Visitor visitor, EventId tap, SessionId session, boolean choosing, Now now) {
        remember(handle, tap, "pass", session, choosing, now);
        handle.createUpdate("""
                        DELETE FROM visit
                        WHERE visitor IN (:name, :other) AND session = :session
                        """)
                .bind("name", visitor.name())
                .bind("other", visitor.otherName())
                .bind("session", session.toString())
                .execute();
        handle.createUpdate("""
                        INSERT INTO visit (visitor, session, day, arrival, here, boot, uptime_ms, wall_ms)
                        VALUES (:visitor, :session, :day, :arrival, 1, :boot, :uptime, :wall)
                        """)
                .bind("visitor", visitor.name())
                .bind("session", session.toString())
                .bind("day", now.today.toString())
                .bind("arrival", tap.toString())
                .bind("boot", now.moment.bootId())
                .bind("uptime", now.moment.uptimeMs())
                .bind("wall", now.time.toEpochMilli())
                .execute();
    }

    private static void leave(Handle handle, Visit visit, Now now) {
        handle.createUpdate("""
                        UPDATE visit
                        SET here = 0, boot = :boot, uptime_ms = :uptime, wall_ms = :wall
                        WHERE visitor = :visitor AND session = :session
                        """)
                .bind("visitor", visit.visitor())
                .bind("session", visit.session().toString())
                .bind("boot", now.moment.bootId())
                .bind("uptime", now.moment.uptimeMs())
                .bind("wall", now.time.toEpochMilli())
                .execute();
    }

    private static void remember(
            Handle handle, EventId event, String kind, SessionId session, boolean choosing, Now now) {
        handle.createUpdate("""
                        INSERT INTO arrival (event, kind, day, session, choosing, adults, children)
                        VALUES (:event, :kind, :day, :session, :choosing, 0, 0)
                        """)
                .bind("event", event.toString())
                .bind("kind", kind)
                .bind("day", now.today.toString())
                .bind("session", session.toString())
                .bind("choosing", choosing ? 1 : 0)
                .execute();
    }

    private static List<Visit> visits(Handle handle, Visitor visitor, LocalDate today) {
        return handle.createQuery("""
                        SELECT visit.*, arrival.choosing, arrival.adults, arrival.from0, arrival.from5, arrival.from12
                        FROM visit
                        JOIN arrival ON arrival.event = visit.arrival
                        WHERE visit.visitor IN (:name, :other) AND visit.day = :day
                        """)
                .bind("name", visitor.name())
                .bind("other", visitor.otherName())
                .bind("day", today.toString())
                .map((row, context) -> new Visit(
                        row.getString("visitor"),
                        SessionId.parse(row.getString("session")),
                        EventId.parse(row.getString("arrival")),
                        row.getBoolean("here"),
                        row.getBoolean("choosing"),
                        row.getString("boot"),
                        row.getLong("uptime_ms"),
                        row.getLong("wall_ms"),
                        companions(row)))
                .list();
    }

    private static Companions companions(ResultSet row) throws SQLException {
        return new Companions(
                row.getInt("adults"), new Ages(row.getInt("from0"), row.getInt("from5"), row.getInt("from12")));
    }

    private static Optional<Arrival> arrival(Handle handle, EventId event) {
        return handle.createQuery("SELECT * FROM arrival WHERE event = :event")
                .bind("event", event.toString())
                .map((row, context) -> new Arrival(
                        row.getString("kind").equals("guest"),
                        SessionId.parse(row.getString("session")),
                        row.getBoolean("choosing"),
                        companions(row)))
                .findOne();
    }
}
