package org.doorstep.hub.booking.recurring;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.hub.rhythm.SchoolCalendar;
import org.doorstep.hub.rhythm.SchoolTerms;
import org.jdbi.v3.core.Handle;

/// Bookings that come back. Each method works in the caller's transaction; each date is claimed by
/// the same way as any booking, so a rule gets nothing that somebody else has, and a date that it
/// could not get, or that somebody took out, is kept with its reason and can be tried again.
///
/// What is over is never changed.
public final class SeriesBook {
    /// A school year, and the summer before it.
    static final int DAYS_AHEAD = 400;

    private static final String SAVED = "before_preview";

    private final ClaimBook claims;
    private final ZoneId zone;
    private final RandomGenerator random;
    private final Freed freed;

    /// Told, in the same transaction, once something has become free: somebody may be waiting.
    @FunctionalInterface
    public interface Freed {
        void freed(Handle transaction, Instant now) throws SQLException;
    }

    public SeriesBook(ClaimBook claims, ZoneId zone, RandomGenerator random, Freed freed) {
        this.claims = claims;
        this.zone = zone;
        this.random = random;
        this.freed = freed;
    }

    /// What [#make] would come to: it is made, looked at, and undone, so it says what would be and not
    /// what might. Needs a transaction that may write.
    public List<Line> preview(Handle handle, Plan plan, Instant now) throws SQLException {
        return undone(handle, () -> {
            SeriesId id = make(handle, request(), plan, now).id();
            return lines(handle, id, today(now));
        });
    }

    /// What [#change] would come to.
    public List<Line> previewChange(Handle handle, SeriesId id, LocalDate from, Plan plan, Instant now)
            throws SQLException {
        return undone(handle, () -> {
            SeriesId next = change(handle, id, from, plan, now);
            return lines(handle, next, today(now));
        });
    }

    private interface Trial {
        List<Line> run() throws SQLException;
    }

    private static List<Line> undone(Handle handle, Trial trial) throws SQLException {
        handle.savepoint(SAVED);
        try {
            return trial.run();
        } finally {
            handle.rollbackToSavepoint(SAVED);
        }
    }

    /// Makes it, with every date that is known by now; the same request again is the same series.
    public Series make(Handle handle, RequestId request, Plan plan, Instant now) throws SQLException {
        Optional<Series> before = SeriesTable.byRequest(handle, request);
        if (before.isPresent()) {
            return before.get();
        }
        Series series = SeriesTable.insert(handle, request, plan, zone, 0, now);
        addDates(handle, series, Map.of(), now);
        return series;
    }

    public Optional<Series> find(Handle handle, SeriesId id) {
        return SeriesTable.find(handle, id);
    }

    /// Those of which something is still to come, by title.
    public List<Series> current(Handle handle, Instant now) {
        return SeriesTable.current(handle, today(now));
    }

    /// Its dates from that one on.
    public List<Line> lines(Handle handle, SeriesId id, LocalDate from) {
        return SeriesTable.lines(handle, known(handle, id), from);
    }

    /// Not on that date, and why. It can be put back.
    public void skip(Handle handle, SeriesId id, LocalDate day, String why, Instant now) throws SQLException {
        Optional<Line> line = line(handle, id, day).filter(found -> isToCome(found, now));
        if (line.isPresent()) {
            letGo(handle, id, day, why, now);
            SeriesTable.put(handle, id, day, new Line.Standing.Skipped(why));
            freed.freed(handle, now);
        }
    }

    /// On that date after all, if it can be had: also where it was out of term, refused, or taken.
    public Line putBack(Handle handle, SeriesId id, LocalDate day, Instant now) throws SQLException {
        Series series = known(handle, id);
        Line line = line(handle, id, day).orElseThrow();
        if (!line.stands() && isToCome(line, now)) {
            Line.Standing standing = book(handle, series, day, now);
            SeriesTable.put(handle, id, day, standing);
            if (standing instanceof Line.Standing.On
                    && SchoolTerms.read(handle).on(day) instanceof SchoolCalendar.Day.Closed(String why)) {
                SeriesTable.keep(handle, id, day, why);
            }
        }
        return line(handle, id, day).orElseThrow();
    }

