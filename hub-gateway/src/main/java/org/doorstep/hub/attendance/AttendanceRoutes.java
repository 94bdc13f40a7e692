package org.doorstep.hub.attendance;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.hub.completeness.Mark;
import org.doorstep.hub.completeness.MarkWords;
import org.doorstep.hub.completeness.Shown;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.store.Database;

/// A session's list and the weeks, as pages and as data.
public final class AttendanceRoutes {
    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Marks marks;
    private final WeeksFile file;

    public AttendanceRoutes(Database database, ZoneId zone, InstantSource clock, Marks marks, WeeksFile file) {
        this.database = database;
        this.zone = zone;
        this.clock = clock;
        this.marks = marks;
        this.file = file;
    }

    public void addTo(Routes routes) {
        Access lists =
                routes.reading("hub.pass.symbol", "hub.pass.first_day", "hub.visit.arrived_at", "hub.visit.children");
        Access figures = Access.workingView(Role.MANAGER, Role.SESSION_LEADER, Role.READ_ONLY);
        routes.page(figures, Section.SESSIONS, "/weeks", "nav.weeks", this::showWeeks);
        routes.get(figures, "/weeks.csv", this::sendFile);
        routes.get(lists, "/sessions/{session}", this::showRegister);
        routes.get(lists, Routes.API + "/sessions/{session}", this::sendRegister);
        routes.get(figures, Routes.API + "/weeks", exchange -> exchange.json(weeks()));
    }

    private void sendRegister(Exchange exchange) {
        register(exchange.path("session"), clock.instant()).ifPresentOrElse(exchange::json, exchange::notHere);
    }

    private void showRegister(Exchange exchange) {
        Instant now = clock.instant();
        Optional<Register> register = register(exchange.path("session"), now);
        if (register.isEmpty()) {
            exchange.notHere();
            return;
        }
        Words words = exchange.words();
        SessionFacts facts = register.get().session();
        SessionCounts counts = facts.counts();
        LocalDate day = counts.session().date();
        String when = counts.session().isDropIn()
                ? words.say("register.when.drop-in", words.day(day))
                : words.say("register.when", words.day(day), words.time(counts.start()), words.time(counts.end()));
        Shown visits = MarkWords.shown(words, facts.mark(), Figure.VISITS);
        exchange.page(
                "attendance/register",
                new RegisterPage(
                        exchange.frame("/"),
                        counts.title(),
                        counts.room(),
                        when,
                        counts.why(),
                        counts.cancelled(),
                        visits,
                        words.say("register.visits", visits.count()),
                        words.say(
                                "register.sentence." + counts.phase(),
                                MarkWords.shown(words, facts.mark(), Figure.PRESENT_NOW)
                                        .text()),
                        MarkWords.shown(words, facts.mark(), Figure.GUESTS),
                        MarkWords.shown(words, facts.mark(), Figure.COMPANIONS),
                        CompanionsWords.note(words, facts.mark()),
                        MarkWords.sentence(words, facts.mark(), now),
                        register.get().lines().stream()
                                .map(line -> line(words, line))
                                .toList()));
    }

    private Optional<Register> register(String name, Instant now) {
        SessionId session;
        try {
            session = SessionId.parse(name);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return database.read(handle -> SessionQueries.named(handle, session, now)
                .map(counts -> Register.of(handle, marks.at(handle, now).marked(counts), now)));
    }

    private static RegisterPage.Line line(Words words, Register.Line line) {
        String left = line.hereNow()
                ? words.say("register.here")
                : words.say(
                        line.leftByTap() ? "register.left.tapped" : "register.left.assumed", words.time(line.leftAt()));
        List<String> notes = new ArrayList<>();
        if (line.firstTime()) {
            notes.add(words.say("register.first-time"));
        }
        if (line.unsure()) {
            notes.add(words.say("register.unsure"));
        }
        return new RegisterPage.Line(
                line.symbol(),
                words.time(line.arrivedAt()),
                left,
                line.hereNow(),
                CompanionsWords.ofVisit(words, line.adults(), line.children(), line.ages()),
                String.join(" · ", notes));
    }

    private Weeks weeks() {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, zone);
        return database.read(handle -> Weeks.until(handle, today, marks.at(handle, now)));
    }

    private void sendFile(Exchange exchange) {
        List<LocalDate> over = Weeks.over(LocalDate.ofInstant(clock.instant(), zone));
        exchange.download("weeks.csv", "text/csv; charset=utf-8", file.release(over));
    }

    private void showWeeks(Exchange exchange) {
        Weeks weeks = weeks();
        Instant now = clock.instant();
        Words words = exchange.words();
        List<Weeks.Week> all = weeks.weeks();
        exchange.page(
                "attendance/weeks",
                new WeeksPage(
                        exchange.frame("/weeks"),
                        words.say(
                                "weeks.lead",
                                words.longDay(all.getFirst().monday()),
                                words.longDay(all.getLast().monday().plusDays(6))),
                        all.stream().map(week -> row(words, week)).toList(),
                        weeks.activities().stream()
                                .map(activity -> activity(words, activity))
                                .toList(),
                        visitsSaid(words, all),
                        newSaid(words, all),
                        companionsSaid(words, all),
                        activitiesSaid(words, weeks.activities()) + doubt(words, all),
                        missing(words, all, now),
                        whoCame(words, all, now),
                        all.stream().allMatch(week -> week.visits() + week.guests() == 0)));
    }

