package org.doorstep.system.mood;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.doorstep.hub.Hub;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.mood.MoodCounts;
import org.doorstep.hub.mood.MoodOfSession;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.kiosk.checkin.ComingFor;
import org.doorstep.kiosk.checkin.Companions;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.Shown;
import org.doorstep.kiosk.mood.MoodBox;
import org.doorstep.kiosk.mood.MoodDesk;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.ReasonId;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.store.Database;
import org.doorstep.system.trial.ToldClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two thousand visits of some weeks, with sessions of one visitor, of a few, of just eight, and of many; in some of
/// them all feel the same. Then somebody has every database, and the table of the kiosk after each five minutes; knows
/// to the millisecond who came, who answered, and when; and guesses for each who answered which face it was.
///
/// They do no better than somebody who has only what was published: the counts of sessions of eight answers or more,
/// and of weeks. And what was published is true: as many answers as people with a slip gave.
class LinkingTest {
    private static final HubId HUB = new HubId("millbrook");
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final LocalDate FIRST = LocalDate.parse("2027-03-01");
    private static final int VISITS = 2_000;
    private static final int MANY_SEEDS = 12;
    private static final ReasonId WELCOME = new ReasonId("felt-welcome");

    /// How far above guessing a number may be that is chance: once in some thousands.
    private static final double Z = 3.5;

    @TempDir
    Path folder;

    private final Map<String, Integer> better = new HashMap<>();
    private final Map<String, Integer> worse = new HashMap<>();
    private final Map<String, Integer> hits = new HashMap<>();
    private int guesses;

    /// A visitor who answered, with what nobody is to find out.
    private record Answer(SessionId session, Instant at, int face, boolean withSlip) {}

    /// A row of the anonymous lane in the order in which the hub has it.
    private record Row(Optional<SessionId> session, LocalDate date, int face) {}

    /// What the kiosk's table of lots held after some five minutes.
    private record Table(Instant at, Map<String, Map<Integer, Integer>> faces) {}

    @Test
    void whoHasEveryDatabaseGuessesNoBetterThanFromWhatWasPublished() throws Exception {
        weeks(94);
        noBetter();
    }

    @Test
    @Tag("long")
    void overManySeedsTheyStillGuessNoBetter() throws Exception {
        for (long seed = 1; seed <= MANY_SEEDS; seed++) {
            weeks(seed);
        }
        noBetter();
    }

    private void noBetter() {
        hits.forEach((how, many) -> System.out.printf(
                "%s: %d of %d right, better than from what was published for %d, worse for %d%n",
                how, many, guesses, better.getOrDefault(how, 0), worse.getOrDefault(how, 0)));
        better.keySet().forEach(how -> {
            int plus = better.get(how);
            int minus = worse.getOrDefault(how, 0);
            assertThat((plus - minus) / Math.sqrt(Math.max(1, plus + minus)))
                    .as(how)
                    .isLessThan(Z);
        });
    }

    private void weeks(long seed) throws Exception {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Path home = Files.createDirectories(folder.resolve("seed-" + seed));
        ToldClock clock = new ToldClock(at(FIRST, LocalTime.of(7, 0)));
        List<Answer> answers = new ArrayList<>();
        List<Table> tables = new ArrayList<>();
        try (KioskStore store = KioskStore.open(home.resolve("kiosk"), new Source(HUB, KIOSK), clock, random)) {
            ScheduleBoard schedule = new ScheduleBoard(store.database(), HUB, ZoneOffset.UTC, clock);
            MoodBox box = new MoodBox(store.answers().orElseThrow(), schedule, clock, random, () -> {});
            MoodDesk desk = new MoodDesk(box, schedule, clock, random);
            int visits = 0;
            for (LocalDate day = FIRST; visits < VISITS; day = day.plusDays(1)) {
                visits += aDay(day, store, schedule, box, desk, clock, random, answers, tables);
            }
            // All weeks are over.
            clock.tell(clock.instant().plus(Duration.ofDays(9)));
            desk.close();
            box.turn();
            box.close();
            Path hub = Files.createDirectories(home.resolve("hub"));
            toTheHub(store, hub, random);
            try (Database database = Hub.open(hub)) {
                isTrue(database, answers);
                guess(database, answers, tables);
            }
        }
    }

