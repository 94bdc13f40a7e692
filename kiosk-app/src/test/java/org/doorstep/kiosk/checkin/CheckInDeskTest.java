package org.doorstep.kiosk.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.Ages;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("time")
class CheckInDeskTest {
    private static final String CARD = "00BC614E";
    private static final String COOK = "cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z";
    private static final String CRECHE = "creche 2026-11-22T10:15:00Z 2026-11-22T12:00:00Z";

    @TempDir
    private Path folder;

    private DeskTrial trial;

    @BeforeEach
    void open() {
        trial = new DeskTrial(folder, "2026-11-22T10:05:00Z", "Europe/London");
    }

    @AfterEach
    void close() {
        trial.close();
    }

    @Test
    void aCardNeverSeenBeforeIsSimplyWelcomedToWhatIsOn() {
        trial.on(COOK);

        assertThat(trial.card(CARD)).isInstanceOfSatisfying(Outcome.Welcome.class, welcome -> {
            assertThat(welcome.to().id()).isEqualTo(SessionId.parse("cook@2026-11-22T1000"));
            assertThat(trial.told()).singleElement().satisfies(row -> {
                assertThat(row.id()).isEqualTo(welcome.event());
                assertThat(row.lane()).isEqualTo(Lane.ATTENDANCE);
            });
        });
        assertThat(trial.told(HubEvent.TapRecorded.class)).singleElement().satisfies(tap -> {
            assertThat(tap.shown()).isEqualTo(HubEvent.Outcome.ARRIVAL);
            assertThat(tap.session()).isEqualTo(SessionId.parse("cook@2026-11-22T1000"));
            assertThat(tap.assurance()).isEqualTo(HubEvent.Assurance.UID);
        });
    }

    @Test
    void withNothingOnSomebodyIsWelcomedAllTheSame() {
        assertThat(trial.card(CARD)).isInstanceOfSatisfying(Outcome.Welcome.class, welcome -> assertThat(welcome.to())
                .isEqualTo(new ComingFor.DropIn(SessionId.dropIn(LocalDate.of(2026, 11, 22)))));
    }

    @Test
    void aCardThatLiesOnTheReaderIsOneTap() {
        trial.card(CARD);
        for (int i = 0; i < 20; i++) {
            trial.clock.pass(Duration.ofMillis(400));
            assertThat(trial.card(CARD)).isInstanceOf(Outcome.StillThere.class);
        }
        assertThat(trial.told()).hasSize(1);
    }

    @Test
    void theSameCardSoonAfterIsAlreadyInAndToldAsARepeat() {
        trial.on(COOK);
        Outcome.Welcome first = (Outcome.Welcome) trial.card(CARD);
        trial.clock.pass(Duration.ofMinutes(5));

        assertThat(trial.card(CARD)).isInstanceOfSatisfying(Outcome.AlreadyIn.class, again -> assertThat(again.event())
                .isEqualTo(first.event()));
        assertThat(trial.told(HubEvent.TapRecorded.class))
                .extracting(HubEvent.TapRecorded::shown)
                .containsExactly(HubEvent.Outcome.ARRIVAL, HubEvent.Outcome.REPEAT);
    }

    @Test
    void theSameCardAfterTheSetTimeIsALeaving() {
        trial.on(COOK);
        trial.card(CARD);
        trial.clock.pass(Duration.ofMinutes(20));

        assertThat(trial.card(CARD)).isInstanceOf(Outcome.Goodbye.class);

        trial.clock.pass(Duration.ofSeconds(5));
        assertThat(trial.card(CARD)).as("shown again at once").isInstanceOf(Outcome.Goodbye.class);
        trial.clock.pass(Duration.ofMinutes(3));
        assertThat(trial.card(CARD)).as("came back").isInstanceOf(Outcome.Welcome.class);
        assertThat(trial.told(HubEvent.TapRecorded.class))
                .extracting(HubEvent.TapRecorded::shown)
                .containsExactly(
                        HubEvent.Outcome.ARRIVAL,
                        HubEvent.Outcome.LEAVING,
                        HubEvent.Outcome.REPEAT,
                        HubEvent.Outcome.ARRIVAL);
    }

