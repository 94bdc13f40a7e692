package org.doorstep.hub.activities;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.doorstep.hub.rhythm.Often;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.hub.rhythm.SchoolCalendar;
import org.doorstep.hub.rhythm.SchoolTerms;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// The hub's activities, and the sessions that they make for the weeks ahead and back to their first
/// date. Safe for all threads.
///
/// Whatever changes which sessions there are also has the taps of that time counted anew
/// ([Recounting]), in the same transaction.
public final class Activities {
    /// Far enough for a poster, and for a kiosk that is away for a month.
    static final int WEEKS_AHEAD = 8;

    /// A hub with more than this has another problem; each is read on every page.
    static final int MOST = 200;

    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Recounting recounting;
    private final Runnable changed;
    private final AtomicLong version = new AtomicLong();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();

    /// Counts again, in this transaction, the taps and guests of the time from `from` to before `to`:
    /// sessions there have come or gone.
    @FunctionalInterface
    public interface Recounting {
        void recount(Handle transaction, Instant from, Instant to);
    }

    /// `changed` is run after each commit that may change a figure or a page.
    public Activities(Database database, ZoneId zone, InstantSource clock, Recounting recounting, Runnable changed) {
        this.database = database;
        this.zone = zone;
        this.clock = clock;
        this.recounting = recounting;
        this.changed = changed;
    }

    /// Run after each commit that may change which sessions there are, and so every day too: whoever
    /// plans by them looks again.
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    /// Everything that is on, by title; the built-in drop-in is left out.
    public List<Activity> all() {
        return database.read(handle -> {
            List<TimesRow> times = times(handle);
            return handle.createQuery("""
                            SELECT id, title, room, picture
                            FROM activity
                            WHERE id <> 'drop-in'
                            ORDER BY title
                            """)
                    .map((row, context) -> {
                        ActivityId id = new ActivityId(row.getString("id"));
                        return new Activity(
                                id,
                                new Activity.Details(
                                        row.getString("title"), row.getString("room"), row.getString("picture")),
                                times.stream()
                                        .filter(each -> each.activity.equals(id))
                                        .map(TimesRow::rule)
                                        .toList());
                    })
                    .list();
        });
    }

    /// Adds it and makes its sessions. Throws IllegalArgumentException if there is one of that id, or too many.
    public void add(Activity activity) {
        addAll(List.of(activity));
    }

    /// All of them or, if one cannot be added, none.
    public void addAll(List<Activity> activities) {
        write(transaction -> {
            activities.forEach(activity -> add(transaction, activity));
            makeSessions(transaction);
            return null;
        });
    }

    private static void add(Handle transaction, Activity activity) {
        requireRoom(transaction);
        int added = transaction
                .createUpdate("""
                            INSERT INTO activity (id, title, room, picture)
                            VALUES (:id, :title, :room, :picture)
                            ON CONFLICT (id) DO NOTHING
                            """)
                .bind("id", activity.id().value())
                .bindMethods(activity.details())
                .execute();
        if (added == 0) {
            throw new IllegalArgumentException("There is an activity of that name already.");
        }
        activity.times().forEach(rule -> addTimes(transaction, activity.id(), rule));
    }

    /// Other words for it; its sessions stay.
    public void change(ActivityId id, Activity.Details details) {
        write(transaction -> transaction
                .createUpdate("UPDATE activity SET title = :title, room = :room, picture = :picture WHERE id = :id")
                .bindMethods(details)
                .bind("id", id.value())
                .execute());
    }

    /// Other times from `from` on: what was planned for then is taken back, unless somebody has come to
    /// it. A date that was cancelled stays cancelled at its new time.
    public void retime(ActivityId id, LocalDate from, List<Rule> times) {
        write(transaction -> {
            SchoolCalendar schools = SchoolTerms.read(transaction);
            List<Cancelled> cancelled = cancelled(transaction, id, from).stream()
                    .filter(c -> !schools.on(LocalDate.parse(c.day)).equals(new SchoolCalendar.Day.Closed(c.why)))
                    .toList();
            endTimes(transaction, id, from.minusDays(1));
            times.forEach(rule -> addTimes(transaction, id, rule));
            makeSessions(transaction);
            cancelled.forEach(c -> cancelAgain(transaction, id, c));
            return null;
        });
    }

