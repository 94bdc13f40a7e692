package org.doorstep.hub.mood;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.doorstep.hub.attendance.Marks;
import org.doorstep.hub.attendance.SessionFacts;
import org.doorstep.hub.attendance.SessionQueries;
import org.doorstep.hub.attendance.Sight;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.hub.completeness.MarkWords;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// How sessions feel, and the words that may be touched beside a face.
///
/// What is shown is nothing finer than was published in whole: a session of eight answers or more, a week's. An answer
/// is shown beside how many came, so that nobody takes eight happy ones of eighty for the room.
public final class MoodRoutes {
    private static final String PATH = "/mood";

    /// A quarter, as on the page of weeks.
    private static final int WEEKS = 13;

    /// The newest first; older ones are in the weeks.
    private static final int MOST_SESSIONS = 40;

    private static final String REASON = "mood.reason.";

    /// What is written to the audit.
    enum Change {
        MOOD_WORDS_CHANGED
    }

    private final Database database;
    private final Marks marks;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Audit audit;
    private final Runnable changed;

    /// A session with its answers and with what is recorded of who came.
    private record Answered(SessionFacts facts, MoodOfSession mood) {
        int came() {
            return facts.counts().visits() + facts.counts().guests();
        }

        LocalDate monday() {
            return AnonymousEnvelope.weekOf(facts.counts().session().date());
        }
    }

    private record Read(
            List<Answered> sessions,
            List<MoodWeek> weeks,
            List<MoodReasonCount> reasons,
            List<Schedule.Reason> offered,
            Map<String, String> words) {}

    /// `changed` is run when the words were changed: kiosks are told.
    public MoodRoutes(Database database, Marks marks, ZoneId zone, InstantSource clock, Audit audit, Runnable changed) {
        this.database = database;
        this.marks = marks;
        this.zone = zone;
        this.clock = clock;
        this.audit = audit;
        this.changed = changed;
    }

    public void addTo(Routes routes) {
        routes.page(
                Access.workingView(Role.MANAGER, Role.SESSION_LEADER, Role.READ_ONLY),
                Section.SESSIONS,
                PATH,
                "nav.mood",
                exchange -> show(exchange, 200, ""));
        routes.post(Access.to(Role.MANAGER), PATH + "/words", this::change);
    }

    private void change(Exchange exchange) {
        List<String> words = IntStream.rangeClosed(1, MoodReasons.MOST)
                .mapToObj(place -> exchange.field("words" + place))
                .filter(said -> !said.isEmpty())
                .distinct()
                .toList();
        if (words.stream().anyMatch(said -> said.length() > MoodReasons.MOST_LETTERS || isUnprintable(said))) {
            show(exchange, 422, exchange.words().say("mood.words.mistake", MoodReasons.MOST_LETTERS));
            return;
        }
        Map<String, String> known = known(exchange.words());
        database.write(handle -> {
            MoodReasons.offer(handle, words, known);
            return null;
        });
        changed.run();
        audit.add(exchange.visitor().name(), Change.MOOD_WORDS_CHANGED, Integer.toString(words.size()));
        exchange.goTo(PATH);
    }

    private static boolean isUnprintable(String said) {
        return said.chars().anyMatch(Character::isISOControl);
    }

    private static Map<String, String> known(Words words) {
        Map<String, String> known = new LinkedHashMap<>();
        for (Schedule.Reason usual : Schedule.Reason.USUAL) {
            known.put(usual.id().value(), words.say(REASON + usual.id()));
        }
        return known;
    }

    private void show(Exchange exchange, int status, String wrong) {
        Words words = exchange.words();
        Instant now = clock.instant();
        LocalDate last = AnonymousEnvelope.weekOf(LocalDate.ofInstant(now, zone));
        LocalDate first = last.minusWeeks(WEEKS - 1L);
        Read read = database.read(handle -> read(handle, first, last, now));
        Function<String, String> said = reason -> said(words, reason, read.words.getOrDefault(reason, ""));
        List<MoodPage.Session> sessions = read.sessions.stream()
                .limit(MOST_SESSIONS)
                .map(answered -> session(words, answered, now))
                .toList();
        List<MoodPage.ByWeek> byWeek = byWeek(words, read.sessions, first);
        exchange.page(
                status,
                "mood/mood",
                new MoodPage(
                        exchange.frame(PATH),
                        words.say("mood.lead", words.longDay(first), AnonymousEnvelope.LEAST_BATCH),
                        sessionsSaid(words, read.sessions),
                        sessions,
                        byWeek,
                        weeksSaid(words, read.weeks),
                        read.weeks.stream().flatMap(week -> week(words, week)).toList(),
                        asideSaid(words, read.weeks),
                        read.reasons.stream()
                                .map(count -> new MoodPage.Reason(said.apply(count.reason()), count.times()))
                                .toList(),
                        exchange.visitor().role() == Role.MANAGER,
                        fields(exchange, read.offered, said, wrong),
                        wrong));
    }

    private Read read(Handle handle, LocalDate first, LocalDate last, Instant now) {
        Sight sight = marks.at(handle, now);
        List<Answered> sessions = new ArrayList<>();
        handle.createQuery("""
                        SELECT DISTINCT session
                        FROM mood_count
                        WHERE session <> '' AND date BETWEEN :first AND :end
                        ORDER BY date DESC, session DESC
                        """)
                .bind("first", first.toString())
                .bind("end", last.plusDays(6).toString())
                .map((row, context) -> SessionId.parse(row.getString("session")))
                .list()
                .forEach(session -> MoodOfSession.of(handle, session)
                        .ifPresent(mood -> SessionQueries.named(handle, session, now)
                                .ifPresent(counts -> sessions.add(new Answered(sight.marked(counts), mood)))));
        List<MoodWeek> weeks = IntStream.range(0, WEEKS)
                .mapToObj(back -> MoodWeek.of(handle, last.minusWeeks(back)))
                .toList();
        return new Read(
                sessions,
                weeks,
                MoodReasonCount.between(handle, first, last.plusDays(6)),
                MoodReasons.offered(handle),
                MoodReasons.all(handle));
    }