    @Test
    void aTapShortlyAfterTheEndIsAGoodbyeAndNotASecondWelcome() {
        trial.on("craft 2026-11-22T10:00:00Z 2026-11-22T11:00:00Z");
        trial.clock.pass(Duration.ofMinutes(48));
        trial.card(CARD);
        trial.clock.pass(Duration.ofMinutes(10));

        assertThat(trial.card(CARD)).isInstanceOfSatisfying(Outcome.Goodbye.class, goodbye -> assertThat(
                        goodbye.from().id())
                .isEqualTo(SessionId.parse("craft@2026-11-22T1000")));
        assertThat(trial.told(HubEvent.TapRecorded.class).getLast())
                .satisfies(tap -> assertThat(tap.shown()).isEqualTo(HubEvent.Outcome.LEAVING))
                .satisfies(tap -> assertThat(tap.session()).isEqualTo(SessionId.parse("craft@2026-11-22T1000")));
        trial.clock.pass(Duration.ofMinutes(5));
        assertThat(trial.card(CARD)).as("left, and came back").isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void longAfterTheEndATapIsForSomethingElse() {
        trial.on("craft 2026-11-22T10:00:00Z 2026-11-22T11:00:00Z");
        trial.card(CARD);
        trial.clock.pass(Duration.ofMinutes(85));
        assertThat(trial.card(CARD)).isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void whoStaysForTheNextSessionSaysSoByOneTouch() {
        trial.on("craft 2026-11-22T10:00:00Z 2026-11-22T11:00:00Z", "voices 2026-11-22T11:30:00Z 2026-11-22T12:30:00Z");
        SessionId voices = SessionId.parse("voices@2026-11-22T1130");
        trial.card(CARD);
        trial.clock.pass(Duration.ofMinutes(58));
        Outcome.GoodbyeOrStaying asked = (Outcome.GoodbyeOrStaying) trial.card(CARD);
        assertThat(asked.from().id()).isEqualTo(SessionId.parse("craft@2026-11-22T1000"));
        assertThat(asked.choices()).hasSize(1);

        assertThat(trial.desk().choose(asked.event(), voices)).isInstanceOf(Outcome.Welcome.class);

        assertThat(trial.told(HubEvent.SessionChosen.class))
                .containsExactly(new HubEvent.SessionChosen(asked.event(), voices));
        trial.clock.pass(Duration.ofMinutes(2));
        assertThat(trial.card(CARD)).isInstanceOfSatisfying(Outcome.AlreadyIn.class, again -> assertThat(
                        again.to().id())
                .isEqualTo(voices));
    }

    @Test
    void somethingElseIsAnAnswerThatTheHubHears() {
        trial.on(COOK, CRECHE);
        Outcome.ChooseSession asked = (Outcome.ChooseSession) trial.card(CARD);
        SessionId dropIn = SessionId.dropIn(LocalDate.of(2026, 11, 22));

        assertThat(trial.desk().somethingElse(asked.event()))
                .isEqualTo(new Outcome.Welcome(asked.event(), new ComingFor.DropIn(dropIn), Companions.NOBODY));
        assertThat(trial.told(HubEvent.SessionChosen.class))
                .containsExactly(new HubEvent.SessionChosen(asked.event(), dropIn));
    }

    /// A Raspberry Pi finds out the time while people are tapping.
    @Test
    void aWallClockThatJumpsMakesNoLeavingAndNoNewVisit() {
        trial.card(CARD);
        trial.clock.pass(Duration.ofMinutes(2));
        trial.clock.setWall("2026-11-22T18:00:00Z");
        assertThat(trial.card(CARD)).isInstanceOf(Outcome.AlreadyIn.class);

        trial.clock.pass(Duration.ofMinutes(2));
        trial.clock.setWall("2026-11-22T09:00:00Z");
        assertThat(trial.card(CARD)).isInstanceOf(Outcome.AlreadyIn.class);
    }

    @Test
    void afterAStartTheTokenIsKnownAgain() {
        trial.cards.tokenKey(new TokenKey(1, new byte[32]));
        trial.card(CARD);
        trial.clock.pass(Duration.ofMinutes(1));
        trial.startAgain();

        assertThat(trial.card(CARD)).isInstanceOf(Outcome.AlreadyIn.class);
    }

    @Test
    void aCardThatCameBeforeTheKeyIsKnownAfterIt() {
        trial.card(CARD);
        assertThat(trial.told(HubEvent.TapRecorded.class).getFirst().credential())
                .isInstanceOf(Credential.Sealed.class);
        trial.cards.tokenKey(new TokenKey(1, new byte[32]));
        trial.clock.pass(Duration.ofMinutes(1));

        assertThat(trial.card(CARD)).isInstanceOf(Outcome.AlreadyIn.class);
        assertThat(trial.told(HubEvent.TapRecorded.class).getLast().credential())
                .isInstanceOf(Credential.Token.class);
    }

    @Test
    void noCardNumberIsInTheDatabase() throws Exception {
        trial.card(CARD);
        for (String file : List.of("kiosk.db", "kiosk.db-wal")) {
            String bytes = Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
            assertThat(bytes).doesNotContain(CARD);
        }
        assertThat(Files.size(folder.resolve("kiosk.db-wal"))).isPositive();
    }

    @Test
    void severalOnAsksWhichAndTheChoiceIsTold() {
        trial.on(COOK, CRECHE);
        Outcome.ChooseSession asked = (Outcome.ChooseSession) trial.card(CARD);
        assertThat(asked.choices()).hasSize(2);
        SessionId creche = SessionId.parse("creche@2026-11-22T1015");

        Outcome chosen = trial.desk().choose(asked.event(), creche);

        assertThat(chosen).isInstanceOfSatisfying(Outcome.Welcome.class, welcome -> assertThat(
                        welcome.to().id())
                .isEqualTo(creche));
        assertThat(trial.told(HubEvent.TapRecorded.class).getFirst().session().isDropIn())
                .isTrue();
        assertThat(trial.told(HubEvent.SessionChosen.class))
                .containsExactly(new HubEvent.SessionChosen(asked.event(), creche));
        trial.clock.pass(Duration.ofMinutes(1));
        assertThat(trial.card(CARD)).isInstanceOfSatisfying(Outcome.AlreadyIn.class, again -> assertThat(
                        again.to().id())
                .isEqualTo(creche));
    }

    @Test
    void whoWalksAwayFromTheQuestionIsAskedAgainAndNotCountedTwice() {
        trial.on(COOK, CRECHE);
        Outcome.ChooseSession asked = (Outcome.ChooseSession) trial.card(CARD);
        trial.clock.pass(Duration.ofMinutes(1));

        assertThat(trial.card(CARD)).isEqualTo(asked);
        assertThat(trial.told()).hasSize(1);
        trial.clock.pass(Duration.ofMinutes(30));
        assertThat(trial.card(CARD)).isInstanceOf(Outcome.Goodbye.class);
    }

    @Test
    void aGuestIsOneTouchAndHasCompanions() {
        trial.on(COOK);
        Outcome.GuestWelcome guest = (Outcome.GuestWelcome) trial.desk().guest();
        trial.desk().companions(guest.event(), with(0, 0, 1, 0));

        Outcome counted = trial.desk().companions(guest.event(), with(1, 2, 0, 0));

        assertThat(counted).isEqualTo(new Outcome.GuestWelcome(guest.event(), guest.to(), with(1, 2, 0, 0)));
        assertThat(trial.told(HubEvent.GuestCounted.class)).hasSize(1);
        assertThat(trial.told(HubEvent.CompanionsCounted.class))
                .containsExactly(
                        new HubEvent.CompanionsCounted(guest.event(), 0, new Ages(0, 1, 0)),
                        new HubEvent.CompanionsCounted(guest.event(), 1, new Ages(2, 0, 0)));
    }

    @Test
    void everyGuestIsAnotherPerson() {
        for (int i = 0; i < 5; i++) {
            trial.desk().guest();
        }
        assertThat(trial.told(HubEvent.GuestCounted.class)).hasSize(5);
    }

    @Test
    void aTouchThatBelongsToNothingChangesNothing() {
        EventId nobody = EventId.parse("01900000-0000-7000-8000-000000000000");
        assertThat(trial.desk().companions(nobody, with(1, 0, 0, 0))).isInstanceOf(Outcome.TooLate.class);
        assertThat(trial.desk().choose(nobody, SessionId.parse("cook@2026-11-22T1000")))
                .isInstanceOf(Outcome.TooLate.class);
        assertThat(trial.told()).isEmpty();
    }

    @Test
    void aNewPassIsIssuedAndTappedAtOnce() {
        trial.on(COOK);
        trial.blanks(3);

        Outcome.NewPass made = (Outcome.NewPass) trial.desk().newPass();

        assertThat(trial.stock.level()).isEqualTo(2);
        assertThat(trial.told(HubEvent.PassIssued.class)).hasSize(1);
        assertThat(trial.told(HubEvent.TapRecorded.class)).hasSize(1);
        assertThat(trial.told()).extracting(Envelope::lane).containsExactlyInAnyOrder(Lane.MEMBER, Lane.ATTENDANCE);
        trial.clock.pass(Duration.ofMinutes(1));
        assertThat(trial.code(made.code())).isInstanceOf(Outcome.AlreadyIn.class);
    }

    @Test
    void withNoBlanksLeftNothingHappensButAKindWord() {
        assertThat(trial.desk().newPass()).isInstanceOf(Outcome.NoBlanks.class);
        assertThat(trial.told()).isEmpty();
    }

    @Test
    void onlyGoodBlanksAreTakenInAndTheStockIsNeverOverfull() throws Exception {
        String forged = PassCode.sign(
                DeskTrial.passId(5),
                DeskTrial.LAST_DAY,
                "0001",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        trial.stock.add(List.of("https://example.org", forged, trial.pass(7)), trial.schedule.today());
        assertThat(trial.stock.level()).isEqualTo(1);
        assertThat(trial.stock.wanted()).isPresent();

        trial.blanks(100);
        assertThat(trial.stock.level()).isEqualTo(PassStock.FULL);
        assertThat(trial.stock.wanted()).isEmpty();
    }

    @Test
    void everyRefusalIsCountedByItsReasonAndChangesNothing() {
        trial.code("https://example.org/menu");
        trial.code("HELLO");
        trial.code("A".repeat(5_000_000));
        trial.code("\u0000\u0007");
        trial.code("DS1:HALF");
        trial.desk().read(new Reading.Garbage(Reading.Reason.CHANGES_EACH_TIME));

        assertThat(trial.desk().refusals())
                .containsEntry("web-address", 1L)
                .containsEntry("not-a-pass", 3L)
                .containsEntry("damaged", 1L)
                .containsEntry("changing-card", 1L);
        assertThat(trial.told()).isEmpty();
    }

    @Test
    void yesterdayIsForgotten() {
        trial.card(CARD);
        trial.clock.pass(Duration.ofDays(1));
        assertThat(trial.card(CARD)).isInstanceOf(Outcome.Welcome.class);
        int known = trial.store.database().read(handle -> handle.createQuery("SELECT count(*) FROM arrival")
                .mapTo(int.class)
                .one());
        assertThat(known).isEqualTo(1);
    }

    /// The hub writes down every blank it sends, and refuses who takes 2,000 and issues none.
    @Test
    void passesThatCameToAFullDiskAreKeptWhenItTakesThemAndNotAskedForAgain() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < PassStock.FULL; i++) {
            codes.add(trial.pass(i));
        }
        pages("1");
        trial.stock.add(codes, trial.schedule.today());
        for (int turn = 0; turn < 40; turn++) {
            assertThat(trial.stock.wanted()).isEmpty();
        }
        assertThat(trial.stock.level()).isZero();

        pages("100000");
        assertThat(trial.stock.wanted()).isEmpty();
        assertThat(trial.stock.level()).isEqualTo(PassStock.FULL);
    }

    @Test
    void aScheduleThatCouldNotBeKeptIsTriedAgain() {
        pages("1");
        String[] many = new String[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = "cook%d 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z".formatted(i);
        }
        assertThatThrownBy(() -> trial.on(many)).isInstanceOf(StoreException.class);
        assertThat(trial.schedule.onAt(trial.clock.instant()))
                .as("up all the same")
                .hasSize(100);
        assertThatThrownBy(trial.schedule::keep).isInstanceOf(StoreException.class);

        pages("100000");
        trial.schedule.keep();
        assertThat(new ScheduleBoard(trial.store.database(), DeskTrial.HUB, trial.zone, trial.clock)
                        .onAt(trial.clock.instant()))
                .as("after a start")
                .hasSize(100);
    }

    /// SQLite lets the file be as large as it is, at the least.
    private void pages(String most) {
        trial.store.database().write(handle -> handle.createQuery("PRAGMA max_page_count = " + most)
                .mapTo(int.class)
                .one());
    }

    /// The disk is full for real: SQLite may not make the file any larger.
    @Test
    void aFullDiskNeverGivesAFalseWelcome() {
        trial.store.database().write(handle -> {
            int pages = handle.createQuery("PRAGMA page_count").mapTo(int.class).one();
            return handle.createQuery("PRAGMA max_page_count = " + pages)
                    .mapTo(int.class)
                    .one();
        });
        int welcomed = 0;
        Outcome outcome = trial.card(CARD);
        for (int i = 0; i < 2_000 && !(outcome instanceof Outcome.CannotSave); i++) {
            assertThat(outcome).isInstanceOf(Outcome.Welcome.class);
            welcomed++;
            outcome = trial.card(String.format("%08X", 0x10000000 + i));
        }
        assertThat(outcome).isInstanceOf(Outcome.CannotSave.class);
        assertThat(trial.desk().saving()).isFalse();
        assertThat(trial.told()).hasSize(welcomed);
        assertThat(trial.desk().guest()).isInstanceOf(Outcome.CannotSave.class);
        EventId last = trial.told().getLast().id();
        trial.desk().whatFor(last);
        trial.desk().companions(last, Companions.NOBODY);
        assertThat(trial.desk().saving()).as("nothing was written by those").isFalse();

        trial.store.database().write(handle -> handle.createQuery("PRAGMA max_page_count = 100000")
                .mapTo(int.class)
                .one());
        trial.desk().tryToSave();
        assertThat(trial.desk().saving()).isTrue();
        assertThat(trial.card("7777AAAA")).isInstanceOf(Outcome.Welcome.class);
        assertThat(trial.told()).hasSize(welcomed + 1);
    }

    private static Companions with(int adults, int from0, int from5, int from12) {
        return new Companions(adults, new Ages(from0, from5, from12));
    }
}