    /// Nothing after `last`.
    public void stop(ActivityId id, LocalDate last) {
        write(transaction -> {
            endTimes(transaction, id, last);
            return null;
        });
    }

    /// Not this time, and why. Who tapped all the same is counted as the rules say: in another session,
    /// or as drop-in.
    public void cancel(SessionId session, String why) {
        setCancelled(session, true, why);
    }

    /// It takes place after all.
    public void putBack(SessionId session) {
        setCancelled(session, false, "");
    }

    /// Makes the sessions that are still lacking. Returns whether there were any. Call it at the start
    /// and every day.
    public boolean makeSessions() {
        return write(this::makeSessions);
    }

    /// When the schools are open.
    public SchoolCalendar schoolTerms() {
        return database.read(SchoolTerms::read);
    }

    /// Other terms. Of what is on in term time, a session to come whose date is out of term by this
    /// calendar and was not by the one before is cancelled in the calendar's words, and one that is in
    /// term again takes place, unless somebody gave another reason.
    public void keepTerms(SchoolCalendar calendar) {
        write(transaction -> {
            SchoolCalendar before = SchoolTerms.read(transaction);
            SchoolTerms.keep(transaction, calendar);
            LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
            LocalDate until = today.plusWeeks(WEEKS_AHEAD);
            for (TimesRow row : times(transaction)) {
                if (row.rule.inTerm()) {
                    List<Rule.Date> were = row.rule.dates(today, until, before);
                    for (Rule.Date date : row.rule.dates(today, until, calendar)) {
                        if (!were.contains(date)) {
                            were.stream()
                                    .filter(was -> was.date().equals(date.date()))
                                    .findFirst()
                                    .ifPresent(was -> termMoved(transaction, row, was, date));
                        }
                    }
                }
            }
            makeSessions(transaction);
            return null;
        });
    }

    private void termMoved(Handle transaction, TimesRow row, Rule.Date was, Rule.Date is) {
        transaction
                .createQuery("""
                        UPDATE session
                        SET cancelled = :cancelled, why = :why
                        WHERE name = :name AND starts > :now AND cancelled = :wasCancelled AND why = :was
                        RETURNING starts, ends
                        """)
                .bind("cancelled", !is.isOn())
                .bind("why", is.skipped())
                .bind("name", new SessionId(row.activity, is.date(), row.rule.starts()).toString())
                .bind("now", clock.millis())
                .bind("wasCancelled", !was.isOn())
                .bind("was", was.skipped())
                .map((session, context) -> new Span(session.getLong("starts"), session.getLong("ends")))
                .list()
                .forEach(span -> recounting.recount(
                        transaction,
                        Instant.ofEpochMilli(span.starts).minusSeconds(CheckInRules.EARLY_SECONDS),
                        Instant.ofEpochMilli(span.ends)));
    }

    /// Rises with every change; whoever publishes what is on compares it.
    public long version() {
        return version.get();
    }

    /// Whether anything but the built-in drop-in is on.
    public boolean isEmpty() {
        return database.read(Activities::count) == 0;
    }

    private <T> T write(Database.Work<T> work) {
        T result = database.write(work);
        version.incrementAndGet();
        followers.forEach(Runnable::run);
        changed.run();
        return result;
    }

    private static int count(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM activity WHERE id <> 'drop-in'")
                .mapTo(Integer.class)
                .one();
    }

    private static void requireRoom(Handle handle) {
        if (count(handle) >= MOST) {
            throw new IllegalArgumentException("There are " + MOST + " activities already.");
        }
    }

    private record TimesRow(long id, ActivityId activity, Rule rule, Optional<LocalDate> madeUntil) {}

