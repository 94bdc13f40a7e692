package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Quarantine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("time")
class EventIngestTest {
    private static final SessionId COOKING = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "18:00");
    private static final SessionId HOMEWORK = TrialIngest.session(TrialIngest.HOMEWORK, "2026-11-24", "17:00");
    private static final SessionId DROP_IN = SessionId.dropIn(COOKING.date());

    @TempDir
    Path folder;

    @Test
    void aTapWhileOneSessionIsOnIsAVisitToItWhateverTheKioskThought() {
        try (TrialIngest hub = hub()) {
            hub.take(hub.event("kiosk-1", at("19:30"), TrialIngest.tap(1, DROP_IN)));

            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
            assertThat(hub.count("SELECT visits FROM day_figures WHERE day = '2026-11-24'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aTapHalfAnHourEarlyIsForTheSessionAndEarlierStillIsDropIn() {
        try (TrialIngest hub = hub()) {
            hub.take(
                    hub.event("kiosk-1", at("16:30"), TrialIngest.tap(1, DROP_IN)),
                    hub.event("kiosk-1", at("16:29:59"), TrialIngest.tap(2, DROP_IN)),
                    hub.event("kiosk-1", at("20:00"), TrialIngest.tap(3, DROP_IN)));

            assertThat(visitsTo(hub, HOMEWORK)).isEqualTo(1);
            assertThat(visitsTo(hub, DROP_IN)).isEqualTo(2);
        }
    }

    @Test
    void ofSeveralSessionsTheChosenOneCountsThenTheOneShownThenDropIn() {
        try (TrialIngest hub = hub()) {
            Envelope shown = hub.event("kiosk-1", at("18:10"), TrialIngest.tap(1, COOKING));
            Envelope chosen = hub.event("kiosk-1", at("18:10"), TrialIngest.tap(2, COOKING));
            Envelope neither = hub.event("kiosk-1", at("18:10"), TrialIngest.tap(3, DROP_IN));
            hub.take(shown, chosen, neither);
            hub.take(hub.event("kiosk-1", at("18:11"), new HubEvent.SessionChosen(chosen.id(), HOMEWORK)));

            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
            assertThat(visitsTo(hub, HOMEWORK)).isEqualTo(1);
            assertThat(visitsTo(hub, DROP_IN)).isEqualTo(1);
        }
    }

    @Test
    void whoTapsOutAFewMinutesLateHasLeftAndNotComeAgain() {
        for (SessionId shown : List.of(COOKING, DROP_IN)) {
            try (TrialIngest hub = hub(shown.isDropIn() ? "another kiosk" : "the same kiosk")) {
                hub.take(
                        hub.event("kiosk-1", at("19:45"), TrialIngest.tap(1, COOKING)),
                        hub.event("kiosk-2", at("20:03"), TrialIngest.tap(1, shown)));

                assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
                assertThat(visitsTo(hub, DROP_IN)).isZero();
                assertThat(hub.count("SELECT left_at FROM visit WHERE leaving = 'tapped'"))
                        .isEqualTo(at("20:03").toEpochMilli());
            }
        }
    }

    @Test
    void whoComesBackLongAfterTheEndOrAfterLeavingIsHereForSomethingElse() {
        try (TrialIngest hub = hub()) {
            hub.take(
                    hub.event("kiosk-1", at("19:10"), TrialIngest.tap(1, COOKING)),
                    hub.event("kiosk-1", at("20:30"), TrialIngest.tap(1, DROP_IN)),
                    hub.event("kiosk-1", at("19:10"), TrialIngest.tap(2, COOKING)),
                    hub.event("kiosk-1", at("20:03"), TrialIngest.tap(2, COOKING)),
                    hub.event("kiosk-1", at("20:04"), TrialIngest.tap(2, DROP_IN)));

            assertThat(visitsTo(hub, COOKING)).isEqualTo(2);
            assertThat(visitsTo(hub, DROP_IN)).isEqualTo(2);
        }
    }

    /// Homework ends at 19:00 and cooking goes on. The kiosk says goodbye and asks whether they are staying on.
    @Test
    void betweenTwoSessionsTheKiosksGoodbyeIsALeavingUnlessTheyTouchThatTheyAreStaying() {
        try (TrialIngest hub = hub()) {
            Envelope first = hub.event("kiosk-1", at("17:05"), TrialIngest.tap(1, HOMEWORK));
            Envelope second = hub.event("kiosk-1", at("19:04"), TrialIngest.tap(1, HOMEWORK));
            hub.take(second);
            assertThat(visitsTo(hub, COOKING)).as("the arrival is not here yet").isEqualTo(1);

            hub.take(first);
            assertThat(visitsTo(hub, HOMEWORK)).isEqualTo(1);
            assertThat(visitsTo(hub, COOKING)).isZero();
            assertThat(hub.count("SELECT COUNT(*) FROM visit WHERE leaving = 'tapped'"))
                    .isEqualTo(1);

            hub.take(hub.event("kiosk-1", at("19:05"), new HubEvent.SessionChosen(second.id(), COOKING)));
            assertThat(visitsTo(hub, HOMEWORK)).isEqualTo(1);
            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
            assertThat(hub.count("SELECT COUNT(*) FROM visit WHERE leaving = 'tapped'"))
                    .isZero();
        }
    }

    /// Chosen at the front door; the kiosk at the garden gate, which knows nothing of that, asks in vain.
    @Test
    void whoHasChosenAtOneDoorAndWalksPastTheQuestionAtAnotherIsOneVisitInWhateverOrderItIsHeard() {
        for (int order = 0; order < 6; order++) {
            try (TrialIngest hub = hub("order " + order)) {
                Envelope frontDoor = hub.event("kiosk-1", at("18:05"), TrialIngest.tap(1, DROP_IN));
                List<Envelope> events = new ArrayList<>(List.of(
                        frontDoor,
                        hub.event("kiosk-1", at("18:06"), new HubEvent.SessionChosen(frontDoor.id(), COOKING)),
                        hub.event("kiosk-2", at("18:40"), TrialIngest.tap(1, DROP_IN))));
                Collections.swap(events, 0, order % 3);
                Collections.swap(events, 1, 1 + order / 3);
                events.forEach(hub::take);

                assertThat(visitsTo(hub, COOKING)).as("order %d", order).isEqualTo(1);
                assertThat(visitsTo(hub, DROP_IN)).as("order %d", order).isZero();
                assertThat(hub.count("SELECT COUNT(*) FROM visit WHERE leaving = 'tapped'"))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void whoSaysSomethingElseIsNotTakenToBeWhereTheyWereBefore() {
        try (TrialIngest hub = hub()) {
            Envelope cook = hub.event("kiosk-1", at("18:05"), TrialIngest.tap(1, COOKING));
            Envelope other = hub.event("kiosk-2", at("18:40"), TrialIngest.tap(1, DROP_IN));
            hub.take(cook, other, hub.event("kiosk-2", at("18:41"), new HubEvent.SessionChosen(other.id(), DROP_IN)));

            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
            assertThat(visitsTo(hub, DROP_IN)).isEqualTo(1);
        }
    }

    @Test
    void aSessionPastMidnightCountsOnTheDayItBegan() {
        try (TrialIngest hub = new TrialIngest(folder, 1)) {
            hub.activities.add(TrialIngest.activity(TrialIngest.COOKING, "22:00", "02:00"));
            SessionId night = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "22:00");
            hub.take(
                    hub.event("kiosk-1", at("23:50"), TrialIngest.tap(1, night)),
                    hub.event("kiosk-1", at("23:50").plus(Duration.ofHours(1)), TrialIngest.tap(1, night)),
                    hub.event("kiosk-1", at("23:50").plus(Duration.ofMinutes(40)), TrialIngest.tap(2, night)));

            assertThat(visitsTo(hub, night)).isEqualTo(2);
            assertThat(hub.count("SELECT COUNT(*) FROM visit WHERE leaving = 'tapped'"))
                    .isEqualTo(1);
            assertThat(hub.count("SELECT COUNT(*) FROM day_figures")).isEqualTo(1);
        }
    }

    @Test
    void guestsAndCompanionsAreTheirOwnFigures() {
        try (TrialIngest hub = hub()) {
            Envelope tap = hub.event("kiosk-1", at("19:30"), TrialIngest.tap(1, COOKING));
            hub.take(
                    // What is said of a tap may come before it.
                    hub.event("kiosk-1", at("19:31"), new HubEvent.CompanionsCounted(tap.id(), 1, 2)));
            hub.take(tap, hub.event("kiosk-2", at("19:40"), new HubEvent.GuestCounted(COOKING, 0, 3)));

            assertThat(hub.text("SELECT visits || ' ' || guests || ' ' || adults || ' ' || children FROM day_figures"))
                    .contains("1 1 1 5");
        }
    }

    @Test
    void aTapFromAClockThatKnewNothingIsCountedAndMarked() {
        try (TrialIngest hub = hub()) {
            hub.take(hub.event("kiosk-1", at("19:30"), Moment.Clock.UNKNOWN, TrialIngest.tap(1, COOKING)));

            assertThat(hub.text("SELECT visits || ' ' || unsure FROM session_figures"))
                    .contains("1 1");
        }
    }

    @Test
    void theFirstDayAPassCameMovesBackWhenAnEarlierTapComesLate() {
        try (TrialIngest hub = hub()) {
            Envelope earlier = hub.event("kiosk-2", at("19:30").minus(Duration.ofDays(7)), TrialIngest.tap(1, COOKING));
            hub.take(hub.event("kiosk-1", at("19:30"), TrialIngest.tap(1, COOKING)));
            long revision = hub.count("SELECT revision FROM day_figures WHERE day = '2026-11-24'");
            assertThat(firstTimers(hub, "2026-11-24")).isEqualTo(1);

            hub.take(earlier);

            assertThat(firstTimers(hub, "2026-11-24")).isZero();
            assertThat(firstTimers(hub, "2026-11-17")).isEqualTo(1);
            assertThat(hub.count("SELECT revision FROM day_figures WHERE day = '2026-11-24'"))
                    .as("whoever asks what is new is told of the day that lost a first-timer")
                    .isGreaterThan(revision);
        }
    }

    @Test
    void aCancelledSessionGivesItsTapsBackAndTakesThemAgain() {
        try (TrialIngest hub = hub()) {
            hub.take(
                    hub.event("kiosk-1", at("19:30"), TrialIngest.tap(1, COOKING)),
                    hub.event("kiosk-1", at("19:31"), new HubEvent.GuestCounted(COOKING, 0, 0)));

            hub.activities.cancel(COOKING, "No gas");
            assertThat(visitsTo(hub, COOKING)).isZero();
            assertThat(visitsTo(hub, DROP_IN)).isEqualTo(1);

            hub.activities.putBack(COOKING);
            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
            assertThat(hub.count("SELECT SUM(guests) FROM session_figures")).isEqualTo(1);
        }
    }

    @Test
    void aSessionThatIsTakenBackNoLongerSendsPeopleToTheDropIn() {
        try (TrialIngest hub = hub()) {
            hub.take(hub.event("kiosk-1", at("18:10"), TrialIngest.tap(1, DROP_IN)));
            assertThat(visitsTo(hub, DROP_IN)).isEqualTo(1);

            hub.activities.stop(TrialIngest.HOMEWORK, HOMEWORK.date().minusDays(1));
            List<String> stopped = hub.picture();
            hub.ingest.rebuild();

            assertThat(hub.picture()).as("as if made anew").isEqualTo(stopped);
            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
        }
    }

    @Test
    void anActivityEnteredLateTakesTheTapsOfItsTime() {
        try (TrialIngest hub = new TrialIngest(folder, 1)) {
            hub.take(hub.event("kiosk-1", at("19:30"), TrialIngest.tap(1, DROP_IN)));
            assertThat(visitsTo(hub, DROP_IN)).isEqualTo(1);

            hub.addActivities();

            assertThat(visitsTo(hub, DROP_IN)).isZero();
            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
        }
    }

    @Test
    void anEventThatComesTwiceIsCountedOnceAndAcknowledgedTwice() {
        try (TrialIngest hub = hub()) {
            Envelope tap = hub.event("kiosk-1", at("19:30"), TrialIngest.tap(1, COOKING));

            assertThat(hub.take(tap)).isEqualTo(1);
            assertThat(hub.take(tap)).isZero();

            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
            assertThat(hub.acknowledged)
                    .hasSize(2)
                    .allSatisfy(a -> assertThat(a.ack().through()).isEqualTo(1));
        }
    }

    @Test
    void anotherTextInTheSamePlaceIsSetAsideAndCountsNothing() {
        try (TrialIngest hub = hub()) {
            Envelope first = hub.event("kiosk-1", at("19:30"), TrialIngest.tap(1, COOKING));
            Envelope twin = new Envelope(
                    EventId.random(1, hub.random),
                    first.source(),
                    first.time(),
                    first.store(),
                    first.lane(),
                    first.sequence(),
                    first.moment(),
                    TrialIngest.tap(2, COOKING));
            hub.take(first);
            hub.take(twin);

            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
            List<Quarantine.Item> aside = hub.database.read(handle -> new Quarantine().items(handle, 10));
            assertThat(aside).extracting(Quarantine.Item::reason).containsExactly(Quarantine.Reason.CONFLICT);
        }
    }

    @Test
    void garbageIsCountedAndStopsNothing() {
        try (TrialIngest hub = hub()) {
            hub.take(
                    TrialIngest.arrival("kiosk-1", new byte[0]),
                    TrialIngest.arrival("kiosk-1", "https://example.org/".getBytes(StandardCharsets.UTF_8)),
                    TrialIngest.arrival("kiosk-1", new byte[Wire.MOST_EVENT_BYTES + 1]),
                    TrialIngest.arrival(
                            "kiosk-2", Wire.write(hub.event("kiosk-1", at("19:00"), TrialIngest.tap(9, COOKING)))),
                    TrialIngest.arrival(hub.event("kiosk-3", at("19:30"), TrialIngest.tap(1, COOKING))));

            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
            assertThat(hub.count("SELECT SUM(times) FROM inbox_refusal")).isEqualTo(4);
        }
    }

    @Test
    void anUnknownTypeAndUnknownFieldsAreKept() {
        try (TrialIngest hub = hub()) {
            String known = new String(
                    Wire.write(hub.event("kiosk-1", at("19:30"), TrialIngest.tap(1, COOKING))), StandardCharsets.UTF_8);
            String unknown = new String(
                    Wire.write(hub.event("kiosk-1", at("19:30"), TrialIngest.tap(2, COOKING))), StandardCharsets.UTF_8);
            hub.take(
                    TrialIngest.arrival(
                            "kiosk-1",
                            known.replace("\"data\":{", "\"data\":{\"mood\":3,").getBytes(StandardCharsets.UTF_8)),
                    TrialIngest.arrival(
                            "kiosk-1",
                            unknown.replace("doorstep.tap.recorded.v1", "doorstep.tap.dreamt.v1")
                                    .getBytes(StandardCharsets.UTF_8)));

            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
            assertThat(hub.count("SELECT COUNT(*) FROM inbox_event WHERE state = 'unknown'"))
                    .isEqualTo(1);
            assertThat(hub.acknowledged.getLast().ack().through()).isEqualTo(2);
            assertThat(hub.text("SELECT CAST(text AS TEXT) FROM inbox_event ORDER BY sequence"))
                    .hasValueSatisfying(text -> assertThat(text).contains("\"mood\":3"));
        }
    }

    @Test
    void oneEventThatCannotBeCountedIsKeptAndStopsNoOther() {
        Stumbling stumbling = new Stumbling();
        try (TrialIngest hub = new TrialIngest(folder, 1, stumbling)) {
            hub.addActivities();
            Envelope bad = hub.event("kiosk-1", at("19:30"), TrialIngest.tap(13, COOKING));
            stumbling.over = bad.id();
            hub.take(
                    hub.event("kiosk-1", at("19:30"), TrialIngest.tap(1, COOKING)),
                    bad,
                    hub.event("kiosk-1", at("19:30"), TrialIngest.tap(2, COOKING)));

            assertThat(visitsTo(hub, COOKING)).isEqualTo(2);
            assertThat(hub.count("SELECT visits FROM day_figures")).isEqualTo(2);
            assertThat(hub.count("SELECT COUNT(*) FROM inbox_event WHERE state = 'unprojected'"))
                    .isEqualTo(1);
            assertThat(hub.acknowledged.getLast().ack().through()).isEqualTo(3);

            stumbling.over = EventId.random(0, new Random(0));
            hub.ingest.rebuild();
            assertThat(visitsTo(hub, COOKING)).isEqualTo(3);
            assertThat(hub.count("SELECT COUNT(*) FROM inbox_event WHERE state = 'unprojected'"))
                    .isZero();
        }
    }

    @Test
    void anEventThatCannotBeCountedAnyMoreIsShownAfterARebuildAndNotForgotten() {
        Stumbling stumbling = new Stumbling();
        try (TrialIngest hub = new TrialIngest(folder, 1, stumbling)) {
            hub.addActivities();
            Envelope once = hub.event("kiosk-1", at("19:30"), TrialIngest.tap(13, COOKING));
            hub.take(once, hub.event("kiosk-1", at("19:30"), TrialIngest.tap(1, COOKING)));
            stumbling.over = once.id();
            hub.ingest.rebuild();
            assertThat(visitsTo(hub, COOKING)).isEqualTo(1);
            assertThat(hub.count("SELECT COUNT(*) FROM inbox_event WHERE state = 'unprojected'"))
                    .isEqualTo(1);
        }
    }

    /// The heart of it: whatever is doubled and however it is mixed, the figures are the same, and are those that a
    /// hub would have that made them anew from its inbox.
    @Test
    void disorderAndRepetitionNeverChangeAFigure() throws Exception {
        for (long seed = 1; seed <= 6; seed++) {
            List<String> inOrder;
            List<Envelope> events;
            Path ordered = Files.createDirectory(folder.resolve("ordered-" + seed));
            try (TrialIngest hub = new TrialIngest(ordered, seed)) {
                hub.addActivities();
                events = neighbourhood(hub, new Random(seed));
                hub.take(events.toArray(Envelope[]::new));
                inOrder = hub.picture();
                hub.ingest.rebuild();
                assertThat(hub.picture()).as("rebuilt, seed %d", seed).isEqualTo(inOrder);
            }
            Path mixed = Files.createDirectory(folder.resolve("mixed-" + seed));
            try (TrialIngest hub = new TrialIngest(mixed, seed)) {
                hub.addActivities();
                Random random = new Random(seed);
                List<Envelope> disorder = new ArrayList<>(events);
                events.stream().filter(e -> random.nextInt(4) == 0).forEach(disorder::add);
                Collections.shuffle(disorder, random);
                int at = 0;
                while (at < disorder.size()) {
                    int end = Math.min(disorder.size(), at + 1 + random.nextInt(40));
                    hub.take(disorder.subList(at, end).toArray(Envelope[]::new));
                    at = end;
                }
                assertThat(hub.picture()).as("mixed, seed %d", seed).isEqualTo(inOrder);
                assertThat(hub.count("SELECT COUNT(*) FROM inbox_stream WHERE through <> highest"))
                        .isZero();
            }
        }
    }

    private static List<Envelope> neighbourhood(TrialIngest hub, Random random) {
        List<Envelope> events = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            String kiosk = "kiosk-" + (1 + random.nextInt(2));
            Instant time = at("16:00")
                    .minus(Duration.ofDays(7L * random.nextInt(3)))
                    .plus(Duration.ofMinutes(random.nextInt(300)));
            SessionId shown =
                    switch (random.nextInt(3)) {
                        case 0 -> session(time, TrialIngest.COOKING);
                        case 1 -> session(time, TrialIngest.HOMEWORK);
                        default ->
                            SessionId.dropIn(time.atZone(TrialIngest.LONDON).toLocalDate());
                    };
            switch (random.nextInt(10)) {
                case 0 ->
                    events.add(hub.event(
                            kiosk, time, new HubEvent.GuestCounted(shown, random.nextInt(3), random.nextInt(3))));
                case 1 ->
                    events.add(hub.event(
                            kiosk,
                            time,
                            new HubEvent.PassIssued(
                                    PassId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, (byte) i}), "0001")));
                default -> {
                    Envelope tap = hub.event(kiosk, time, TrialIngest.tap(random.nextInt(30), shown));
                    events.add(tap);
                    if (random.nextInt(3) == 0) {
                        events.add(hub.event(
                                kiosk,
                                time.plusSeconds(3),
                                new HubEvent.CompanionsCounted(tap.id(), random.nextInt(3), random.nextInt(3))));
                        events.add(hub.event(
                                kiosk,
                                time.plusSeconds(5),
                                new HubEvent.CompanionsCounted(tap.id(), random.nextInt(3), random.nextInt(3))));
                    }
                    if (random.nextInt(3) == 0) {
                        events.add(hub.event(
                                kiosk,
                                time.plusSeconds(4),
                                new HubEvent.SessionChosen(tap.id(), session(time, TrialIngest.COOKING))));
                    }
                }
            }
        }
        events.add(hub.event("kiosk-1", at("21:30"), new HubEvent.RangeLost(9_000, 9_004, "card died")));
        return events;
    }

    private static SessionId session(Instant time, org.doorstep.relay.contract.ActivityId activity) {
        String date = time.atZone(TrialIngest.LONDON).toLocalDate().toString();
        return TrialIngest.session(activity, date, activity.equals(TrialIngest.COOKING) ? "18:00" : "17:00");
    }

    private TrialIngest hub() {
        TrialIngest hub = new TrialIngest(folder, 1);
        hub.addActivities();
        return hub;
    }

    private TrialIngest hub(String name) {
        TrialIngest hub = new TrialIngest(folder.resolve(name), 1);
        hub.addActivities();
        return hub;
    }

    private static long visitsTo(TrialIngest hub, SessionId session) {
        return hub.count("""
                SELECT COALESCE(SUM(f.visits), 0)
                FROM session_figures f JOIN session s ON s.id = f.session
                WHERE s.name = '%s'
                """.formatted(session));
    }

    private static long firstTimers(TrialIngest hub, String day) {
        return hub.count("SELECT first_timers FROM day_attendance WHERE day = '" + day + "'");
    }

    /// A time on that Tuesday, in London, which is then on UTC.
    private static Instant at(String time) {
        return Instant.parse("2026-11-24T" + (time.length() == 5 ? time + ":00" : time) + "Z");
    }

    /// A projection that fails at one event, after the others have already taken it.
    private static final class Stumbling implements Projection {
        private EventId over = EventId.random(0, new Random(0));

        @Override
        public void project(Connection connection, Envelope event) {
            if (event.id().equals(over)) {
                throw new IllegalStateException("stumbled");
            }
        }

        @Override
        public void flush(Connection connection) {
            // Nothing gathered.
        }

        @Override
        public void forget() {
            // Nothing remembered.
        }

        @Override
        public void clear(Connection connection) {
            // No tables.
        }
    }
}