    /// Six sessions one after the other; how many came.
    private int aDay(
            LocalDate day,
            KioskStore store,
            ScheduleBoard schedule,
            MoodBox box,
            MoodDesk desk,
            ToldClock clock,
            Random random,
            List<Answer> answers,
            List<Table> tables) {
        List<Schedule.Occurrence> sessions = new ArrayList<>();
        for (int s = 0; s < 6; s++) {
            SessionId id = new SessionId(new ActivityId("group-" + s), day, LocalTime.of(9 + 2 * s, 0));
            sessions.add(new Schedule.Occurrence(
                    id,
                    "A group",
                    "Hall",
                    "star",
                    at(day, id.start()),
                    at(day, id.start().plusMinutes(90))));
        }
        clock.tell(at(day, LocalTime.of(7, 0)));
        schedule.put(Wire.writeMessage(
                new Schedule(HUB, "Millbrook Fold", ZoneOffset.UTC, clock.instant(), 1200, 1800, sessions)));
        int came = 0;
        for (Schedule.Occurrence session : sessions) {
            int people = List.of(1, 1, 4, 8, 9, 40, 60).get(random.nextInt(7));
            // In a third of them all feel the same; in the others most feel one of two ways.
            boolean unanimous = random.nextInt(3) == 0;
            int usual = 1 + random.nextInt(MoodAnswered.FACES);
            List<Instant> arrivals = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                arrivals.add(session.start().plusMillis(random.nextInt(70 * 60_000)));
            }
            Collections.sort(arrivals);
            Instant now = session.start();
            for (Instant arrival : arrivals) {
                turnUntil(arrival, box, store, clock, tables);
                now = now.isAfter(arrival) ? now : arrival;
                clock.tell(now);
                EventId face = comes(clock, desk, session, random);
                now = now.plusMillis(2_000 + random.nextInt(15_000));
                clock.tell(now);
                if (unanimous || random.nextInt(10) < 7) {
                    int felt = unanimous || random.nextInt(10) < 6 ? usual : 1 + random.nextInt(MoodAnswered.FACES);
                    String ticket = desk.touch(face.toString(), felt).orElseThrow();
                    if (random.nextBoolean()) {
                        desk.because(ticket, WELCOME);
                    } else {
                        desk.done(ticket);
                    }
                    answers.add(new Answer(session.session(), now, felt, true));
                    // Once more, in vain; and for the fun of it at the first page.
                    assertThat(desk.touch(face.toString(), 1)).isEmpty();
                }
                if (random.nextInt(12) == 0) {
                    play(desk, random);
                }
            }
            came += people;
            turnUntil(session.end().plus(Duration.ofMinutes(40)), box, store, clock, tables);
        }
        return came;
    }

    /// What the kiosk writes of it is left out: whoever guesses knows when each person came in any case.
    private static EventId comes(ToldClock clock, MoodDesk desk, Schedule.Occurrence session, Random random) {
        Credential pass = new Credential.Pass(new PassId("%020x".formatted(random.nextLong() >>> 1)), "0001");
        EventId tap = EventId.random(clock.instant().toEpochMilli(), random);
        desk.shown(new Shown(tap, tap, pass, pass.toString()));
        desk.met(new Outcome.Welcome(tap, new ComingFor.Session(session), Companions.NOBODY));
        return tap;
    }

    private static void play(MoodDesk desk, Random random) {
        for (int i = random.nextInt(20); i >= 0; i--) {
            desk.touch("", 1 + random.nextInt(MoodAnswered.FACES));
        }
    }

    /// The box has its turn each five minutes; what its table holds then is taken away.
    private static void turnUntil(Instant then, MoodBox box, KioskStore store, ToldClock clock, List<Table> tables) {
        long turn = Duration.ofMinutes(5).toMillis();
        long next = (clock.instant().toEpochMilli() / turn + 1) * turn;
        for (; next <= then.toEpochMilli(); next += turn) {
            clock.tell(Instant.ofEpochMilli(next));
            box.turn();
            tables.add(new Table(clock.instant(), lots(store)));
        }
    }

    private static Map<String, Map<Integer, Integer>> lots(KioskStore store) {
        Map<String, Map<Integer, Integer>> faces = new HashMap<>();
        store.answers().orElseThrow().database().read(handle -> handle.createQuery(
                        "SELECT pile, face, sum(answers) AS n FROM held_lot GROUP BY pile, face")
                .map((row, context) -> faces.computeIfAbsent(row.getString("pile"), _ -> new HashMap<>())
                        .put(row.getInt("face"), row.getInt("n")))
                .list());
        return faces;
    }

    private static void toTheHub(KioskStore store, Path folder, Random random) throws InterruptedException {
        List<byte[]> texts = store.answers().orElseThrow().database().read(handle -> handle.createQuery(
                        "SELECT text FROM outbox_event ORDER BY store, sequence")
                .map((row, context) -> row.getBytes("text"))
                .list());
        try (Database database = Hub.open(folder);
                EventIngest ingest = new EventIngest(
                        database,
                        new Inbox(database, HUB, random, () -> at(FIRST.plusDays(60), LocalTime.NOON)),
                        List.of(new MoodCounts()),
                        acknowledgements -> {},
                        () -> {})) {
            ingest.start();
            for (byte[] text : texts) {
                ingest.offer(new EventIngest.Arrival(
                        new Received(KIOSK, Lane.ANONYMOUS, text, at(FIRST.plusDays(60), LocalTime.NOON)), () -> {}));
            }
        }
    }

    /// The share of those who came is true: as many answers as people gave with their slip, and none from play.
    private static void isTrue(Database hub, List<Answer> answers) {
        Map<SessionId, Long> given =
                answers.stream().collect(Collectors.groupingBy(Answer::session, Collectors.counting()));
        int shown = 0;
        for (Map.Entry<SessionId, Long> session : given.entrySet()) {
            Optional<MoodOfSession> mood = hub.read(handle -> MoodOfSession.of(handle, session.getKey()));
            if (session.getValue() < AnonymousEnvelope.LEAST_BATCH) {
                assertThat(mood).as(session.getKey().toString()).isEmpty();
            } else {
                assertThat(mood.orElseThrow().answers())
                        .as(session.getKey().toString())
                        .isEqualTo(session.getValue());
                shown++;
            }
        }
        assertThat(shown).isGreaterThan(20);
    }

    private void guess(Database hub, List<Answer> answers, List<Table> tables) {
        List<Row> rows = rows(hub);
        Map<SessionId, List<Integer>> ofSession = new HashMap<>();
        Map<LocalDate, List<Integer>> ofWeek = new HashMap<>();
        for (Row row : rows) {
            row.session()
                    .map(session -> ofSession.computeIfAbsent(session, _ -> new ArrayList<>()))
                    .orElseGet(() -> ofWeek.computeIfAbsent(row.date(), _ -> new ArrayList<>()))
                    .add(row.face());
        }
        List<Answer> inOrder =
                answers.stream().sorted(Comparator.comparing(Answer::at)).toList();
        Map<Answer, Integer> published = new HashMap<>();
        Map<Answer, Integer> byOrder = new HashMap<>();
        Map<Answer, Integer> byLots = new HashMap<>();
        Map<Object, Integer> places = new HashMap<>();
        for (Answer answer : inOrder) {
            boolean own = ofSession.containsKey(answer.session());
            List<Integer> faces = own
                    ? ofSession.get(answer.session())
                    : ofWeek.getOrDefault(
                            AnonymousEnvelope.weekOf(answer.session().date()), List.of(4));
            int most = most(faces);
            published.put(answer, most);
            // As the rows lie, so they came: the first who answered has the first row.
            Object pile = own
                    ? answer.session()
                    : AnonymousEnvelope.weekOf(answer.session().date());
            int place = places.merge(pile, 1, Integer::sum) - 1;
            byOrder.put(answer, place < faces.size() ? faces.get(place) : most);
            // What was in the lots that were first there after they answered, and not before.
            byLots.put(answer, firstLotAfter(answer, tables).orElse(most));
        }
        guesses += answers.size();
        count("from what was published", inOrder, published, published);
        count("by the order of the rows", inOrder, byOrder, published);
        count("by the lots of each five minutes", inOrder, byLots, published);
    }

    private static Optional<Integer> firstLotAfter(Answer answer, List<Table> tables) {
        String pile = answer.session().toString();
        Map<Integer, Integer> before = Map.of();
        for (Table table : tables) {
            Map<Integer, Integer> now = table.faces().getOrDefault(pile, Map.of());
            if (table.at().isAfter(answer.at()) && !now.equals(before)) {
                Map<Integer, Integer> earlier = before;
                List<Integer> fresh = new ArrayList<>();
                now.forEach((face, times) ->
                        fresh.addAll(Collections.nCopies(Math.max(0, times - earlier.getOrDefault(face, 0)), face)));
                return fresh.isEmpty() ? Optional.empty() : Optional.of(most(fresh));
            }
            before = now;
        }
        return Optional.empty();
    }

    private void count(String how, List<Answer> answers, Map<Answer, Integer> guessed, Map<Answer, Integer> published) {
        for (Answer answer : answers) {
            boolean right = guessed.get(answer) == answer.face();
            boolean rightBefore = published.get(answer) == answer.face();
            hits.merge(how, right ? 1 : 0, Integer::sum);
            better.merge(how, right && !rightBefore ? 1 : 0, Integer::sum);
            worse.merge(how, !right && rightBefore ? 1 : 0, Integer::sum);
        }
    }

    private static int most(List<Integer> faces) {
        Map<Integer, Long> counts =
                faces.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return Collections.max(
                        counts.entrySet(),
                        Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .getKey();
    }

    private static List<Row> rows(Database hub) {
        return hub
                .read(handle -> handle.createQuery("SELECT text FROM inbox_event ORDER BY position")
                        .map((row, context) -> row(row.getBytes("text")))
                        .list())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Row> row(byte[] text) {
        try {
            AnonymousEnvelope event = (AnonymousEnvelope) Wire.readAny(text);
            return event.data() instanceof MoodAnswered answer
                    ? Optional.of(new Row(answer.at(), event.date(), answer.face()))
                    : Optional.empty();
        } catch (WireException e) {
            throw new AssertionError(new String(text, StandardCharsets.UTF_8), e);
        }
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).toInstant(ZoneOffset.UTC);
    }
}