    /// That date alone at another time or place; it stays as it was if that cannot be.
    public Claimed moveOne(Handle handle, SeriesId id, LocalDate day, BookableId where, Times to, Instant now)
            throws SQLException {
        Optional<Line> line = line(handle, id, day);
        if (line.isPresent() && line.get().standing() instanceof Line.Standing.On(BookingId booking, State _)) {
            Claimed moved = claims.move(handle, booking, where, to, "", now);
            freed.freed(handle, now);
            return moved;
        }
        return new Claimed.Refused(Why.OVER);
    }

    /// That date and all that follow by another plan: the series ends before it, and another goes on
    /// from there. A date that a person took out stays out, where the new plan has it. With the first
    /// date that is to come it is all of it.
    public SeriesId change(Handle handle, SeriesId id, LocalDate from, Plan plan, Instant now) throws SQLException {
        Series series = known(handle, id);
        LocalDate begin = from.isBefore(today(now)) ? today(now) : from;
        Map<LocalDate, String> out = new HashMap<>();
        for (Line line : SeriesTable.lines(handle, series, begin)) {
            if (line.standing() instanceof Line.Standing.Skipped(String why)) {
                out.put(line.day(), why);
            }
        }
        boolean any = endFrom(handle, series, begin, "", now);
        Rule rule = plan.rule();
        Rule on = rule.first().isBefore(begin)
                ? new Rule(rule.rhythm(), rule.starts(), rule.ends(), begin, rule.until(), rule.inTerm())
                : rule;
        Series next = SeriesTable.insert(handle, request(), plan.by(on), zone, id.value(), now);
        addDates(handle, next, out, now);
        if (any) {
            freed.freed(handle, now);
        }
        return next.id();
    }

    /// From that date on, no more.
    public void end(Handle handle, SeriesId id, LocalDate from, String why, Instant now) throws SQLException {
        if (endFrom(handle, known(handle, id), from, why, now)) {
            freed.freed(handle, now);
        }
    }

    /// Makes the dates that are still lacking, and follows the school calendar. Call it every day, and
    /// when the calendar has changed.
    public void keepUp(Handle handle, Instant now) throws SQLException {
        boolean any = false;
        for (Series series : current(handle, now)) {
            if (!series.ended()) {
                any |= series.plan().rule().inTerm() && followTerms(handle, series, now);
                addDates(handle, series, Map.of(), now);
            }
        }
        if (any) {
            freed.freed(handle, now);
        }
    }

    private boolean followTerms(Handle handle, Series series, Instant now) throws SQLException {
        SchoolCalendar schools = SchoolTerms.read(handle);
        boolean any = false;
        for (Line line : SeriesTable.lines(handle, series, today(now))) {
            if (isToCome(line, now)) {
                switch (schools.on(line.day())) {
                    case SchoolCalendar.Day.Closed(String why) -> {
                        if (line.stands() && !SeriesTable.isKept(handle, series.id(), line.day(), why)) {
                            letGo(handle, series.id(), line.day(), why, now);
                            SeriesTable.put(handle, series.id(), line.day(), new Line.Standing.OutOfTerm(why));
                            any = true;
                        }
                    }
                    case SchoolCalendar.Day.Open() -> {
                        if (line.standing() instanceof Line.Standing.OutOfTerm) {
                            SeriesTable.put(handle, series.id(), line.day(), book(handle, series, line.day(), now));
                        }
                    }
                    case SchoolCalendar.Day.NotKnown() -> {}
                }
            }
        }
        return any;
    }