    private static List<TimesRow> times(Handle handle) {
        return handle.createQuery("""
                        SELECT id, activity, weekday, starts, ends, first_date, last_date, made_until, rhythm, in_term
                        FROM weekly
                        ORDER BY first_date, weekday, starts
                        """)
                .map((row, context) -> new TimesRow(
                        row.getLong("id"),
                        new ActivityId(row.getString("activity")),
                        new Rule(
                                Optional.ofNullable(row.getString("rhythm"))
                                        .map(Rhythm::parse)
                                        .orElse(everyWeek(DayOfWeek.of(row.getInt("weekday")))),
                                LocalTime.parse(row.getString("starts")),
                                LocalTime.parse(row.getString("ends")),
                                LocalDate.parse(row.getString("first_date")),
                                date(row.getString("last_date"))
                                        .<Rule.Until>map(Rule.Until.Day::new)
                                        .orElseGet(Rule.Until.Further::new),
                                row.getBoolean("in_term")),
                        date(row.getString("made_until"))))
                .list();
    }

    private static Rhythm everyWeek(DayOfWeek day) {
        return new Rhythm.Weekly(1, Set.of(day));
    }

    private static Optional<LocalDate> date(String text) {
        return Optional.ofNullable(text).map(LocalDate::parse);
    }

    private static void addTimes(Handle transaction, ActivityId id, Rule rule) {
        DayOfWeek day = Often.dayOf(rule.rhythm()).orElse(rule.first().getDayOfWeek());
        transaction
                .createUpdate("""
                        INSERT INTO weekly (activity, weekday, starts, ends, first_date, last_date, rhythm, in_term)
                        VALUES (:activity, :weekday, :starts, :ends, :first, :last, :rhythm, :inTerm)
                        """)
                .bind("activity", id.value())
                .bind("weekday", day.getValue())
                .bind("starts", rule.starts().toString())
                .bind("ends", rule.ends().toString())
                .bind("first", rule.first().toString())
                .bind("last", rule.end().map(LocalDate::toString).orElse(null))
                .bind(
                        "rhythm",
                        rule.rhythm().equals(everyWeek(day))
                                ? null
                                : rule.rhythm().text())
                .bind("inTerm", rule.inTerm())
                .execute();
    }

