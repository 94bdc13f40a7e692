package org.doorstep.hub.attendance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.doorstep.hub.disclosure.Counted;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCell.Period;
import org.jdbi.v3.core.Handle;

/// The true counts behind every figure that may be released, by day and by week, each with how
/// complete it is. For the gate, and nobody else.
public final class CellCounts {
    private static final int DAYS = 7;

    private record Sums(String activity, long visits, long guests, long adults, long children) {}

    /// The highest revision of any count.
    public long revision(Handle handle) {
        return handle.createQuery("""
                        SELECT MAX(
                          COALESCE((SELECT MAX(revision) FROM session_figures), 0),
                          COALESCE((SELECT MAX(revision) FROM day_figures), 0),
                          COALESCE((SELECT MAX(revision) FROM activity_figures), 0))""").mapTo(Long.class).one();
    }

    /// The days whose counts have moved since that revision.
    public List<LocalDate> changedDays(Handle handle, long sinceRevision) {
        return handle.createQuery("""
                        SELECT day FROM day_figures WHERE revision > :since
                        UNION
                        SELECT day FROM session_figures WHERE revision > :since
                        ORDER BY day""")
                .bind("since", sinceRevision)
                .map((rs, ctx) -> LocalDate.parse(rs.getString("day")))
                .list();
    }

    /// The first day with anything counted.
    public Optional<LocalDate> firstDay(Handle handle) {
        return handle.createQuery("SELECT MIN(day) FROM day_figures")
                .map((rs, ctx) -> Optional.ofNullable(rs.getString(1)).map(LocalDate::parse))
                .one();
    }

    /// What was counted on a day: the whole hub, then each activity.
    public List<Counted> ofDay(Handle handle, Sight sight, LocalDate day) {
        List<Counted> counts = new ArrayList<>();
        add(counts, sight, Period.DAY, day, wholeHub(handle, day, day));
        for (Sums sums : handle.createQuery("""
                        SELECT s.activity,
                          SUM(f.visits) AS visits,
                          SUM(f.guests) AS guests,
                          SUM(f.adults) AS adults,
                          SUM(f.children) AS children
                        FROM session_figures f
                        JOIN session s ON s.id = f.session
                        WHERE f.day = :day
                        GROUP BY s.activity
                        ORDER BY s.activity""")
                .bind("day", day.toString())
                .map((rs, ctx) -> sums(rs))
                .list()) {
            add(counts, sight, Period.DAY, day, sums);
        }
        return counts;
    }

    /// What was counted in the week of this Monday, with the people known by pass and the
    /// first-timers.
    public List<Counted> ofWeek(Handle handle, Sight sight, LocalDate monday) {
        LocalDate sunday = monday.plusDays(6);
        List<Counted> counts = new ArrayList<>();
        add(counts, sight, Period.WEEK, monday, wholeHub(handle, monday, sunday));
        counts.add(sight.counted(
                cell(FigureCell.KNOWN, FigureCell.WHOLE_HUB, Period.WEEK, monday),
                handle.createQuery("""
                                SELECT COUNT(DISTINCT pass)
                                FROM visit
                                WHERE day BETWEEN :from AND :to""")
                        .bind("from", monday.toString())
                        .bind("to", sunday.toString())
                        .mapTo(Long.class)
                        .one()));
        for (Sums sums : handle.createQuery("""
                        SELECT activity, visits, guests, adults, children
                        FROM activity_figures
                        WHERE week = :week
                        ORDER BY activity""")
                .bind("week", monday.toString())
                .map((rs, ctx) -> sums(rs))
                .list()) {
            add(counts, sight, Period.WEEK, monday, sums);
        }
        handle.createQuery("""
                        SELECT s.activity, COUNT(DISTINCT v.pass) AS passes
                        FROM visit v
                        JOIN session s ON s.id = v.session
                        WHERE v.day BETWEEN :from AND :to
                        GROUP BY s.activity
                        ORDER BY s.activity""")
                .bind("from", monday.toString())
                .bind("to", sunday.toString())
                .map((rs, ctx) -> sight.counted(
                        cell(FigureCell.KNOWN, rs.getString("activity"), Period.WEEK, monday), rs.getLong("passes")))
                .forEach(counts::add);
        return counts;
    }

    /// Everything that was counted in the weeks of these figures, but for these: what they could be
    /// worked out from.
    public List<Counted> around(Handle handle, Sight sight, List<Counted> figures) {
        Set<FigureCell> cells = new HashSet<>();
        SortedSet<LocalDate> mondays = new TreeSet<>();
        for (Counted figure : figures) {
            cells.add(figure.cell());
            if (!figure.cell().figure().equals(FigureCell.FIRST_TIMERS)) {
                mondays.add(figure.cell().monday());
            }
        }
        List<Counted> around = new ArrayList<>();
        for (LocalDate monday : mondays) {
            around.addAll(ofWeek(handle, sight, monday));
            for (int day = 0; day < DAYS; day++) {
                around.addAll(ofDay(handle, sight, monday.plusDays(day)));
            }
        }
        around.removeIf(counted -> cells.contains(counted.cell()));
        return around;
    }

    /// First-timers of every week that has any. All weeks each time: a tap that comes late can move
    /// a pass's first day out of a week in which nothing else changed.
    public List<Counted> firstTimers(Handle handle, Sight sight) {
        return handle.createQuery("""
                        SELECT date(first_day, '-' || ((strftime('%w', first_day) + 6) % 7) || ' days') AS week,
                          COUNT(*) AS passes
                        FROM pass
                        WHERE first_day IS NOT NULL
                        GROUP BY week
                        ORDER BY week""")
                .map((rs, ctx) -> {
                    LocalDate week = LocalDate.parse(rs.getString("week"));
                    return sight.counted(
                            cell(FigureCell.FIRST_TIMERS, FigureCell.WHOLE_HUB, Period.WEEK, week),
                            rs.getLong("passes"));
                })
                .list();
    }

    /// The Monday of a day's week.
    public static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static Sums wholeHub(Handle handle, LocalDate from, LocalDate to) {
        return handle.createQuery("""
                        SELECT :whole AS activity,
                          COALESCE(SUM(visits), 0) AS visits,
                          COALESCE(SUM(guests), 0) AS guests,
                          COALESCE(SUM(adults), 0) AS adults,
                          COALESCE(SUM(children), 0) AS children
                        FROM day_figures
                        WHERE day BETWEEN :from AND :to""")
                .bind("whole", FigureCell.WHOLE_HUB)
                .bind("from", from.toString())
                .bind("to", to.toString())
                .map((rs, ctx) -> sums(rs))
                .one();
    }

    private static void add(List<Counted> counts, Sight sight, Period period, LocalDate starts, Sums sums) {
        String activity = sums.activity();
        counts.add(sight.counted(cell(FigureCell.VISITS, activity, period, starts), sums.visits()));
        counts.add(sight.counted(cell(FigureCell.GUESTS, activity, period, starts), sums.guests()));
        counts.add(sight.counted(cell(FigureCell.ADULTS, activity, period, starts), sums.adults()));
        counts.add(sight.counted(cell(FigureCell.CHILDREN, activity, period, starts), sums.children()));
    }

    private static FigureCell cell(String figure, String activity, Period period, LocalDate starts) {
        return new FigureCell(figure, activity, period, starts);
    }

    private static Sums sums(ResultSet row) throws SQLException {
        return new Sums(
                row.getString("activity"),
                row.getLong("visits"),
                row.getLong("guests"),
                row.getLong("adults"),
                row.getLong("children"));
    }
}
