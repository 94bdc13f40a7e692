package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.SealedCards;
import org.doorstep.hub.residents.LostPassDesk;
import org.doorstep.hub.residents.Roster;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.talk.PicturePhrase;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.TokenKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lost pass, with somebody who works there standing by.
class LostPassDeskTest {
    private static final DeviceId FRONT = new DeviceId("kiosk-1");
    private static final DeviceId GARDEN = new DeviceId("kiosk-2");
    private static final SessionId DROP_IN = SessionId.dropIn(LocalDate.parse("2026-11-24"));
    private static final PicturePhrase MINE = new PicturePhrase(List.of(3, 17, 63, 0));
    private static final PicturePhrase WRONG = new PicturePhrase(List.of(17, 3, 63, 0));
    private static final int OLD = 1;
    private static final int NEW = 2;

    @TempDir
    private Path folder;

    private TrialIngest hub;
    private LostPassDesk desk;
    private Instant now = Instant.parse("2026-11-24T20:30:00Z");

    @BeforeEach
    void open() {
        hub = new TrialIngest(folder, 7);
        hub.addActivities();
        desk = new LostPassDesk(
                hub.database,
                new PassRegister(new SealedCards(List.of(), new TokenKey(1, new byte[32]))),
                hub.attendance,
                "the hub's own".getBytes(StandardCharsets.US_ASCII),
                TrialIngest.LONDON,
                () -> now,
                () -> {});
        hub.take(tap("17", OLD));
        assertThat(desk.chosen(FRONT, new PrivateRequest.ChoosePhrase(credential(OLD), MINE)))
                .isEqualTo(new PrivateReply.PhraseChosen(true));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void withTheirPicturesAndSomebodyWhoSaysThatItIsThemTheyGoOnWhereTheyStopped() {
        desk.open(FRONT);
        assertThat(ask(FRONT, MINE)).isTrue();
        assertThat(hub.count("SELECT COUNT(*) FROM lost_pass")).isZero();
        List<LostPassDesk.Old> found = found();
        assertThat(found).hasSize(1);

        assertThat(desk.confirm(FRONT, List.of(found.getFirst().row()), "amina"))
                .isTrue();

        hub.take(tap("24", NEW));
        assertThat(hub.count("SELECT returners FROM day_attendance WHERE day = '2026-11-24'"))
                .isEqualTo(1);
        PrivateReply.Roster told = new Roster(hub.database, handle -> java.util.Map.of(), hub.random)
                .answer(new PrivateRequest.Roster("", 0));
        assertThat(told.entries()).hasSize(1).allMatch(PrivateReply.Entry::stopped);
        assertThat(desk.windows()).isEmpty();
    }

    @Test
    void aKioskThatNobodyHasOpenedHearsNothing() {
        assertThat(ask(FRONT, MINE)).isFalse();
        desk.open(GARDEN);
        assertThat(ask(FRONT, MINE)).isFalse();
    }

    @Test
    void aKioskIsAnsweredTheSameWhetherThePicturesWereRight() {
        desk.open(FRONT);
        assertThat(ask(FRONT, WRONG)).isTrue();
        assertThat(found()).isEmpty();
        assertThat(ask(FRONT, MINE)).isTrue();
        assertThat(found()).hasSize(1);
    }

    @Test
    void afterFiveTriesOrTenMinutesItIsOver() {
        desk.open(FRONT);
        for (int i = 0; i < 5; i++) {
            assertThat(ask(FRONT, WRONG)).isTrue();
        }
        assertThat(ask(FRONT, MINE)).isFalse();

        desk.open(GARDEN);
        now = now.plus(Duration.ofMinutes(10));
        assertThat(ask(GARDEN, MINE)).isFalse();
        assertThat(desk.windows()).isEmpty();
    }

    @Test
    void triesAreCountedForTheDayWhoeverOpensAsOften() {
        hub.database.write(handle -> handle.execute("INSERT INTO phrase_try (day, tries) VALUES ('2026-11-24', 39)"));
        desk.open(FRONT);
        assertThat(desk.triedOut()).isFalse();
        assertThat(ask(FRONT, WRONG)).isTrue();
        assertThat(ask(FRONT, MINE)).isFalse();
        assertThat(desk.triedOut()).isTrue();
        now = now.plus(Duration.ofDays(1));
        assertThat(desk.triedOut()).isFalse();
        desk.open(FRONT);
        assertThat(ask(FRONT, MINE)).isTrue();
    }

    @Test
    void twoWhoChoseTheSameAreNotToldApartByIt() {
        hub.take(tap("17", 3));
        desk.chosen(FRONT, new PrivateRequest.ChoosePhrase(credential(3), MINE));
        desk.open(FRONT);

        assertThat(ask(FRONT, MINE)).isTrue();
        assertThat(found()).isEmpty();
    }

    @Test
    void nothingIsConfirmedThatWasNotAskedOrThatIsAnothers() {
        hub.take(tap("17", 3));
        long anothers = hub.count("SELECT id FROM pass WHERE name LIKE '%3'");
        assertThat(desk.confirm(FRONT, List.of(anothers), "amina")).isFalse();
        desk.open(FRONT);
        ask(FRONT, MINE);
        assertThat(desk.confirm(FRONT, List.of(anothers), "amina")).isFalse();
        assertThat(desk.confirm(FRONT, List.of(), "amina")).isFalse();
        assertThat(desk.confirm(GARDEN, List.of(found().getFirst().row()), "amina"))
                .isFalse();
        assertThat(hub.count("SELECT COUNT(*) FROM lost_pass")).isZero();
    }

    @Test
    void theDatabaseHoldsNoPhraseAndTheSamePicturesUnderAnotherKeyAreAnotherHash() {
        String first = hash();
        LostPassDesk elsewhere = new LostPassDesk(
                hub.database,
                new PassRegister(new SealedCards(List.of(), new TokenKey(1, new byte[32]))),
                hub.attendance,
                "another hub's".getBytes(StandardCharsets.US_ASCII),
                TrialIngest.LONDON,
                () -> now,
                () -> {});
        elsewhere.chosen(FRONT, new PrivateRequest.ChoosePhrase(credential(OLD), MINE));
        assertThat(hash()).isNotEqualTo(first);
    }

    @Test
    void withAPassThatWasStoppedNobodyChoosesPicturesOrGoesOnAsAnother() {
        hub.take(tap("17", NEW));
        hub.database.write(handle -> handle.execute(
                "INSERT INTO lost_pass (name, at, by_name) SELECT name, 0, '' FROM pass WHERE name LIKE '%2'"));
        assertThat(desk.chosen(FRONT, new PrivateRequest.ChoosePhrase(credential(NEW), WRONG)))
                .isEqualTo(new PrivateReply.PhraseChosen(false));

        desk.open(FRONT);
        assertThat(ask(FRONT, MINE)).isFalse();
    }

    @Test
    void nobodyGoesOnWhereSomebodyStoppedWhoHasLeftMeanwhile() {
        desk.open(FRONT);
        ask(FRONT, MINE);
        List<Long> old = List.of(found().getFirst().row());
        hub.take(hub.event(
                "kiosk-2", TrialIngest.NOW, new HubEvent.ResidentLeft(credential(OLD), Receipt.by(hub.random))));

        assertThat(desk.confirm(FRONT, old, "amina")).isFalse();
        assertThat(hub.count("SELECT COUNT(*) FROM lost_pass")).isZero();
    }

    @Test
    void aKioskChoosesNoMorePicturesInAnHourThanItsCrowdCould() {
        for (int i = 1; i < 60; i++) {
            desk.chosen(FRONT, new PrivateRequest.ChoosePhrase(credential(OLD), MINE));
        }
        assertThat(desk.chosen(FRONT, new PrivateRequest.ChoosePhrase(credential(OLD), MINE)))
                .isInstanceOf(PrivateReply.Refused.class);
        assertThat(desk.chosen(GARDEN, new PrivateRequest.ChoosePhrase(credential(OLD), MINE)))
                .isInstanceOf(PrivateReply.PhraseChosen.class);
        now = now.plus(Duration.ofMinutes(61));
        assertThat(desk.chosen(FRONT, new PrivateRequest.ChoosePhrase(credential(OLD), MINE)))
                .isInstanceOf(PrivateReply.PhraseChosen.class);
    }

    @Test
    void aPassThatWasNotLostAfterAllIsItsResidentsAgainAndWhatWasSaidWithItMeanwhileHolds() {
        desk.open(FRONT);
        ask(FRONT, MINE);
        desk.confirm(FRONT, List.of(found().getFirst().row()), "amina");
        now = now.plus(Duration.ofMinutes(5));
        hub.take(tap("24", NEW), tap("24", 3));
        hub.take(hub.event("kiosk-1", now, new HubEvent.PassAdded(credential(3), credential(OLD))));
        assertThat(passes()).isEqualTo(2);
        assertThat(returners()).isEqualTo(1);
        LostPassDesk.Stopped stopped = desk.stopped().getFirst();
        assertThat(stopped.byName()).isEqualTo("amina");

        assertThat(desk.takeBack(stopped.row(), "moira", "Found in the other coat"))
                .isTrue();

        assertThat(desk.takeBack(stopped.row(), "moira", "again")).isFalse();
        assertThat(desk.stopped()).isEmpty();
        assertThat(desk.takenBack()).singleElement().satisfies(one -> assertThat(one.reason())
                .isEqualTo("Found in the other coat"));
        assertThat(passes()).isEqualTo(2);
        assertThat(returners())
                .as("who has the third card, since they added the first; the second is somebody new")
                .isEqualTo(1);
        hub.take(tap("24", OLD));
        hub.ingest.rebuild();
        assertThat(passes()).isEqualTo(2);
        assertThat(returners()).isEqualTo(1);
        assertThat(new Roster(hub.database, handle -> java.util.Map.of(), hub.random)
                        .answer(new PrivateRequest.Roster("", 0))
                        .entries())
                .isEmpty();
    }

    @Test
    void twoPeopleWhoWereMadeOneAreTwoAgainUntilTheySayItAnew() {
        hub.take(tap("24", 3), tap("24", 4), hub.event("kiosk-1", now, joining(3, 4)));
        assertThat(passes()).isEqualTo(1);
        LostPassDesk.Joined joined = desk.joined().getFirst();

        assertThat(desk.part(joined.event(), "moira", "A neighbour's card")).isTrue();

        assertThat(desk.part(joined.event(), "moira", "again")).isFalse();
        assertThat(desk.joined()).isEmpty();
        assertThat(passes()).isEqualTo(2);
        hub.ingest.rebuild();
        assertThat(passes()).isEqualTo(2);

        hub.take(hub.event("kiosk-1", now.plusSeconds(60), joining(4, 3)));
        assertThat(passes()).isEqualTo(1);
        assertThat(desk.joined()).hasSize(1);
    }

    @Test
    void whatWasTakenBackNamesNobodyOnceTheyHaveLeft() {
        hub.take(tap("24", 3), tap("24", 4), hub.event("kiosk-1", now, joining(3, 4)));
        desk.part(desk.joined().getFirst().event(), "moira", "Zofia had it in hand");
        desk.open(FRONT);
        ask(FRONT, MINE);
        desk.confirm(FRONT, List.of(found().getFirst().row()), "amina");
        desk.takeBack(desk.stopped().getFirst().row(), "moira", "Zofia found it");

        hub.take(
                hub.event("kiosk-2", now, new HubEvent.ResidentLeft(credential(OLD), Receipt.by(hub.random))),
                hub.event("kiosk-2", now, new HubEvent.ResidentLeft(credential(4), Receipt.by(hub.random))));

        assertThat(desk.takenBack()).hasSize(2).allSatisfy(one -> {
            assertThat(one.symbol()).isEmpty();
            assertThat(one.reason()).isEmpty();
        });
    }

    private static HubEvent joining(int pass, int added) {
        return new HubEvent.PassAdded(credential(pass), credential(added));
    }

    private long passes() {
        return hub.count("SELECT passes FROM day_attendance WHERE day = '2026-11-24'");
    }

    private long returners() {
        return hub.count("SELECT returners FROM day_attendance WHERE day = '2026-11-24'");
    }

    private String hash() {
        return hub.text("SELECT hex(hash) FROM picture_phrase").orElseThrow();
    }

    private boolean ask(DeviceId device, PicturePhrase phrase) {
        return ((PrivateReply.LostPass) desk.asked(device, new PrivateRequest.LostPass(credential(NEW), phrase)))
                .heard();
    }

    private List<LostPassDesk.Old> found() {
        return desk.windows().getFirst().asked().orElseThrow().found();
    }

    private Envelope tap(String day, int pass) {
        return hub.event("kiosk-1", Instant.parse("2026-11-" + day + "T19:10:00Z"), TrialIngest.tap(pass, DROP_IN));
    }

    private static Credential credential(int pass) {
        return TrialIngest.tap(pass, DROP_IN).credential();
    }
}
