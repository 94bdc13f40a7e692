package org.doorstep.hub.activities;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.doorstep.hub.rhythm.Often;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.RhythmWords;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.store.Database;

/// What is on: the list, the forms, and the same as data.
public final class ActivityRoutes {
    /// The kiosk draws each of these; a plain star stands for anything else.
    static final List<String> PICTURES = List.of(
            "star",
            "homework",
            "creche",
            "cook",
            "garden",
            "job",
            "tea",
            "music",
            "craft",
            "exercise",
            "talk",
            "digital",
            "repair");

    private static final String PATH = "/activities";

    /// Two weeks: what somebody at the desk is asked about.
    private static final int DAYS_SHOWN = 14;

    private static final int MOST_WHY = 120;

    /// What is written to the audit.
    enum Change {
        ACTIVITY_ADDED,
        ACTIVITY_CHANGED,
        ACTIVITY_RETIMED,
        ACTIVITY_STOPPED,
        SESSION_CANCELLED,
        SESSION_PUT_BACK
    }

    private final Activities activities;
    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Audit audit;

    private record Coming(
            SessionId session, String title, Instant starts, Instant ends, boolean cancelled, String why) {}

    /// The API's answer.
    public record Programme(List<Listed> activities) {}

    /// `weekly` has what is on every week, `times` everything.
    public record Listed(ActivityId id, Activity.Details details, List<EveryWeek> weekly, List<Listed.Times> times) {

        public record EveryWeek(DayOfWeek weekday, LocalTime starts, LocalTime ends, LocalDate first, LocalDate last) {}

        /// `rhythm` as RFC 5545 writes a recurrence.
        public record Times(
                String rhythm, LocalTime starts, LocalTime ends, LocalDate first, LocalDate last, boolean inTerm) {}

        static Listed of(Activity activity) {
            return new Listed(
                    activity.id(),
                    activity.details(),
                    activity.times().stream()
                            .filter(rule -> !rule.inTerm()
                                    && rule.rhythm() instanceof Rhythm.Weekly(int every, Set<DayOfWeek> days)
                                    && every == 1
                                    && days.size() == 1)
                            .map(rule -> new EveryWeek(
                                    Often.dayOf(rule.rhythm()).orElseThrow(),
                                    rule.starts(),
                                    rule.ends(),
                                    rule.first(),
                                    rule.end().orElse(FOREVER)))
                            .toList(),
                    activity.times().stream()
                            .map(rule -> new Times(
                                    rule.rhythm().text(),
                                    rule.starts(),
                                    rule.ends(),
                                    rule.first(),
                                    rule.end().orElse(FOREVER),
                                    rule.inTerm()))
                            .toList());
        }
    }

    /// What the API says of a last date that nobody knows.
    private static final LocalDate FOREVER = LocalDate.of(9999, 12, 31);

