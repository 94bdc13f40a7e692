package org.doorstep.hub.attendance;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.hub.completeness.Mark;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.Ages;
import org.jdbi.v3.core.Handle;

/// The last [#COUNT] weeks, this one included, by week and by activity: a working view, and the API's answer.
public record Weeks(List<Week> weeks, List<ByActivity> activities) {
    /// A quarter: what a manager plans by and a funder asks for.
    public static final int COUNT = 13;

    /// `monday` is its first day. `passes` is how many different passes came in the week, `firstTimers` how
    /// many of them never came before it. `complete` is false where events of the week are missing or lost;
    /// `mark` says which, figure by figure.
    public record Week(
            LocalDate monday,
            boolean over,
            boolean complete,
            Mark mark,
            int visits,
            int passes,
            int firstTimers,
            int guests,
            int adults,
            int children,
            Ages ages) {

        public Week {
            mark.mustCover(recorded(visits, passes, firstTimers, guests, adults, children, ages));
        }

        public int returners() {
            return passes - firstTimers;
        }

        private static Map<Figure, Integer> recorded(
                int visits, int passes, int firstTimers, int guests, int adults, int children, Ages ages) {
            Map<Figure, Integer> recorded = new EnumMap<>(Figure.class);
            recorded.put(Figure.VISITS, visits);
            recorded.put(Figure.PASSES, passes);
            recorded.put(Figure.FIRST_TIMERS, firstTimers);
            recorded.put(Figure.RETURNERS, passes - firstTimers);
            recorded.put(Figure.GUESTS, guests);
            ByAge.put(recorded, adults, children, ages);
            return recorded;
        }
    }

    /// `passes` is how many different passes came to it in all these weeks; `sessions` how many of its sessions had
    /// anybody.
    public record ByActivity(
            ActivityId activity,
            String title,
            int sessions,
            int visits,
            int passes,
            int guests,
            int companions,
            Mark mark) {

        public ByActivity {
            mark.mustCover(recorded(sessions, visits, passes, guests, companions));
        }

        private static Map<Figure, Integer> recorded(int sessions, int visits, int passes, int guests, int companions) {
            return Map.of(
                    Figure.SESSIONS, sessions,
                    Figure.VISITS, visits,
                    Figure.PASSES, passes,
                    Figure.GUESTS, guests,
                    Figure.COMPANIONS, companions);
        }
    }

    public Weeks {
        weeks = List.copyOf(weeks);
        activities = List.copyOf(activities);
    }

    /// The Mondays of those of them that are over, the oldest first.
    static List<LocalDate> over(LocalDate today) {
        LocalDate running = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return running.minusWeeks(COUNT - 1L)
                .datesUntil(running, Period.ofWeeks(1))
                .toList();
    }

    static Weeks until(Handle handle, LocalDate today, Sight sight) {
        LocalDate last = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate first = last.minusWeeks(COUNT - 1L);
        return new Weeks(weeks(handle, first, last, sight), activities(handle, first, last.plusDays(6), sight));
    }

    private static List<Week> weeks(Handle handle, LocalDate first, LocalDate last, Sight sight) {
        Map<LocalDate, Week> known = new HashMap<>();
        // date(day, '-6 days', 'weekday 1') is the Monday on or before the day.
        handle.createQuery("""
                        WITH figures AS (
                          SELECT date(day, '-6 days', 'weekday 1') AS monday, sum(visits) AS visits,
                                 sum(guests) AS guests, sum(adults) AS adults, sum(children) AS children,
                                 sum(from0) AS from0, sum(from5) AS from5, sum(from12) AS from12
                          FROM day_figures
                          WHERE day BETWEEN :first AND :end
                          GROUP BY monday
                        ), passes AS (
                          SELECT date(visit.day, '-6 days', 'weekday 1') AS monday, count(DISTINCT visit.pass) AS passes
                          FROM visit
                          WHERE visit.day BETWEEN :first AND :end
                          GROUP BY monday
                        ), new AS (
                          SELECT date(first_day, '-6 days', 'weekday 1') AS monday, count(*) AS first_timers
                          FROM pass
                          WHERE first_day BETWEEN :first AND :end
                          GROUP BY monday
                        )
                        SELECT figures.monday, figures.visits, figures.guests, figures.adults, figures.children,
                               figures.from0, figures.from5, figures.from12,
                               coalesce(passes.passes, 0) AS passes, coalesce(new.first_timers, 0) AS first_timers
                        FROM figures
                        LEFT JOIN passes ON passes.monday = figures.monday
                        LEFT JOIN new ON new.monday = figures.monday
                        """)
                .bind("first", first.toString())
                .bind("end", last.plusDays(6).toString())
                .map((row, context) -> week(
                        LocalDate.parse(row.getString("monday")),
                        last,
                        sight,
                        row.getInt("visits"),
                        row.getInt("passes"),
                        row.getInt("first_timers"),
                        row.getInt("guests"),
                        row.getInt("adults"),
                        row.getInt("children"),
                        Visits.Companions.of(row).ages()))
                .forEach(week -> known.put(week.monday, week));
        List<Week> weeks = new ArrayList<>();
        for (LocalDate monday = first; !monday.isAfter(last); monday = monday.plusWeeks(1)) {
            Week week = known.get(monday);
            weeks.add(week == null ? week(monday, last, sight, 0, 0, 0, 0, 0, 0, Ages.NOT_SAID) : week);
        }
        return weeks;
    }

    private static Week week(
            LocalDate monday,
            LocalDate last,
            Sight sight,
            int visits,
            int passes,
            int firstTimers,
            int guests,
            int adults,
            int children,
            Ages ages) {
        Mark mark = sight.ofWeek(monday, Week.recorded(visits, passes, firstTimers, guests, adults, children, ages));
        return new Week(
                monday,
                monday.isBefore(last),
                mark.complete(),
                mark,
                visits,
                passes,
                firstTimers,
                guests,
                adults,
                children,
                ages);
    }

    private static List<ByActivity> activities(Handle handle, LocalDate first, LocalDate end, Sight sight) {
        return handle.createQuery("""
                        SELECT activity.id, activity.title, count(*) AS sessions, sum(f.visits) AS visits,
                               sum(f.guests) AS guests, sum(f.adults + f.children) AS companions,
                               (SELECT count(DISTINCT visit.pass)
                                FROM visit
                                JOIN session s ON s.id = visit.session
                                WHERE s.activity = activity.id
                                  AND visit.day BETWEEN :first AND :end) AS passes
                        FROM session_figures f
                        JOIN session ON session.id = f.session
                        JOIN activity ON activity.id = session.activity
                        WHERE f.day BETWEEN :first AND :end
                          AND (f.visits > 0 OR f.guests > 0)
                        GROUP BY activity.id
                        ORDER BY visits DESC, activity.title
                        """)
                .bind("first", first.toString())
                .bind("end", end.toString())
                .map((row, context) -> {
                    ActivityId activity = new ActivityId(row.getString("id"));
                    int sessions = row.getInt("sessions");
                    int visits = row.getInt("visits");
                    int passes = row.getInt("passes");
                    int guests = row.getInt("guests");
                    int companions = row.getInt("companions");
                    Mark mark = sight.ofActivity(
                            activity, first, end, ByActivity.recorded(sessions, visits, passes, guests, companions));
                    return new ByActivity(
                            activity, row.getString("title"), sessions, visits, passes, guests, companions, mark);
                })
                .list();
    }
}
