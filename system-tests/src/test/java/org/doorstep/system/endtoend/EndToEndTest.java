package org.doorstep.system.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.system.LongestFirst;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Camera;
import org.doorstep.system.trial.Chromium;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.ToldClock;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole way, through real programs and real pages: a card and a code's picture at the kiosks, the manager's page,
/// the area's page. Nothing stands in for anything but the hands and the camera's film.
@Tag("slow")
@Order(LongestFirst.FROM_THE_FRONT)
class EndToEndTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final long SEED = 7;

    /// These only end a test that has failed already.
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Duration CATCHES_UP_WITHIN = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TrialHouse house;
    private TrialPasses passes;
    private Camera camera;
    private Chromium chromium;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TrialHouse.Broker.class)
    void aCardAndACodesPictureAreWelcomedCountedOnTheManagersPageAndReachTheCentre(TrialHouse.Broker broker)
            throws Exception {
        begin(broker);
        house.startAll();
        Page kiosk1 = chromium.kioskPage(house.url(Part.KIOSK_1));
        Page kiosk2 = chromium.kioskPage(house.url(Part.KIOSK_2));
        Page manager = signIn(Part.HUB, "manager");
        KioskHand hand = hand(Part.KIOSK_1);
        awaitHub(hand);

        // How long each takes is the bench's to say ("page").
        for (int person = 0; person < 7; person++) {
            hand.card("%010d".formatted(20_000_000 + person));
            awaitView(kiosk1, "welcome");
            awaitText(manager, "#visits", Integer.toString(person + 1));
            home(kiosk1);
        }

        camera.showCode(passes.code(1, LocalDate.now(ZONE)));
        awaitView(kiosk2, "welcome");
        camera.showNothing();
        // They stay at the page for a while.
        settle(kiosk2);
        kiosk2.locator(".ring").click();
        awaitText(manager, "#visits", "8");
        assertThat(manager.locator("#present").textContent()).isEqualTo("8");

        // One touch each: a guest, and two children with a pass's holder.
        settle(kiosk1);
        kiosk1.locator("#guest").click();
        awaitView(kiosk1, "guest");
        awaitText(manager, "#guests", "1");
        Locator children = kiosk2.locator(".counter").nth(1).locator("button").nth(1);
        children.click();
        kiosk2.waitForFunction("() => document.querySelectorAll('.counter output')[1]?.textContent === '1'");
        kiosk2.locator(".counter").nth(1).locator("button").nth(1).click();
        awaitText(manager, "#companions", "2");
        assertThat(manager.locator("#visits").textContent()).isEqualTo("8");

        Page centre = signIn(Part.AREA, "colleague");
        await("the area's page shows 10: 8 visits, to the nearest five")
                .atMost(CATCHES_UP_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    centre.reload();
                    assertThat(centre.locator("td.num").allTextContents())
                            .anySatisfy(cell -> assertThat(cell.strip()).startsWith("10"));
                });
        await("the kiosk says that its taps are at the centre")
                .atMost(CATCHES_UP_WITHIN)
                .until(() -> hand.health().get("notAtCentre").longValue() == 0);
    }

    @ParameterizedTest
    @EnumSource(TrialHouse.Broker.class)
    void aSecondTapIsAlreadyInALaterOneIsALeavingAndANewPassWorksAtTheOtherKiosk(TrialHouse.Broker broker)
            throws Exception {
        begin(broker);
        Instant halfAnHourAgo = Instant.now().minusSeconds(30 * 60);
        assumeTrue(
                LocalDate.ofInstant(halfAnHourAgo, ZONE).equals(LocalDate.now(ZONE)),
                "Half an hour ago was yesterday at the hub.");
        cameIn(passes.pass(5), halfAnHourAgo);
        house.startAll();
        Page kiosk1 = chromium.kioskPage(house.url(Part.KIOSK_1));
        Page kiosk2 = chromium.kioskPage(house.url(Part.KIOSK_2));
        KioskHand hand = hand(Part.KIOSK_1);
        awaitHub(hand);
        LocalDate today = LocalDate.now(ZONE);

        hand.code(passes.code(1, today));
        awaitView(kiosk1, "welcome");
        hand.code(passes.code(2, today));
        awaitShownAgain(kiosk1, 2, "welcome");
        hand.code(passes.code(1, today));
        awaitShownAgain(kiosk1, 3, "again");

        hand.code(passes.code(5, today));
        awaitView(kiosk1, "goodbye");

        await("the hub has left blanks with the kiosk")
                .atMost(CATCHES_UP_WITHIN)
                .until(() -> hand.health().get("blanks").intValue() > 0);
        home(kiosk1);
        kiosk1.locator("#new-here").click();
        awaitView(kiosk1, "new-here");
        settle(kiosk1);
        kiosk1.locator("[data-press='desk/pass']").click();
        awaitView(kiosk1, "pass");
        camera.showPicture(kiosk1.locator(".qr").screenshot());
        awaitView(kiosk2, "welcome");
        camera.showNothing();

        awaitEmpty(hand);
        awaitEmpty(hand(Part.KIOSK_2));
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            // A kiosk counts what waits a moment after it was shown, so that its "nothing" may be of before.
            await("what passes 1, 2 and 5 and the new one did has come")
                    .atMost(CATCHES_UP_WITHIN)
                    .until(() -> books.taps() >= 7);
            assertThat(books.visits()).isEqualTo(4);
            assertThat(books.number("SELECT count(*) FROM visit WHERE leaving = 'tapped'"))
                    .isOne();
            assertThat(books.taps()).isEqualTo(7);
            assertThat(books.number("SELECT count(*) FROM pass WHERE issued_by = 'kiosk-1'"))
                    .isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(TrialHouse.Broker.class)
    void whileHubOrAreaIsAwayPeopleAreWelcomedAndEverythingCatchesUp(TrialHouse.Broker broker) throws Exception {
        begin(broker);
        house.startAll();
        Page kiosk1 = chromium.kioskPage(house.url(Part.KIOSK_1));
        Page manager = signIn(Part.HUB, "manager");
        Page centre = signIn(Part.AREA, "colleague");
        KioskHand hand = hand(Part.KIOSK_1);
        awaitHub(hand);
        LocalDate today = LocalDate.now(ZONE);

        house.kill(Part.AREA);
        house.kill(Part.HUB);
        for (int person = 1; person <= 9; person++) {
            hand.code(passes.code(person, today));
            awaitShownAgain(kiosk1, person, "welcome");
        }
        await("the kiosk says that the hub is away")
                .atMost(CATCHES_UP_WITHIN)
                .until(() -> !hand.health().get("hubHere").booleanValue() && hand.notAtHub() == 9);

        house.start(Part.HUB);
        await("the page that was open all the time shows them")
                .atMost(CATCHES_UP_WITHIN)
                .until(() -> manager.locator("#visits").textContent().equals("9"));
        awaitEmpty(hand);
        assertThat(hand.health().get("notAtCentre").longValue()).isEqualTo(9);

        house.start(Part.AREA);
        await("the area has caught up")
                .atMost(CATCHES_UP_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    centre.reload();
                    assertThat(centre.locator("td.num").allTextContents())
                            .anySatisfy(cell -> assertThat(cell.strip()).startsWith("10"));
                });
    }

    private void begin(TrialHouse.Broker broker) throws Exception {
        assumeTrue(Chromium.installed(), "Chromium is not installed here.");
        assumeTrue(
                broker == TrialHouse.Broker.EMBEDDED || TrialHouse.hasMosquitto(), "Mosquitto is not installed here.");
        camera = new Camera(folder.resolve("camera"));
        house = keep(TrialHouse.make(
                folder.resolve("house"),
                Programs.here(Path.of("").toAbsolutePath().getParent()),
                new TrialHouse.Plan(
                        broker,
                        ZONE.toString(),
                        TrialHouse.Readers.SIMULATED,
                        new TrialHouse.Readers("simulated", camera.setting()))));
        house.set(Part.HUB, "upstream.release", "at-once");
        passes = new TrialPasses(SEED, house.keys());
        chromium = keep(new Chromium());
    }

    /// Gives kiosk 1 a past: this pass came in at that time, and the kiosk remembers it.
    private void cameIn(PassId pass, Instant at) {
        ToldClock clock = new ToldClock(at);
        SessionId session = SessionId.dropIn(LocalDate.ofInstant(at, ZONE));
        Source source = new Source(new HubId(TrialHouse.HUB), new DeviceId(Part.KIOSK_1.folder()));
        try (KioskStore store = KioskStore.open(house.folder(Part.KIOSK_1), source, clock, new Random(SEED))) {
            store.database().write(transaction -> {
                Envelope tap = store.outbox()
                        .append(
                                transaction,
                                Lane.ATTENDANCE,
                                new HubEvent.TapRecorded(
                                        new Credential.Pass(pass, passes.keyId()),
                                        HubEvent.Assurance.SIGNED,
                                        HubEvent.Outcome.ARRIVAL,
                                        session));
                transaction.execute(
                        "INSERT INTO arrival (event, kind, day, session, choosing, adults, children)"
                                + " VALUES (?, 'pass', ?, ?, 0, 0, 0)",
                        tap.id().toString(),
                        session.date().toString(),
                        session.toString());
                return transaction.execute(
                        "INSERT INTO visit (visitor, session, day, arrival, here, boot, uptime_ms, wall_ms)"
                                + " VALUES (?, ?, ?, ?, 1, 'another', 1, ?)",
                        "pass " + pass,
                        session.toString(),
                        session.date().toString(),
                        tap.id().toString(),
                        at.toEpochMilli());
            });
        }
    }

    /// Through the one-time link that the program printed.
    private Page signIn(Part part, String name) {
        return chromium.signedIn(house.firstSignIn(part), name);
    }

    private KioskHand hand(Part kiosk) {
        return keep(new KioskHand(house.url(kiosk)));
    }

    private static void awaitHub(KioskHand hand) {
        await("the kiosk finds its hub")
                .atMost(CATCHES_UP_WITHIN)
                .until(() -> hand.health().get("hubHere").booleanValue());
    }

    private static void awaitEmpty(KioskHand hand) {
        await("the outbox is empty").atMost(CATCHES_UP_WITHIN).until(() -> hand.notAtHub() == 0);
    }

    private static void awaitView(Page kiosk, String view) {
        kiosk.locator("html[data-view='" + view + "']")
                .waitFor(new Locator.WaitForOptions()
                        .setState(WaitForSelectorState.ATTACHED)
                        .setTimeout(SOON.toMillis()));
    }

    /// The same face may come twice in a row; the page counts what it is told.
    private static void awaitShownAgain(Page kiosk, int shown, String view) {
        kiosk.locator("html[data-shown='" + shown + "'][data-view='" + view + "']")
                .waitFor(new Locator.WaitForOptions()
                        .setState(WaitForSelectorState.ATTACHED)
                        .setTimeout(SOON.toMillis()));
    }

    private static void awaitText(Page page, String where, String text) {
        page.waitForFunction(
                "([where, text]) => document.querySelector(where)?.textContent.trim() === text",
                List.of(where, text),
                new Page.WaitForFunctionOptions().setTimeout(SOON.toMillis()).setPollingInterval(20));
    }

    private static void home(Page kiosk) {
        kiosk.keyboard().press("Escape");
        awaitView(kiosk, "home");
        settle(kiosk);
    }

    /// The page ignores touches for a moment after something new appeared under the finger.
    private static void settle(Page kiosk) {
        kiosk.waitForFunction("() => document.documentElement.dataset.settled === 'yes'");
    }

    private <T extends AutoCloseable> T keep(T each) {
        open.add(each);
        return each;
    }
}