    public ActivityRoutes(Activities activities, Database database, ZoneId zone, InstantSource clock, Audit audit) {
        this.activities = activities;
        this.database = database;
        this.zone = zone;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access see = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK, Role.READ_ONLY);
        Access change = Access.to(Role.MANAGER);
        Access cancel = Access.to(Role.MANAGER, Role.SESSION_LEADER);
        routes.page(see, Section.SESSIONS, PATH, "nav.activities", exchange -> show(exchange, 200, ""));
        routes.get(change, PATH + "/new", exchange -> showForm(exchange, 200, Optional.empty(), Map.of(), field -> ""));
        routes.get(change, PATH + "/{activity}", exchange -> known(exchange)
                .ifPresentOrElse(
                        activity -> showForm(exchange, 200, Optional.of(activity), Map.of(), stored(activity)),
                        exchange::notHere));
        routes.post(change, PATH + "/new", this::add);
        routes.post(change, PATH + "/{activity}", this::change);
        routes.post(change, PATH + "/{activity}/times", this::retime);
        routes.post(change, PATH + "/{activity}/stop", this::stop);
        routes.post(cancel, "/sessions/{session}/cancel", this::cancel);
        routes.post(cancel, "/sessions/{session}/put-back", this::putBack);
        routes.get(
                see,
                Routes.API + "/activities",
                exchange -> exchange.json(
                        new Programme(activities.all().stream().map(Listed::of).toList())));
    }

    private void add(Exchange exchange) {
        ActivityForm form = new ActivityForm(exchange::field);
        Optional<Activity.Details> details = form.details();
        List<Rule> times = form.times(today());
        if (!form.mistakes().isEmpty()) {
            showForm(exchange, 422, Optional.empty(), form.mistakes(), exchange::field);
            return;
        }
        Set<ActivityId> taken = activities.all().stream().map(Activity::id).collect(Collectors.toSet());
        ActivityId id = ActivityForm.id(details.orElseThrow().title(), taken);
        try {
            activities.add(new Activity(id, details.get(), times));
        } catch (IllegalArgumentException e) {
            showForm(exchange, 422, Optional.empty(), Map.of("title", "activity.mistake.too-many"), exchange::field);
            return;
        }
        done(exchange, Change.ACTIVITY_ADDED, id.value());
    }

    private void change(Exchange exchange) {
        Optional<Activity> activity = known(exchange);
        ActivityForm form = new ActivityForm(exchange::field);
        Optional<Activity.Details> details = form.details();
        if (activity.isEmpty()) {
            exchange.notHere();
        } else if (details.isEmpty()) {
            showForm(exchange, 422, activity, form.mistakes(), over(exchange, activity.get()));
        } else {
            activities.change(activity.get().id(), details.get());
            done(exchange, Change.ACTIVITY_CHANGED, activity.get().id().value());
        }
    }

    private void retime(Exchange exchange) {
        Optional<Activity> activity = known(exchange);
        ActivityForm form = new ActivityForm(exchange::field);
        List<Rule> times = form.times(today());
        if (activity.isEmpty()) {
            exchange.notHere();
        } else if (!form.mistakes().isEmpty()) {
            showForm(exchange, 422, activity, form.mistakes(), over(exchange, activity.get()));
        } else {
            activities.retime(activity.get().id(), times.getFirst().first(), times);
            done(exchange, Change.ACTIVITY_RETIMED, activity.get().id().value());
        }
    }

    private void stop(Exchange exchange) {
        Optional<Activity> activity = known(exchange);
        ActivityForm form = new ActivityForm(exchange::field);
        LocalDate last = form.date("last", today());
        if (activity.isEmpty()) {
            exchange.notHere();
        } else if (!form.mistakes().isEmpty()) {
            showForm(exchange, 422, activity, form.mistakes(), over(exchange, activity.get()));
        } else {
            activities.stop(activity.get().id(), last);
            done(exchange, Change.ACTIVITY_STOPPED, activity.get().id().value());
        }
    }

    private void cancel(Exchange exchange) {
        Optional<SessionId> session = session(exchange);
        String why = exchange.field("why");
        if (session.isEmpty()) {
            exchange.notHere();
        } else if (why.length() > MOST_WHY) {
            show(exchange, 422, exchange.words().say("activity.mistake.why", MOST_WHY));
        } else {
            activities.cancel(session.get(), why);
            done(exchange, Change.SESSION_CANCELLED, session.get().toString());
        }
    }

    private void putBack(Exchange exchange) {
        session(exchange)
                .ifPresentOrElse(
                        session -> {
                            activities.putBack(session);
                            done(exchange, Change.SESSION_PUT_BACK, session.toString());
                        },
                        exchange::notHere);
    }

    private void done(Exchange exchange, Change what, String detail) {
        audit.add(exchange.visitor().name(), what, detail);
        exchange.goTo(PATH);
    }

    private Optional<Activity> known(Exchange exchange) {
        return activities.all().stream()
                .filter(activity -> activity.id().value().equals(exchange.path("activity")))
                .findFirst();
    }

    private Optional<SessionId> session(Exchange exchange) {
        return coming().stream()
                .map(Coming::session)
                .filter(session -> session.toString().equals(exchange.path("session")))
                .findFirst();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /// Sessions that are not over, of the days shown.
    private List<Coming> coming() {
        LocalDate today = today();
        return database.read(handle -> handle.createQuery("""
                        SELECT session.name, activity.title, session.starts, session.ends, session.cancelled, session.why
                        FROM session
                        JOIN activity ON activity.id = session.activity
                        WHERE session.day BETWEEN :first AND :last
                          AND session.ends > :now
                          AND session.activity <> 'drop-in'
                        ORDER BY session.starts, activity.title
                        """)
                .bind("first", today.minusDays(1).toString())
                .bind("last", today.plusDays(DAYS_SHOWN).toString())
                .bind("now", clock.millis())
                .map((row, context) -> new Coming(
                        SessionId.parse(row.getString("name")),
                        row.getString("title"),
                        Instant.ofEpochMilli(row.getLong("starts")),
                        Instant.ofEpochMilli(row.getLong("ends")),
                        row.getInt("cancelled") == 1,
                        row.getString("why")))
                .list());
    }

    private void show(Exchange exchange, int status, String wrong) {
        Words words = exchange.words();
        Role role = exchange.visitor().role();
        LocalDate today = today();
        exchange.page(
                status,
                "activities/activities",
                new ActivitiesPage(
                        exchange.frame(PATH),
                        role == Role.MANAGER,
                        activities.all().stream()
                                .map(activity -> line(words, activity, today))
                                .toList(),
                        role == Role.MANAGER || role == Role.SESSION_LEADER
                                ? coming().stream().map(c -> coming(words, c)).toList()
                                : List.of(),
                        wrong));
    }

    private static ActivitiesPage.Line line(Words words, Activity activity, LocalDate today) {
        List<String> times = new ArrayList<>();
        for (Rule rule : activity.times()) {
            LocalDate last = rule.end().orElse(FOREVER);
            if (!last.isBefore(today)) {
                String key = rule.first().isAfter(today)
                        ? "activity.times.from"
                        : rule.end().isPresent() ? "activity.times.until" : "activity.times";
                LocalDate date =
                        rule.first().isAfter(today) ? rule.first() : rule.end().orElse(today);
                times.add(words.say(
                        key,
                        RhythmWords.of(words, rule),
                        words.time(rule.starts()),
                        words.time(rule.ends()),
                        words.longDay(date)));
            }
        }
        return new ActivitiesPage.Line(
                activity.id().value(),
                activity.details().title(),
                activity.details().room(),
                times);
    }

    private static ActivitiesPage.Coming coming(Words words, Coming coming) {
        return new ActivitiesPage.Coming(
                coming.session.toString(),
                coming.title,
                words.say(
                        "register.when",
                        words.day(coming.session.date()),
                        words.time(coming.starts),
                        words.time(coming.ends)),
                coming.cancelled,
                coming.why);
    }

    private void showForm(
            Exchange exchange,
            int status,
            Optional<Activity> activity,
            Map<String, String> mistakes,
            UnaryOperator<String> fields) {
        Words words = exchange.words();
        String first = fields.apply("first");
        exchange.page(
                status,
                "activities/activity",
                new ActivityPage(
                        exchange.frame(PATH),
                        activity.map(a -> a.id().value()).orElse(""),
                        activity.map(a -> a.details().title()).orElse(words.say("activity.new")),
                        fields.apply("title"),
                        fields.apply("room"),
                        PICTURES.stream()
                                .map(p -> new ActivityPage.Choice(
                                        p, words.say("picture." + p), p.equals(fields.apply("picture"))))
                                .toList(),
                        times(words, fields),
                        first.isEmpty() ? today().toString() : first,
                        mistakes.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, e -> words.say(e.getValue())))));
    }

    private static List<ActivityPage.Times> times(Words words, UnaryOperator<String> fields) {
        List<ActivityPage.Times> times = new ArrayList<>();
        for (int i = 0; i < ActivityForm.TIMES; i++) {
            String chosen = fields.apply("weekday" + i);
            List<ActivityPage.Choice> days = Arrays.stream(DayOfWeek.values())
                    .map(day -> {
                        String value = Integer.toString(day.getValue());
                        return new ActivityPage.Choice(value, words.of("weekday", day), value.equals(chosen));
                    })
                    .toList();
            String often = fields.apply("often" + i);
            List<ActivityPage.Choice> rhythms = Arrays.stream(Often.values())
                    .filter(Often::needsDay)
                    .map(one -> new ActivityPage.Choice(
                            one.name(), words.of("often", one), one.name().equals(often)))
                    .toList();
            times.add(new ActivityPage.Times(
                    i,
                    rhythms,
                    days,
                    fields.apply("starts" + i),
                    fields.apply("ends" + i),
                    !fields.apply("term" + i).isEmpty()));
        }
        return times;
    }

    /// What is kept, in the form's fields.
    private UnaryOperator<String> stored(Activity activity) {
        LocalDate today = today();
        List<Rule> running = activity.times().stream()
                .filter(rule -> !rule.end().orElse(FOREVER).isBefore(today))
                .toList();
        return field -> {
            char last = field.charAt(field.length() - 1);
            int i = Character.isDigit(last) ? last - '0' : ActivityForm.TIMES;
            Optional<Rule> rule = i < running.size() ? Optional.of(running.get(i)) : Optional.empty();
            return switch (Character.isDigit(last) ? field.substring(0, field.length() - 1) : field) {
                case "title" -> activity.details().title();
                case "room" -> activity.details().room();
                case "picture" -> activity.details().picture();
                case "weekday" ->
                    rule.map(r -> Often.dayOf(r.rhythm()).orElse(r.first().getDayOfWeek()))
                            .map(day -> Integer.toString(day.getValue()))
                            .orElse("");
                case "often" ->
                    rule.flatMap(r -> Often.of(r.rhythm())).map(Often::name).orElse("");
                case "starts" -> rule.map(r -> r.starts().toString()).orElse("");
                case "ends" -> rule.map(r -> r.ends().toString()).orElse("");
                case "term" -> rule.filter(Rule::inTerm).map(_ -> "yes").orElse("");
                default -> "";
            };
        };
    }

    /// What was sent, and for the fields of the page's other forms what is kept.
    private UnaryOperator<String> over(Exchange exchange, Activity activity) {
        UnaryOperator<String> stored = stored(activity);
        boolean sentTimes = !exchange.field("first").isEmpty();
        boolean sentDetails = exchange.has("title");
        return field -> {
            boolean detail = field.equals("title") || field.equals("room") || field.equals("picture");
            return detail && sentDetails || !detail && sentTimes ? exchange.field(field) : stored.apply(field);
        };
    }
}