    /// Those dates of the rule that are to come and are not there yet; `out` are taken out at once.
    private void addDates(Handle handle, Series series, Map<LocalDate, String> out, Instant now) throws SQLException {
        LocalDate today = today(now);
        Map<LocalDate, Line> there = SeriesTable.lines(handle, series, today).stream()
                .collect(Collectors.toMap(Line::day, Function.identity()));
        Rule rule = series.plan().rule();
        for (Rule.Date date : rule.dates(today, today.plusDays(DAYS_AHEAD), SchoolTerms.read(handle))) {
            LocalDate day = date.date();
            if (!there.containsKey(day) && rule.on(day, series.zone()).starts().isAfter(now)) {
                SeriesTable.put(handle, series.id(), day, firstStanding(handle, series, date, out, now));
            }
        }
    }

    private Line.Standing firstStanding(
            Handle handle, Series series, Rule.Date date, Map<LocalDate, String> out, Instant now) throws SQLException {
        if (out.containsKey(date.date())) {
            return new Line.Standing.Skipped(out.get(date.date()));
        }
        return date.isOn() ? book(handle, series, date.date(), now) : new Line.Standing.OutOfTerm(date.skipped());
    }

    private Line.Standing book(Handle handle, Series series, LocalDate day, Instant now) throws SQLException {
        Plan plan = series.plan();
        Rule.Times times = plan.rule().on(day, series.zone());
        Wanted wanted = Wanted.of(
                        request(),
                        plan.bookable(),
                        plan.count(),
                        new Times(times.starts(), times.ends()),
                        plan.holder(),
                        Origin.SERIES)
                .forPeople(plan.people())
                .called(plan.title())
                .inSeries(series.id().value(), day.toString());
        return switch (claims.book(handle, wanted, now)) {
            case Claimed.Booked(var booking) -> new Line.Standing.On(booking.id(), booking.state());
            case Claimed.Asked(var booking) -> new Line.Standing.On(booking.id(), booking.state());
            case Claimed.Held(var booking) -> new Line.Standing.On(booking.id(), booking.state());
            case Claimed.Same(var booking) -> new Line.Standing.On(booking.id(), booking.state());
            case Claimed.NotFree() -> new Line.Standing.Taken();
            case Claimed.Refused(Why why) -> new Line.Standing.Refused(why);
        };
    }

    /// Its booking is cancelled; the line is the caller's.
    private void letGo(Handle handle, SeriesId id, LocalDate day, String why, Instant now) throws SQLException {
        Optional<Line> line = line(handle, id, day);
        if (line.isPresent()
                && line.get().standing() instanceof Line.Standing.On(BookingId booking, State state)
                && state.stands()
                && isToCome(line.get(), now)) {
            claims.let(handle, booking, Ending.CANCELLED, why, now);
        }
    }

    /// Whether anything became free. What has begun stays.
    private boolean endFrom(Handle handle, Series series, LocalDate from, String why, Instant now) throws SQLException {
        List<LocalDate> gone = new ArrayList<>();
        boolean any = false;
        for (Line line : SeriesTable.lines(handle, series, from)) {
            if (isToCome(line, now)) {
                any |= line.stands();
                letGo(handle, series.id(), line.day(), why, now);
                gone.add(line.day());
            }
        }
        gone.forEach(day -> SeriesTable.delete(handle, series.id(), day));
        SeriesTable.end(handle, series.id());
        return any;
    }

    private Optional<Line> line(Handle handle, SeriesId id, LocalDate day) {
        return SeriesTable.lines(handle, known(handle, id), day).stream()
                .findFirst()
                .filter(line -> line.day().equals(day));
    }

    private static boolean isToCome(Line line, Instant now) {
        return line.times().starts().isAfter(now);
    }

    private static Series known(Handle handle, SeriesId id) {
        return SeriesTable.find(handle, id)
                .orElseThrow(() -> new IllegalArgumentException("There is no series " + id + "."));
    }

    private RequestId request() {
        return new RequestId(new UUID(random.nextLong(), random.nextLong()));
    }

    private LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }
}