    private static WeeksPage.Row row(Words words, Weeks.Week week) {
        List<String> notes = new ArrayList<>();
        if (!week.over()) {
            notes.add(words.say("weeks.not-over"));
        }
        if (!week.complete()) {
            notes.add(words.say("weeks.incomplete"));
        }
        String from = words.shortDay(week.monday());
        return new WeeksPage.Row(
                week.over() ? from : words.say("weeks.so-far", from),
                String.join(" · ", notes),
                MarkWords.shown(words, week.mark(), Figure.VISITS),
                MarkWords.shown(words, week.mark(), Figure.PASSES),
                MarkWords.shown(words, week.mark(), Figure.GUESTS),
                MarkWords.shown(words, week.mark(), Figure.COMPANIONS),
                MarkWords.shown(words, week.mark(), Figure.RETURNERS),
                MarkWords.shown(words, week.mark(), Figure.FIRST_TIMERS),
                along(words, week.mark()));
    }

    private static WeeksPage.Along along(Words words, Mark mark) {
        return new WeeksPage.Along(
                MarkWords.shown(words, mark, Figure.ADULTS),
                MarkWords.shown(words, mark, Figure.CHILDREN_FROM_0),
                MarkWords.shown(words, mark, Figure.CHILDREN_FROM_5),
                MarkWords.shown(words, mark, Figure.CHILDREN_FROM_12),
                MarkWords.shown(words, mark, Figure.CHILDREN_AGE_NOT_SAID));
    }

    /// Of the last whole week, since the running one would always look like a fall.
    private static String companionsSaid(Words words, List<Weeks.Week> weeks) {
        Weeks.Week last = weeks.stream().filter(Weeks.Week::over).toList().getLast();
        return words.say(
                "weeks.companions.said",
                words.shortDay(last.monday()),
                MarkWords.shown(words, last.mark(), Figure.COMPANIONS).text(),
                CompanionsWords.note(words, last.mark()));
    }

    private static WeeksPage.Activity activity(Words words, Weeks.ByActivity activity) {
        return new WeeksPage.Activity(
                activity.title(),
                MarkWords.shown(words, activity.mark(), Figure.VISITS),
                MarkWords.shown(words, activity.mark(), Figure.PASSES),
                MarkWords.shown(words, activity.mark(), Figure.GUESTS),
                MarkWords.shown(words, activity.mark(), Figure.COMPANIONS),
                MarkWords.shown(words, activity.mark(), Figure.SESSIONS));
    }

    /// An average, a most and a share are of what is recorded: said after them, where something may be missing.
    private static String doubt(Words words, List<Weeks.Week> weeks) {
        long incomplete = weeks.stream().filter(week -> !week.complete()).count();
        return incomplete == 0 ? "" : " " + words.say("weeks.said.incomplete", incomplete);
    }

    /// What is open of who is new, of the newest week of which it is.
    private static String whoCame(Words words, List<Weeks.Week> weeks, Instant now) {
        return weeks.reversed().stream()
                .map(week -> MarkWords.whoCame(words, week.mark(), now))
                .filter(said -> !said.isEmpty())
                .findFirst()
                .orElse("");
    }

    /// Compares whole weeks only: the running one would always look like a fall.
    private static String visitsSaid(Words words, List<Weeks.Week> weeks) {
        List<Weeks.Week> over = weeks.stream().filter(Weeks.Week::over).toList();
        Weeks.Week most =
                over.stream().max(Comparator.comparingInt(Weeks.Week::visits)).orElseThrow();
        long mean =
                Math.round(over.stream().mapToInt(Weeks.Week::visits).average().orElse(0));
        return words.say(
                        "weeks.visits.said",
                        MarkWords.shown(words, over.getLast().mark(), Figure.VISITS)
                                .text(),
                        mean,
                        words.shortDay(most.monday()),
                        MarkWords.shown(words, most.mark(), Figure.VISITS).text())
                + doubt(words, weeks);
    }

    /// A sentence for each week that may lack something, the newest first.
    private static List<String> missing(Words words, List<Weeks.Week> weeks, Instant now) {
        return weeks.reversed().stream()
                .filter(week -> !week.complete())
                .map(week -> words.say(
                        "weeks.missing", words.shortDay(week.monday()), MarkWords.sentence(words, week.mark(), now)))
                .toList();
    }

    private static String newSaid(Words words, List<Weeks.Week> weeks) {
        int fresh = weeks.stream().mapToInt(Weeks.Week::firstTimers).sum();
        Weeks.Week most = weeks.stream()
                .max(Comparator.comparingInt(Weeks.Week::firstTimers))
                .orElseThrow();
        return words.say(
                "weeks.new.said",
                fresh,
                words.shortDay(most.monday()),
                MarkWords.shown(words, most.mark(), Figure.FIRST_TIMERS).text());
    }

    private static String activitiesSaid(Words words, List<Weeks.ByActivity> activities) {
        if (activities.isEmpty()) {
            return words.say("weeks.activities.none");
        }
        Weeks.ByActivity first = activities.getFirst();
        int all = activities.stream().mapToInt(Weeks.ByActivity::visits).sum();
        long share = all == 0 ? 0 : Math.round(100.0 * first.visits() / all);
        return words.say(
                "weeks.activities.said",
                first.title(),
                MarkWords.shown(words, first.mark(), Figure.VISITS).text(),
                share,
                activities.size());
    }
}
