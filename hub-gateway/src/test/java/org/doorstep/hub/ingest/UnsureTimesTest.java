package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.doorstep.hub.activities.CheckInRules;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.Moment.Clock;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.talk.Request;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Taps of devices that did not know the time: placed by what is learnt, or marked and listed, never silently
/// wrong.
@Tag("time")
class UnsureTimesTest {
    private static final SessionId COOKING = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "18:00");
    private static final SessionId HOMEWORK = TrialIngest.session(TrialIngest.HOMEWORK, "2026-11-24", "17:00");
    private static final Instant IN_1970 = Instant.parse("1970-01-01T00:01:40Z");

    private static final Instant NEXT_MORNING = Instant.parse("2026-11-25T11:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aTapOfAStartIn1970IsPlacedWhenALaterEventOfThatStartKnowsTheTime() {
        try (TrialIngest hub = hub()) {
            Envelope tap = hub.event("kiosk-1", IN_1970, lost("a", minutes(2)), TrialIngest.tap(1, COOKING));
            hub.take(tap);
            assertThat(hub.count("SELECT unsure FROM tap")).isEqualTo(1);
            assertThat(hub.count("SELECT SUM(unsure) FROM day_figures")).isEqualTo(1);

            hub.take(hub.event(
                    "kiosk-1", at("19:30"), new Moment("a", minutes(32), Clock.HUB, 40), TrialIngest.tap(2, COOKING)));

            assertThat(placed(hub, tap)).isEqualTo(COOKING + " sure");
            assertThat(hub.count("SELECT at FROM tap WHERE event = '" + tap.id() + "'"))
                    .isEqualTo(at("19:00").toEpochMilli());
            assertThat(hub.count("SELECT raw_at FROM tap WHERE event = '" + tap.id() + "'"))
                    .as("what the clock said is kept")
                    .isEqualTo(IN_1970.toEpochMilli());
            assertThat(hub.count("SELECT SUM(unsure) FROM day_figures")).isZero();
        }
    }

    @Test
    void aTapOfAStartIn1970IsPlacedWhenTheKioskTellsWhatItLearntFromTheHub() {
        try (TrialIngest hub = hub()) {
            Envelope tap = hub.event("kiosk-1", IN_1970, lost("a", minutes(2)), TrialIngest.tap(1, COOKING));
            Envelope guest =
                    hub.event("kiosk-1", IN_1970, lost("a", minutes(3)), new HubEvent.GuestCounted(COOKING, 0, 2));
            hub.take(tap, guest);

            learn(hub, "kiosk-1", "a", minutes(182), TrialIngest.NOW);

            // Noon, less three hours: nothing was on.
            assertThat(placed(hub, tap)).isEqualTo(SessionId.dropIn(COOKING.date()) + " sure");
            assertThat(hub.count("SELECT unsure FROM guest")).isZero();
            assertThat(hub.count("SELECT visits + guests FROM day_figures WHERE day = '2026-11-24'"))
                    .isEqualTo(2);
            assertThat(hub.count("SELECT COALESCE(SUM(visits + guests), 0) FROM day_figures WHERE day < '2026-01-01'"))
                    .isZero();
        }
    }

    @Test
    void aStartThatNeverLearntTheTimeLiesBetweenItsNeighbours() {
        try (TrialIngest hub = hub()) {
            Envelope before = hub.event("kiosk-1", at("18:50"), knew("a", minutes(60)), TrialIngest.tap(1, COOKING));
            Envelope wide = hub.event("kiosk-1", IN_1970, lost("b", minutes(2)), TrialIngest.tap(2, COOKING));
            Envelope between = hub.event("kiosk-1", at("21:00"), knew("c", minutes(1)), TrialIngest.tap(3, COOKING));
            Envelope narrow = hub.event("kiosk-2", IN_1970, lost("y", minutes(2)), TrialIngest.tap(4, COOKING));
            hub.take(wide, before, between);
            assertThat(placed(hub, wide)).as("it was on until eight").endsWith("unsure");
            assertThat(hub.count("SELECT earliest FROM undated WHERE event = '" + wide.id() + "'"))
                    .as("after the start before, and it had run for two minutes")
                    .isBetween(
                            at("18:51:59").toEpochMilli() - 1_000, at("18:52").toEpochMilli());

            // In the same hour, with homework over: whichever minute it was, it was cooking.
            Envelope first = hub.event("kiosk-3", at("19:05"), knew("x", minutes(60)), TrialIngest.tap(5, COOKING));
            Envelope in = hub.event("kiosk-3", IN_1970, lost("y", minutes(2)), TrialIngest.tap(6, COOKING));
            Envelope last = hub.event("kiosk-3", at("19:40"), knew("z", minutes(3)), TrialIngest.tap(7, COOKING));
            hub.take(last, in);
            assertThat(placed(hub, in)).endsWith("unsure");
            hub.take(first, narrow);
            assertThat(placed(hub, in)).isEqualTo(COOKING + " sure");
            assertThat(placed(hub, narrow))
                    .as("another device tells nothing of this one")
                    .endsWith("unsure");
        }
    }

    @Test
    void aTapWithinItsBoundOfABorderIsUnsureAndOneBesideItIsNot() {
        try (TrialIngest hub = hub()) {
            Moment minute = new Moment("a", minutes(5), Clock.HUB, 60_000);
            Envelope at = hub.event("kiosk-1", at("16:29:30"), minute, TrialIngest.tap(1, HOMEWORK));
            Envelope beside = hub.event("kiosk-1", at("16:31:30"), minute, TrialIngest.tap(2, HOMEWORK));
            hub.take(at, beside);

            assertThat(placed(hub, at)).endsWith("unsure");
            assertThat(placed(hub, beside)).isEqualTo(HOMEWORK + " sure");
        }
    }

    @Test
    void aTapThatMayBeALeavingOfWhatIsJustOverOrTheFirstThereafterIsUnsure() {
        try (TrialIngest hub = hub()) {
            Moment minute = new Moment("a", minutes(5), Clock.HUB, 60_000);
            SessionId dropIn = SessionId.dropIn(COOKING.date());
            Envelope in = hub.event("kiosk-1", at("18:30"), minute, TrialIngest.tap(1, COOKING));
            Envelope near = hub.event("kiosk-1", at("20:29:30"), minute, TrialIngest.tap(1, dropIn));
            Envelope later = hub.event("kiosk-1", at("20:32"), minute, TrialIngest.tap(2, dropIn));
            hub.take(in, near, later);

            assertThat(placed(hub, near)).endsWith("unsure");
            assertThat(placed(hub, later)).isEqualTo(dropIn + " sure");
        }
    }

    @Test
    void aSessionThatIsAddedLaterMakesWhatWasSureUnsure() {
        try (TrialIngest hub = new TrialIngest(folder, 1)) {
            Envelope before = hub.event("kiosk-1", at("14:00"), knew("a", minutes(60)), TrialIngest.tap(1, COOKING));
            Envelope in = hub.event("kiosk-1", IN_1970, lost("b", minutes(2)), TrialIngest.tap(2, COOKING));
            Envelope after = hub.event("kiosk-1", at("22:00"), knew("c", minutes(1)), TrialIngest.tap(3, COOKING));
            hub.take(before, in, after);
            assertThat(placed(hub, in)).isEqualTo(SessionId.dropIn(COOKING.date()) + " sure");

            hub.addActivities();

            assertThat(placed(hub, in)).endsWith("unsure");
        }
    }

    @Test
    void whatAPersonDecidedStandsWhateverIsLearntAndSurvivesARebuild() {
        try (TrialIngest hub = hub()) {
            Envelope tap = hub.event("kiosk-1", IN_1970, lost("a", minutes(2)), TrialIngest.tap(1, COOKING));
            hub.take(tap);
            assertThat(hub.byHand.place(tap.id(), HOMEWORK, "amina")).isTrue();
            assertThat(placed(hub, tap)).isEqualTo(HOMEWORK + " sure");
            assertThat(hub.count("SELECT SUM(unsure) FROM day_figures")).isZero();
            assertThat(hub.byHand.place(tap.id(), COOKING, "amina"))
                    .as("it is not unsure any more")
                    .isFalse();

            List<String> decided = hub.picture();
            hub.ingest.rebuild();
            assertThat(hub.picture()).isEqualTo(decided);

            learn(hub, "kiosk-1", "a", minutes(182), TrialIngest.NOW);
            assertThat(placed(hub, tap)).isEqualTo(HOMEWORK + " sure");
        }
    }

    @Test
    void whatAPersonDecidedCanBeTakenBackAndFollowsFromTheTimeAgain() {
        try (TrialIngest hub = hub()) {
            Envelope tap = hub.event("kiosk-1", IN_1970, lost("a", minutes(2)), TrialIngest.tap(1, COOKING));
            hub.take(tap);
            String before = placed(hub, tap);
            List<String> undecided = hub.picture();
            hub.byHand.place(tap.id(), HOMEWORK, "amina");

            assertThat(hub.byHand.takeBack(tap.id())).contains(HOMEWORK);
            assertThat(placed(hub, tap)).isEqualTo(before).endsWith("unsure");
            assertThat(hub.picture()).isEqualTo(undecided);
            assertThat(hub.byHand.takeBack(tap.id())).as("nobody has placed it").isEmpty();

            learn(hub, "kiosk-1", "a", minutes(182), TrialIngest.NOW);
            assertThat(placed(hub, tap)).endsWith("sure").doesNotEndWith("unsure");
        }
    }

    @Test
    void whatADeviceCannotHaveLearntHereIsNotBelieved() {
        try (TrialIngest hub = hub()) {
            learn(hub, "kiosk-1", "a", minutes(10), TrialIngest.NOW.plus(Duration.ofMinutes(3)));
            learn(hub, "kiosk-1", "a", minutes(10), TrialIngest.NOW.minus(Duration.ofDays(2)));

            assertThat(hub.count("SELECT COUNT(*) FROM time_pair")).isZero();
        }
    }

    /// Two kiosks that start again and again with every kind of clock: in whatever order and groups their
    /// events and what they learnt come, the same is counted, as often as it is made anew; and whatever is
    /// called sure is right.
    @Test
    void disorderChangesNothingAndWhatIsSureIsRight() throws Exception {
        for (long seed = 1; seed <= 8; seed++) {
            anyOrder(seed);
        }
    }

    @Test
    @Tag("long")
    void disorderChangesNothingAndWhatIsSureIsRightForManySeeds() throws Exception {
        for (long seed = 100; seed < 250; seed++) {
            anyOrder(seed);
        }
    }

    private void anyOrder(long seed) throws Exception {
        List<String> inOrder;
        WildClocks clocks;
        try (TrialIngest hub =
                new TrialIngest(Files.createDirectory(folder.resolve("ordered-" + seed)), seed, NEXT_MORNING)) {
            hub.addActivities();
            clocks = new WildClocks(hub, new Random(seed));
            hub.take(clocks.events.toArray(Envelope[]::new));
            clocks.learnt.forEach(learnt -> learnt.tell(hub));
            inOrder = hub.picture();
            clocks.whatIsSureIsRight(hub, seed);
            hub.ingest.rebuild();
            assertThat(hub.picture()).as("rebuilt, seed %d", seed).isEqualTo(inOrder);
        }
        try (TrialIngest hub =
                new TrialIngest(Files.createDirectory(folder.resolve("mixed-" + seed)), seed, NEXT_MORNING)) {
            hub.addActivities();
            Random random = new Random(seed);
            List<Envelope> disorder = new ArrayList<>(clocks.events);
            clocks.events.stream().filter(event -> random.nextInt(4) == 0).forEach(disorder::add);
            Collections.shuffle(disorder, random);
            List<Learnt> learnt = new ArrayList<>(clocks.learnt);
            Collections.shuffle(learnt, random);
            int done = 0;
            while (done < disorder.size()) {
                int end = Math.min(disorder.size(), done + 1 + random.nextInt(25));
                hub.take(disorder.subList(done, end).toArray(Envelope[]::new));
                done = end;
                if (!learnt.isEmpty() && random.nextInt(4) == 0) {
                    learnt.removeFirst().tell(hub);
                }
                clocks.whatIsSureIsRight(hub, seed);
            }
            learnt.forEach(one -> one.tell(hub));
            assertThat(hub.picture()).as("mixed, seed %d", seed).isEqualTo(inOrder);
        }
    }

    private record Learnt(String device, String boot, long uptimeMs, Instant time) {
        void tell(TrialIngest hub) {
            learn(hub, device, boot, uptimeMs, time);
        }
    }

    /// What two kiosks saw in the day before the hub's present, and in which session it truly was.
    private static final class WildClocks {
        private final List<Envelope> events = new ArrayList<>();
        private final List<Learnt> learnt = new ArrayList<>();
        private final Map<String, List<SessionId>> truth = new HashMap<>();
        private final Random random;

        WildClocks(TrialIngest hub, Random random) {
            this.random = random;
            for (String device : List.of("kiosk-1", "kiosk-2")) {
                Instant truly = NEXT_MORNING.minus(Duration.ofHours(21));
                for (int start = 0; start < 7; start++) {
                    truly = life(hub, device, device + "-" + start, truly);
                }
            }
        }

        private Instant life(TrialIngest hub, String device, String boot, Instant began) {
            double drift = 1 + (random.nextDouble() - 0.5) * 0.0009;
            // Some never learn the time, some know it from the first, most learn it on the way.
            int learnsAt = random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(6);
            long wildMs = random.nextInt(3) == 0 ? Duration.ofDays(3_650).toMillis() * (random.nextInt(3) - 1) : 0;
            boolean tells = random.nextBoolean();
            Instant truly = began;
            for (int i = 0; i < 6; i++) {
                truly = truly.plusSeconds(20 + random.nextInt(1_500));
                long uptime = Math.round(Duration.between(began, truly).toMillis() * drift);
                Moment moment;
                Instant said;
                if (i >= learnsAt) {
                    int bound = random.nextInt(8) == 0 ? 200_000 : 20 + random.nextInt(3_000);
                    said = truly.plusMillis(random.nextInt(2 * bound) - bound);
                    moment = new Moment(boot, uptime, random.nextBoolean() ? Clock.HUB : Clock.SYNCED, bound);
                    if (i == learnsAt && tells && truly.isAfter(NEXT_MORNING.minus(Duration.ofHours(23)))) {
                        learnt.add(new Learnt(device, boot, uptime, truly));
                    }
                } else {
                    said = random.nextBoolean() ? Instant.ofEpochMilli(uptime) : truly.plusMillis(wildMs);
                    moment = new Moment(
                            boot, uptime, random.nextBoolean() ? Clock.UNKNOWN : Clock.RESTORED, Moment.UNBOUNDED);
                }
                SessionId shown = random.nextBoolean() ? COOKING : HOMEWORK;
                HubEvent what = random.nextInt(5) == 0
                        ? new HubEvent.GuestCounted(shown, random.nextInt(2), 0)
                        : TrialIngest.tap(random.nextInt(12), shown);
                Envelope event = hub.event(device, said, moment, what);
                events.add(event);
                truth.put(event.id().toString(), trueSessions(truly, shown));
            }
            return truly.plusSeconds(30 + random.nextInt(3_000));
        }

        /// Just after the end of one it is that one's too, if that pass was there: other taps say.
        private static List<SessionId> trueSessions(Instant truly, SessionId shown) {
            List<SessionId> sessions = new ArrayList<>(List.of(byItself(truly, shown)));
            for (SessionId over : List.of(HOMEWORK, COOKING)) {
                Instant end = over.equals(HOMEWORK) ? at("19:00") : at("20:00");
                if (!truly.isBefore(end) && truly.isBefore(end.plusSeconds(CheckInRules.LATE_SECONDS))) {
                    sessions.add(over);
                }
            }
            return sessions;
        }

        private static SessionId byItself(Instant truly, SessionId shown) {
            boolean homework = !truly.isBefore(at("16:30")) && truly.isBefore(at("19:00"));
            boolean cooking = !truly.isBefore(at("17:30")) && truly.isBefore(at("20:00"));
            if (homework && cooking) {
                return shown;
            }
            SessionId dropIn = SessionId.dropIn(truly.atZone(TrialIngest.LONDON).toLocalDate());
            return homework ? HOMEWORK : cooking ? COOKING : dropIn;
        }

        void whatIsSureIsRight(TrialIngest hub, long seed) {
            hub.database.read(handle -> handle.createQuery("""
                            SELECT one.event, session.name
                            FROM (SELECT event, session FROM tap WHERE unsure = 0
                                  UNION ALL SELECT event, session FROM guest WHERE unsure = 0) one
                            JOIN session ON session.id = one.session
                            """)
                    .map((row, context) -> {
                        assertThat(truth.get(row.getString("event")))
                                .as("seed %d, event %s", seed, row.getString("event"))
                                .contains(SessionId.parse(row.getString("name")));
                        return 0;
                    })
                    .list());
        }
    }

    private static void learn(TrialIngest hub, String device, String boot, long uptimeMs, Instant time) {
        hub.exchanges.answer(
                new DeviceId(device), new Request.Time(List.of(new Request.Learnt(boot, uptimeMs, time, 30))));
    }

    private static Moment lost(String boot, long uptimeMs) {
        return new Moment(boot, uptimeMs, Clock.UNKNOWN, Moment.UNBOUNDED);
    }

    private static Moment knew(String boot, long uptimeMs) {
        return new Moment(boot, uptimeMs, Clock.SYNCED, 20);
    }

    private static long minutes(int count) {
        return Duration.ofMinutes(count).toMillis();
    }

    private static String placed(TrialIngest hub, Envelope tap) {
        return hub.text("""
                        SELECT session.name || CASE tap.unsure WHEN 1 THEN ' unsure' ELSE ' sure' END
                        FROM tap JOIN session ON session.id = tap.session
                        WHERE tap.event = '%s'
                        """.formatted(tap.id())).orElseThrow();
    }

    private TrialIngest hub() {
        TrialIngest hub = new TrialIngest(folder, 1);
        hub.addActivities();
        return hub;
    }

    /// A time on that Tuesday, in London, which is then on UTC.
    private static Instant at(String time) {
        return Instant.parse("2026-11-24T" + (time.length() == 5 ? time + ":00" : time) + "Z");
    }
}