    private boolean makeSessions(Handle transaction) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        LocalDate until = today.plusWeeks(WEEKS_AHEAD);
        SchoolCalendar schools = SchoolTerms.read(transaction);
        boolean any = false;
        Instant from = Instant.MAX;
        Instant to = Instant.MIN;
        for (TimesRow row : times(transaction)) {
            for (Rule.Date date : row.rule.dates(start(row, today), until, schools)) {
                Rule.Times times = row.rule.on(date.date(), zone);
                if (make(transaction, row, times, date.skipped())) {
                    any = true;
                    from = times.starts().isBefore(from) ? times.starts() : from;
                    to = times.ends().isAfter(to) ? times.ends() : to;
                }
            }
            transaction.execute("UPDATE weekly SET made_until = ? WHERE id = ?", until.toString(), row.id);
        }
        if (any) {
            recounting.recount(transaction, from.minusSeconds(CheckInRules.EARLY_SECONDS), to);
        }
        return any;
    }

    /// What is on in term time is looked at again from today on: the school calendar may reach further
    /// than it did.
    private static LocalDate start(TimesRow row, LocalDate today) {
        LocalDate next = row.madeUntil.map(date -> date.plusDays(1)).orElse(row.rule.first());
        return row.rule.inTerm() && next.isAfter(today) ? today : next;
    }

    private static boolean make(Handle transaction, TimesRow row, Rule.Times times, String skipped) {
        SessionId id = new SessionId(row.activity, times.date(), row.rule.starts());
        return transaction
                        .createUpdate("""
                                INSERT INTO session (name, activity, day, starts, ends, cancelled, why)
                                VALUES (:name, :activity, :day, :starts, :ends, :cancelled, :why)
                                ON CONFLICT (name) DO NOTHING
                                """)
                        .bind("name", id.toString())
                        .bind("activity", row.activity.value())
                        .bind("day", times.date().toString())
                        .bind("starts", times.starts().toEpochMilli())
                        .bind("ends", times.ends().toEpochMilli())
                        .bind("cancelled", !skipped.isEmpty())
                        .bind("why", skipped)
                        .execute()
                == 1;
    }

    private void endTimes(Handle transaction, ActivityId id, LocalDate last) {
        transaction
                .createUpdate("DELETE FROM weekly WHERE activity = :activity AND first_date > :last")
                .bind("activity", id.value())
                .bind("last", last.toString())
                .execute();
        transaction
                .createUpdate("""
                        UPDATE weekly
                        SET last_date = :last
                        WHERE activity = :activity AND (last_date IS NULL OR last_date > :last)
                        """)
                .bind("activity", id.value())
                .bind("last", last.toString())
                .execute();
        List<Span> gone = transaction
                .createQuery("""
                        DELETE FROM session
                        WHERE activity = :activity AND day > :last
                          AND NOT EXISTS (SELECT 1 FROM session_figures f WHERE f.session = session.id)
                          AND NOT EXISTS (SELECT 1 FROM tap t WHERE t.session = session.id)
                          AND NOT EXISTS (SELECT 1 FROM guest g WHERE g.session = session.id)
                        RETURNING starts, ends
                        """)
                .bind("activity", id.value())
                .bind("last", last.toString())
                .map((row, context) -> new Span(row.getLong("starts"), row.getLong("ends")))
                .list();
        // Nobody had come to what was deleted; but where it was one of several, it may have sent people to the drop-in.
        long from = gone.stream().mapToLong(Span::starts).min().orElse(0);
        long to = gone.stream().mapToLong(Span::ends).max().orElse(0);
        recounting.recount(
                transaction,
                Instant.ofEpochMilli(from).minusSeconds(CheckInRules.EARLY_SECONDS),
                Instant.ofEpochMilli(to));
    }

    /// `whole`: nothing else of that activity took place on that day.
    private record Cancelled(String name, String day, String why, boolean whole) {}

    private static List<Cancelled> cancelled(Handle transaction, ActivityId id, LocalDate from) {
        return transaction
                .createQuery("""
                        SELECT name, day, why,
                               NOT EXISTS (SELECT 1
                                           FROM session other
                                           WHERE other.activity = session.activity AND other.day = session.day
                                             AND other.cancelled = 0) AS whole
                        FROM session
                        WHERE activity = :activity AND day >= :from AND cancelled = 1
                        """)
                .bind("activity", id.value())
                .bind("from", from.toString())
                .map((row, context) -> new Cancelled(
                        row.getString("name"), row.getString("day"), row.getString("why"), row.getBoolean("whole")))
                .list();
    }

    /// Of two on one day of which one was cancelled, only the one that starts as it did: which else it
    /// became, nobody said.
    private void cancelAgain(Handle transaction, ActivityId id, Cancelled cancelled) {
        transaction
                .createQuery("""
                        UPDATE session
                        SET cancelled = 1, why = :why
                        WHERE activity = :activity AND day = :day AND cancelled = 0 AND (name = :name OR :whole)
                        RETURNING starts, ends
                        """)
                .bind("why", cancelled.why)
                .bind("activity", id.value())
                .bind("day", cancelled.day)
                .bind("name", cancelled.name)
                .bind("whole", cancelled.whole)
                .map((row, context) -> new Span(row.getLong("starts"), row.getLong("ends")))
                .list()
                .forEach(span -> recounting.recount(
                        transaction,
                        Instant.ofEpochMilli(span.starts).minusSeconds(CheckInRules.EARLY_SECONDS),
                        Instant.ofEpochMilli(span.ends)));
    }

    private record Span(long starts, long ends) {}

    private void setCancelled(SessionId session, boolean cancelled, String why) {
        write(transaction -> {
            transaction
                    .createUpdate("UPDATE session SET cancelled = :cancelled, why = :why WHERE name = :name")
                    .bind("cancelled", cancelled)
                    .bind("why", why)
                    .bind("name", session.toString())
                    .execute();
            transaction
                    .createQuery("SELECT starts, ends FROM session WHERE name = :name")
                    .bind("name", session.toString())
                    .map((row, context) -> List.of(row.getLong("starts"), row.getLong("ends")))
                    .forEach(times -> recounting.recount(
                            transaction,
                            Instant.ofEpochMilli(times.get(0)).minusSeconds(CheckInRules.EARLY_SECONDS),
                            Instant.ofEpochMilli(times.get(1))));
            return null;
        });
    }
}