    private static MoodPage.Session session(Words words, Answered answered, Instant now) {
        SessionFacts facts = answered.facts;
        SessionId session = facts.counts().session();
        return new MoodPage.Session(
                session.isDropIn() ? words.say("mood.drop-in") : facts.counts().title(),
                session.isDropIn()
                        ? words.shortDay(session.date())
                        : words.say("time.on", words.shortDay(session.date()), words.time(session.start())),
                answered.mood.answers(),
                MarkWords.shown(words, facts.mark(), Figure.VISITS),
                MarkWords.shown(words, facts.mark(), Figure.GUESTS),
                rate(
                        words,
                        answered.mood.answers(),
                        answered.came(),
                        facts.mark().complete()),
                answered.mood.faces(),
                MarkWords.why(words, facts.mark(), now));
    }

    private static List<MoodPage.ByWeek> byWeek(Words words, List<Answered> sessions, LocalDate first) {
        Map<LocalDate, List<Answered>> weeks = new LinkedHashMap<>();
        sessions.reversed().forEach(one -> weeks.computeIfAbsent(one.monday(), _ -> new ArrayList<>())
                .add(one));
        return weeks.entrySet().stream()
                .filter(week -> !week.getKey().isBefore(first))
                .map(week -> {
                    List<Answered> of = week.getValue();
                    long answers =
                            of.stream().mapToLong(one -> one.mood.answers()).sum();
                    long came = of.stream().mapToLong(Answered::came).sum();
                    boolean complete =
                            of.stream().allMatch(one -> one.facts.mark().complete());
                    return new MoodPage.ByWeek(
                            words.shortDay(week.getKey()),
                            of.size(),
                            answers,
                            words.say(complete ? "mood.came" : "mood.came.or-more", came),
                            rate(words, answers, came, complete),
                            sum(of));
                })
                .toList();
    }

    private static List<Long> sum(List<Answered> sessions) {
        return IntStream.range(0, MoodAnswered.FACES)
                .mapToObj(face -> sessions.stream()
                        .mapToLong(one -> one.mood.faces().get(face))
                        .sum())
                .toList();
    }

    /// Where the hub may not have heard of all who came, the share is said to be of those it has.
    private static String rate(Words words, long answers, long came, boolean complete) {
        if (came == 0) {
            return words.say("mood.rate.none");
        }
        long percent = Math.round(100.0 * answers / came);
        return words.say(complete ? "mood.rate" : "mood.rate.so-far", percent);
    }

    private static Stream<MoodPage.Week> week(Words words, MoodWeek week) {
        String name = words.shortDay(week.monday());
        return Stream.concat(
                week.away().stream()
                        .map(mood ->
                                new MoodPage.Week(name, words.say("mood.of.kiosks"), mood.answers(), mood.faces())),
                week.pressed().stream()
                        .map(mood ->
                                new MoodPage.Week(name, words.say("mood.of.boxes"), mood.answers(), mood.faces())));
    }

    private static String sessionsSaid(Words words, List<Answered> sessions) {
        if (sessions.isEmpty()) {
            return words.say("mood.sessions.none", AnonymousEnvelope.LEAST_BATCH);
        }
        Answered newest = sessions.getFirst();
        List<Long> faces = newest.mood.faces();
        return words.say(
                "mood.sessions.said",
                newest.facts.counts().session().isDropIn()
                        ? words.say("mood.drop-in")
                        : newest.facts.counts().title(),
                words.shortDay(newest.facts.counts().session().date()),
                newest.mood.answers(),
                newest.came(),
                faces.get(2) + faces.get(3));
    }

    private static String weeksSaid(Words words, List<MoodWeek> weeks) {
        return weeks.stream()
                .filter(week -> week.away().isPresent())
                .findFirst()
                .map(week -> words.say(
                        "mood.weeks.said",
                        words.shortDay(week.monday()),
                        week.away().orElseThrow().answers()))
                .orElseGet(() -> words.say("mood.weeks.none", AnonymousEnvelope.LEAST_BATCH));
    }

    private static String asideSaid(Words words, List<MoodWeek> weeks) {
        long aside = weeks.stream().mapToLong(MoodWeek::aside).sum();
        return aside == 0 ? words.say("mood.aside.none") : words.say("mood.aside.said", aside);
    }

    /// The words as they are; after a mistake, as they were sent.
    private static List<MoodPage.Field> fields(
            Exchange exchange, List<Schedule.Reason> offered, Function<String, String> said, String wrong) {
        return IntStream.rangeClosed(1, MoodReasons.MOST)
                .mapToObj(place -> new MoodPage.Field(
                        "words" + place,
                        exchange.words().say("mood.words.place", place),
                        wrong.isEmpty()
                                ? place <= offered.size()
                                        ? said.apply(offered.get(place - 1).id().value())
                                        : ""
                                : exchange.field("words" + place)))
                .toList();
    }

    private static String said(Words words, String reason, String own) {
        if (!own.isEmpty()) {
            return own;
        }
        boolean usual = Schedule.Reason.USUAL.stream()
                .anyMatch(known -> known.id().value().equals(reason));
        return usual ? words.say(REASON + reason) : reason;
    }
}
