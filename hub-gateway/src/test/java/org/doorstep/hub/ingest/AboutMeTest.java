package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.doorstep.hub.aboutme.AboutMeDesk;
import org.doorstep.hub.aboutme.CopyNumbers;
import org.doorstep.hub.aboutme.SaidWords;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.talk.Greeting;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.contract.talk.SmallArea;
import org.doorstep.relay.sealing.OpeningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What residents say of themselves, and what they are told.
class AboutMeTest {
    private static final SessionId COOKING = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "18:00");
    private static final SessionId DROP_IN = SessionId.dropIn(COOKING.date());
    private static final SessionId LAST_WEEK = TrialIngest.session(TrialIngest.COOKING, "2026-11-17", "18:00");
    private static final SmallArea WEIR_SIDE = new SmallArea("X01000003", 2);

    @TempDir
    private Path folder;

    @Test
    void theLastWordOnEachThingStandsAndNothingThatWasNotSaidChanges() {
        try (TrialIngest hub = hub("last")) {
            hub.take(
                    said(hub, "18:00", 1, words().withNickname("Zaneta").withArea(WEIR_SIDE)),
                    said(hub, "18:05", 1, words().withNickname("Zan").withAgeBand(AgeBand.FROM_35)),
                    said(hub, "18:06", 2, words().withNickname("Ivo")));

            assertThat(heldOf(hub, 1))
                    .isEqualTo(words().withNickname("Zan")
                            .withAgeBand(AgeBand.FROM_35)
                            .withArea(WEIR_SIDE));
            assertThat(hub.count("SELECT COUNT(*) FROM resident_said WHERE nickname = 'Zaneta'"))
                    .isZero();
        }
    }

    @Test
    void whatIsTakenBackIsGoneAndTheRestStays() {
        try (TrialIngest hub = hub("back")) {
            hub.take(said(
                    hub,
                    "18:00",
                    1,
                    words().withNickname("Zan").withLargeText(true).withArea(WEIR_SIDE)));
            hub.take(said(hub, "18:05", 1, words().withNickname("").withArea(SmallArea.NOT_SAID)));

            assertThat(heldOf(hub, 1)).isEqualTo(words().withLargeText(true));
            assertThat(hub.database.read(SaidWords::greetings).values())
                    .containsExactly(new Greeting("", "", true, false, ""));
        }
    }

    @Test
    void howTheScreenWorksForSomebodyIsToldToKiosksUntilTheyTakeItBackWhateverWayTheyCameIn() {
        try (TrialIngest hub = hub("screen")) {
            hub.take(said(hub, "18:00", 1, words().withScreen("dark easy")));
            hub.take(said(
                    hub, "18:01", 1, words().withScreen("contrast switch-slow").withLargeText(true)));
            hub.ingest.rebuild();

            assertThat(heldOf(hub, 1))
                    .isEqualTo(words().withScreen("contrast switch-slow").withLargeText(true));
            assertThat(hub.database.read(SaidWords::greetings).values())
                    .containsExactly(new Greeting("", "", true, false, "contrast switch-slow"));
            assertThat(hub.count("SELECT COUNT(*) FROM resident_said WHERE screen LIKE '%easy%'"))
                    .isZero();

            hub.take(said(hub, "18:02", 1, words().withScreen("")));
            assertThat(heldOf(hub, 1)).isEqualTo(words().withLargeText(true));
            assertThat(hub.database.read(SaidWords::greetings).values())
                    .containsExactly(new Greeting("", "", true, false, ""));
        }
    }

    @Test
    void theOrderInWhichWordsComeDoesNotMatter() {
        Set<ResidentWords> held = new HashSet<>();
        for (int seed = 1; seed <= 8; seed++) {
            try (TrialIngest hub = hub("order " + seed)) {
                List<Envelope> events = new ArrayList<>(List.of(
                        said(hub, "18:00", 1, words().withNickname("A").withSpoken(true)),
                        said(hub, "18:01", 1, words().withNickname("").withLanguage("pl")),
                        said(hub, "18:02", 1, words().withNickname("B").withAgeBand(AgeBand.FROM_80)),
                        said(hub, "18:03", 1, words().withSpoken(false).withAgeBand(AgeBand.NOT_SAID))));
                Collections.shuffle(events, new Random(seed));
                events.forEach(event -> hub.take(event));
                hub.ingest.rebuild();
                held.add(heldOf(hub, 1));
            }
        }
        assertThat(held)
                .containsExactly(words().withNickname("B").withLanguage("pl").withSpoken(false));
    }

    @Test
    void wordsThatTheHubOpenedBeforeAreReadAndThoseNobodyCanReadSayNothing() {
        try (TrialIngest hub = hub("opened")) {
            hub.take(hub.event(
                    "kiosk-1",
                    at("18:00"),
                    new HubEvent.ResidentSaid(
                            TrialIngest.tap(1, DROP_IN).credential(),
                            base64(words().withNickname("Zan").bytes()),
                            "opened")));
            hub.take(hub.event(
                    "kiosk-1",
                    at("18:01"),
                    new HubEvent.ResidentSaid(TrialIngest.tap(1, DROP_IN).credential(), "x".repeat(512), "opened")));

            assertThat(heldOf(hub, 1)).isEqualTo(words().withNickname("Zan"));
            assertThat(hub.count("SELECT COUNT(*) FROM inbox_event WHERE state = 'unprojected'"))
                    .isZero();
        }
    }

    @Test
    void whoFoundAPassThatWasStoppedSaysNothingForItsOwner() {
        try (TrialIngest hub = hub("found")) {
            hub.take(said(hub, "18:00", 1, words().withNickname("Zan")));
            hub.database.write(handle -> handle.execute(
                    "INSERT INTO lost_pass (name, at, by_name) SELECT name, ?, '' FROM pass",
                    at("18:30").toEpochMilli()));
            hub.take(
                    said(hub, "18:31", 1, words().withNickname("Ha")), said(hub, "18:29", 1, words().withSpoken(true)));

            assertThat(heldOf(hub, 1)).isEqualTo(words().withNickname("Zan").withSpoken(true));
        }
    }

    @Test
    void wordsSealedToAKeyThatIsNotHereWaitForIt() {
        try (TrialIngest hub = hub("waiting")) {
            OpeningKey another = OpeningKey.fresh("s9", new SecureRandom());
            hub.take(said(hub, another, "18:00", 1, words().withNickname("Zan")));

            assertThat(hub.count("SELECT COUNT(*) FROM inbox_event WHERE state = 'unprojected'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whoHasJustShownTheirPassIsToldEverythingAndTheVisitThatTheyDeniedToo() {
        try (TrialIngest hub = hub("told")) {
            Envelope tap = tap(hub, "19:10", 1);
            hub.take(tap(hub, "11:00", 1), tap(hub, "19:05", 2), tap);
            hub.take(said(hub, "19:11", 1, words().withNickname("Zan")));
            hub.take(hub.event(
                    "kiosk-1",
                    at("19:12"),
                    new HubEvent.VisitDenied(TrialIngest.tap(1, DROP_IN).credential(), DROP_IN)));

            PrivateReply.AboutMe told = (PrivateReply.AboutMe) ask(hub, "kiosk-1", tap.id());
            assertThat(told.said()).isEqualTo(words().withNickname("Zan"));
            assertThat(told.passes()).singleElement().satisfies(pass -> assertThat(pass.card())
                    .isTrue());
            assertThat(told.visits()).isEqualTo(1);
            assertThat(told.firstDay()).isEqualTo("2026-11-24");
            assertThat(told.latest())
                    .extracting(PrivateReply.HeldVisit::session, PrivateReply.HeldVisit::denied)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.api.Assertions.tuple(COOKING, false),
                            org.assertj.core.api.Assertions.tuple(DROP_IN, true));
        }
    }

    @Test
    void nothingIsToldOfATapAtAnotherKioskOrOfLongAgoOrThatHasNotCome() {
        try (TrialIngest hub = hub("elsewhere")) {
            Envelope tap = tap(hub, "19:10", 1);
            hub.take(tap);

            assertThat(ask(hub, "kiosk-2", tap.id())).isInstanceOf(PrivateReply.NotYet.class);
            assertThat(ask(hub, "kiosk-1", EventId.random(1, new Random(3)))).isInstanceOf(PrivateReply.NotYet.class);
            AboutMeDesk later = desk(hub, TrialIngest.NOW.plusSeconds(16 * 60));
            assertThat(later.answer(new DeviceId("kiosk-1"), new PrivateRequest.AboutMe(tap.id(), 0)))
                    .isInstanceOf(PrivateReply.NotYet.class);
        }
    }

    @Test
    void ofWhoHasLeftNothingIsToldEvenToWhoShowsTheirPassAgain() {
        try (TrialIngest hub = hub("left")) {
            Envelope again = tap(hub, "11:00", 1);
            hub.take(
                    tap(hub, "10:00", 1),
                    hub.event(
                            "kiosk-1",
                            at("10:05"),
                            new HubEvent.ResidentLeft(
                                    TrialIngest.tap(1, DROP_IN).credential(), Receipt.by(hub.random))),
                    again);

            assertThat(hub.count("SELECT COUNT(*) FROM tap")).isEqualTo(2);
            assertThat(ask(hub, "kiosk-1", again.id())).isInstanceOf(PrivateReply.NotYet.class);
        }
    }

    @Test
    void sessionsOfLateThatHaveNoVisitOfTheirsAreToldSoThatTheyCanSayTheyWereThere() {
        try (TrialIngest hub = hub("missed")) {
            Envelope tap = tap(hub, "19:10", 1);
            hub.take(
                    tap,
                    hub.event(
                            "kiosk-1",
                            at("19:20"),
                            new HubEvent.VisitClaimed(
                                    TrialIngest.tap(1, DROP_IN).credential(), LAST_WEEK)));

            AboutMeDesk desk = desk(hub, TrialIngest.NOW);
            PrivateReply.AboutMe told = (PrivateReply.AboutMe)
                    desk.answer(new DeviceId("kiosk-1"), new PrivateRequest.AboutMe(tap.id(), 0));
            assertThat(told.missed())
                    .extracting(PrivateReply.Missed::session)
                    .contains(LAST_WEEK)
                    .doesNotContain(COOKING);
            assertThat(told.missed())
                    .filteredOn(PrivateReply.Missed::claimed)
                    .extracting(PrivateReply.Missed::session)
                    .containsExactly(LAST_WEEK);
            assertThat(desk.answer(new DeviceId("kiosk-1"), new PrivateRequest.AboutMe(tap.id(), 40)))
                    .satisfies(page ->
                            assertThat(((PrivateReply.AboutMe) page).missed()).isEmpty());
        }
    }

    @Test
    void whoAsksForTheirCopyOnPaperHasANumberForHalfAnHour() {
        try (TrialIngest hub = hub("paper")) {
            Envelope tap = tap(hub, "19:10", 1);
            hub.take(tap);
            Instant[] now = {TrialIngest.NOW};
            CopyNumbers numbers = new CopyNumbers(hub.random, () -> now[0]);
            AboutMeDesk desk = new AboutMeDesk(
                    hub.database,
                    (handle, pass) -> List.of(pass),
                    (handle, passes) -> List.of(),
                    numbers,
                    () -> now[0]);

            assertThat(desk.copy(new DeviceId("kiosk-2"), new PrivateRequest.PrintCopy(tap.id())))
                    .isInstanceOf(PrivateReply.NotYet.class);
            PrivateReply.CopyWaits waits =
                    (PrivateReply.CopyWaits) desk.copy(new DeviceId("kiosk-1"), new PrivateRequest.PrintCopy(tap.id()));

            assertThat(waits.until()).isEqualTo(TrialIngest.NOW.plusSeconds(30 * 60));
            assertThat(numbers.passOf(waits.number())).contains(hub.count("SELECT id FROM pass"));
            now[0] = waits.until();
            assertThat(numbers.passOf(waits.number())).isEmpty();
        }
    }

    @Test
    void aNumberForACopyIsOfThePassThatWasShownSoThatNobodysCopyIsPrintedOnceAMistakenJoinIsUndone() {
        try (TrialIngest hub = hub("two")) {
            Envelope one = tap(hub, "19:10", 1);
            Envelope other = tap(hub, "19:11", 2);
            HubEvent.TapRecorded shown = (HubEvent.TapRecorded) one.data();
            HubEvent.TapRecorded added = (HubEvent.TapRecorded) other.data();
            hub.take(
                    one,
                    other,
                    hub.event(
                            "kiosk-1",
                            TrialIngest.NOW,
                            new HubEvent.PassAdded(shown.credential(), added.credential())));
            assertThat(hub.count("SELECT COUNT(DISTINCT pass) FROM tap")).isEqualTo(1);
            CopyNumbers numbers = new CopyNumbers(hub.random, () -> TrialIngest.NOW);
            AboutMeDesk desk = new AboutMeDesk(
                    hub.database,
                    (handle, pass) -> List.of(pass),
                    (handle, passes) -> List.of(),
                    numbers,
                    () -> TrialIngest.NOW);

            for (Envelope tap : List.of(one, other)) {
                PrivateReply.CopyWaits waits = (PrivateReply.CopyWaits)
                        desk.copy(new DeviceId("kiosk-1"), new PrivateRequest.PrintCopy(tap.id()));
                assertThat(numbers.passOf(waits.number()))
                        .contains(hub.count(
                                "SELECT COALESCE(shown_pass, pass) FROM tap WHERE event = '" + tap.id() + "'"));
            }
        }
    }

    @Test
    void aKioskThatAsksWithoutEndIsNotAnswered() {
        try (TrialIngest hub = hub("greedy")) {
            Envelope tap = tap(hub, "19:10", 1);
            hub.take(tap);
            AboutMeDesk desk = desk(hub, TrialIngest.NOW);
            for (int i = 0; i < 400; i++) {
                desk.answer(
                        new DeviceId("kiosk-1"), new PrivateRequest.AboutMe(EventId.random(1, new Random(i + 9)), 0));
            }
            for (int i = 0; i < 300; i++) {
                desk.answer(new DeviceId("kiosk-1"), new PrivateRequest.AboutMe(tap.id(), 0));
            }
            assertThat(desk.answer(new DeviceId("kiosk-1"), new PrivateRequest.AboutMe(tap.id(), 0)))
                    .isInstanceOf(PrivateReply.Refused.class);
        }
    }

    private TrialIngest hub(String name) {
        TrialIngest hub = new TrialIngest(folder.resolve(name), 7);
        hub.addActivities();
        return hub;
    }

    private static ResidentWords words() {
        return ResidentWords.NOTHING;
    }

    private static ResidentWords heldOf(TrialIngest hub, int pass) {
        return hub.database.read(handle -> SaidWords.of(
                handle,
                handle.createQuery("SELECT id FROM pass WHERE name LIKE :name")
                        .bind("name", "%0" + pass)
                        .mapTo(Long.class)
                        .list()));
    }

    private static PrivateReply ask(TrialIngest hub, String device, EventId tap) {
        return desk(hub, TrialIngest.NOW).answer(new DeviceId(device), new PrivateRequest.AboutMe(tap, 0));
    }

    private static AboutMeDesk desk(TrialIngest hub, Instant now) {
        return new AboutMeDesk(
                hub.database,
                (handle, pass) -> List.of(pass),
                (handle, passes) -> List.of(),
                new CopyNumbers(hub.random, InstantSource.fixed(now)),
                InstantSource.fixed(now));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-24T" + time + ":00Z");
    }

    private static Envelope tap(TrialIngest hub, String time, int pass) {
        return hub.event("kiosk-1", at(time), TrialIngest.tap(pass, DROP_IN));
    }

    private static Envelope said(TrialIngest hub, String time, int pass, ResidentWords words) {
        return said(hub, hub.sealing, time, pass, words);
    }

    private static Envelope said(TrialIngest hub, OpeningKey key, String time, int pass, ResidentWords words) {
        byte[] sealed = key.sealingKey()
                .seal(
                        ResidentWords.CONTEXT.getBytes(StandardCharsets.US_ASCII),
                        new byte[0],
                        words.bytes(),
                        new SecureRandom());
        return hub.event(
                "kiosk-1",
                at(time),
                new HubEvent.ResidentSaid(TrialIngest.tap(pass, DROP_IN).credential(), base64(sealed), key.id()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
