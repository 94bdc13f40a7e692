package org.doorstep.hub.booking.recurring;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Standing;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.hub.rhythm.SchoolCalendar;
import org.doorstep.hub.rhythm.SchoolTerms;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;

/// A hall in two halves and a kitchen, open every day from 9 to 22, a choir (4) and karate (2), and an
/// autumn with a half term. It is Monday 21 September 2026, 08:00.
public final class Hall implements AutoCloseable {
    public static final ZoneId ZONE = ZoneId.of("Europe/London");
    public static final LocalDate MONDAY = LocalDate.of(2026, 9, 21);
    public static final Instant NOW = MONDAY.atTime(8, 0).atZone(ZONE).toInstant();
    public static final Holder CHOIR = new Holder.Party(4);
    public static final Holder KARATE = new Holder.Party(2);

    public final Database database;
    public final Random random = new Random(7);
    public final ClaimBook claims;
    final SeriesBook book;
    int freed;

    public Hall(Path folder) {
        database = Database.open(
                folder.resolve("hub.db"), "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS);
        claims = new ClaimBook(ZONE, random, Standing.OPEN);
        book = new SeriesBook(claims, ZONE, random, (_, _) -> freed++);
        database.write(handle -> {
            handle.execute("INSERT INTO unit (id, name) VALUES (1, 'Stage side'), (2, 'Garden side'), (3, 'Kitchen')");
            for (String id : List.of("hall-a", "hall-b", "hall", "kitchen")) {
                handle.execute("""
                        INSERT INTO bookable (id, kind, title, takes, step_minutes, shortest_minutes,
                          longest_minutes, ahead_days, who)
                        VALUES (?, 'place', ?, 'all', 30, 30, 480, 60, 'anybody')
                        """, id, id);
            }
            handle.execute("""
                    INSERT INTO bookable_unit (bookable, unit)
                    VALUES ('hall-a', 1), ('hall-b', 2), ('hall', 1), ('hall', 2), ('kitchen', 3)
                    """);
            for (DayOfWeek day : DayOfWeek.values()) {
                handle.execute(
                        "INSERT INTO open_hours (bookable, weekday, opens, closes) VALUES ('', ?, 540, 1320)",
                        day.getValue());
            }
            handle.execute(
                    "INSERT INTO party (id, name, kind) VALUES (2, 'Karate', 'outside'), (4, 'Choir', 'community')");
            SchoolTerms.keep(handle, terms("2026-10-26"));
            return null;
        });
    }

    /// An autumn term whose week of half term begins on that Monday.
    public static SchoolCalendar terms(String halfTerm) {
        LocalDate monday = LocalDate.parse(halfTerm);
        return new SchoolCalendar(List.of(
                new SchoolCalendar.Span(
                        SchoolCalendar.Kind.TERM,
                        "Autumn term",
                        LocalDate.parse("2026-09-02"),
                        LocalDate.parse("2026-12-18")),
                new SchoolCalendar.Span(SchoolCalendar.Kind.CLOSED, "Half term", monday, monday.plusDays(4))));
    }

    public static Plan tuesdays(String bookable, String starts, String ends, Holder holder) {
        return plan(bookable, new Rhythm.Weekly(1, Set.of(DayOfWeek.TUESDAY)), starts, ends, holder, true);
    }

    public static Plan plan(String bookable, Rhythm rhythm, String starts, String ends, Holder holder, boolean inTerm) {
        return new Plan(
                new BookableId(bookable),
                1,
                0,
                holder,
                "Singing",
                new Rule(
                        rhythm,
                        LocalTime.parse(starts),
                        LocalTime.parse(ends),
                        MONDAY,
                        new Rule.Until.Day(LocalDate.parse("2026-12-31")),
                        inTerm));
    }

    public Series make(Plan plan) {
        return database.write(handle -> book.make(handle, request(), plan, NOW));
    }

    public RequestId request() {
        return new RequestId(new UUID(random.nextLong(), random.nextLong()));
    }

    /// Somebody else's one booking.
    public Claimed once(String bookable, String date, String starts, String ends) {
        LocalDate day = LocalDate.parse(date);
        return database.write(handle -> claims.book(
                handle,
                Wanted.of(request(), new BookableId(bookable), 1, times(day, starts, ends), KARATE, Origin.STAFF),
                NOW));
    }

    public static Times times(LocalDate day, String starts, String ends) {
        return new Times(
                day.atTime(LocalTime.parse(starts)).atZone(ZONE).toInstant(),
                day.atTime(LocalTime.parse(ends)).atZone(ZONE).toInstant());
    }

    public interface Step {
        void run(org.jdbi.v3.core.Handle handle) throws SQLException;
    }

    public void step(Step step) {
        database.write(handle -> {
            step.run(handle);
            return null;
        });
    }

    List<Line> lines(SeriesId id) {
        return database.read(handle -> book.lines(handle, id, MONDAY));
    }

    /// The dates that stand, or do not.
    List<String> dates(SeriesId id, boolean standing) {
        return lines(id).stream()
                .filter(line -> line.stands() == standing)
                .map(line -> line.day().toString())
                .toList();
    }

    public long rows(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    @Override
    public void close() {
        database.close();
    }
}
