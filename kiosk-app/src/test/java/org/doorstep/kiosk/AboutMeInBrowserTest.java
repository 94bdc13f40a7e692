package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.doorstep.kiosk.area.AreaBook;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.talk.Greeting;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.contract.talk.SmallArea;
import org.doorstep.relay.link.InMemoryLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// "About me" in Chromium, by touches alone: what is shown, what is said, and what of it comes to
/// the outbox.
@Tag("slow")
class AboutMeInBrowserTest {
    private static final String COOK = "cook cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat";

    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    @TempDir
    private Path folder;

    private TrialKiosk kiosk;
    private TellingHub hub;
    private InMemoryLink link;
    private Glass glass;

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(
                folder.resolve(AreaBook.POSTCODES),
                "pcds,lsoa21cd,lsoa21nm,decile\nZZ1 1AA,X01000003,Weir Side,2\nZZ1 2AB,X01000004,Dye House Row,1\n");
        kiosk = new TrialKiosk(folder);
        kiosk.on(COOK);
        hub = new TellingHub(kiosk);
        link = hub.startKiosk();
    }

    @AfterEach
    void close() {
        kiosk.close();
        link.close();
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({"800,480,ltr", "720,1280,ltr", "1280,800,ltr", "800,480,rtl"})
    void everyFaceIsWholeLargeAndOpenToAll(int width, int height, String direction) {
        open(width, height, direction);
        tap();
        look("welcome-own");
        press("own", "about");
        look("about");
        press("about-held", "about-held");
        look("about-held");
        press("about-looks", "about-looks");
        look("about-looks");
        press("back", "about-held");
        press("about-change", "about-change");
        look("about-change");
        press("about-nickname", "about-nickname");
        look("about-nickname");
        press("back", "about-change");
        press("about-age", "about-age");
        look("about-age");
        press("back", "about-change");
        press("about-language", "about-language");
        look("about-language");
        press("back", "about-change");
        press("about-postcode", "about-postcode");
        look("about-postcode");
        postcode("ZZ11AA");
        press("next", "about-area");
        look("about-area");
        press("back", "about-change");
        press("back", "about");
        press("about-visits-0", "about-visits");
        look("about-visits");
        press("[data-press='about/deny']", "about-deny");
        look("about-deny");
        press("back", "about");
        press("about-missed-0", "about-missed");
        look("about-missed");
        press("[data-session='choir@2026-11-18T1900']", "about-claim");
        look("about-claim");
        press("about-claimed", "about-claimed");
        look("about-claimed");
        press("about-menu", "about");
        press("about-copy", "about-copies");
        look("about-copies");
        press("about-copy-text-0", "about-copy");
        look("about-copy");
        press("back", "about");
        press("about-copy", "about-copies");
        press("about-paper", "about-paper");
        look("about-paper");
        press("back", "about");
        press("about-leave", "about-leave");
        look("about-leave");
        press("about-left", "about-left");
        look("about-left");
    }

    @Test
    void whatIsSaidIsSealedInTheOutboxAndShownAtOnce() throws Exception {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        assertThat(words()).contains("About you, Zaneta").contains("5 visits, the first on 3 Mar 2026");
        press("about-change", "about-change");
        press("about-nickname", "about-nickname");
        glass.settle();
        for (String key : List.of("i", "v", "o")) {
            page().locator("[data-key='" + key + "']").locator("visible=true").click();
        }
        assertThat(page().locator("#typed").innerText()).isEqualTo("Ivo");
        press("next", "about-change");
        assertThat(words()).contains("Saved").contains("Ivo");
        press("about-age", "about-age");
        press("about-say-age-80-over", "about-change");
        press("about-postcode", "about-postcode");
        postcode("ZZ12AB");
        press("next", "about-area");
        assertThat(words()).contains("That is around Dye House Row. Right?");
        press("about-say-area-X01000004", "about-change");
        press("about-say-large-true", "about-change");
        // The face is the same as before: only its letters say that the answer has come.
        page().waitForFunction("() => document.documentElement.dataset.text === 'large'");

        ResidentWords said = said().reduce(ResidentWords.NOTHING, (before, now) -> now.over(before));
        assertThat(said)
                .isEqualTo(ResidentWords.NOTHING
                        .withNickname("Ivo")
                        .withAgeBand(AgeBand.FROM_80)
                        .withArea(new SmallArea("X01000004", 1))
                        .withLargeText(true));
        assertThat(rows()).noneMatch(row -> row.contains("Ivo") || row.contains("ZZ1"));
    }

    @Test
    void whoLeavesFromWhatTheyOpenedOverItWaitsForNoOtherCard() {
        open(800, 480, "ltr");
        for (String over : List.of("wishes", "languages")) {
            present("card", over.equals("wishes") ? "00BC614E" : "00BC6150");
            glass.waitForView("welcome");
            press("own", "about");
            press("desk-another-card", "notice");
            press(over, over);
            page().waitForRequest("**/desk/never-mind", () -> page().keyboard().press("Escape"));
            glass.waitForView("home");
        }
    }

    @Test
    void howTheScreenWorksForABareCardIsKeptByConsentAndTravelsSealed() throws Exception {
        open(800, 480, "ltr");
        tap();
        press("wishes", "wishes");
        press("wish-theme", "wishes");
        page().waitForSelector("html[data-theme=dark]");
        press("wish-still", "wishes");
        page().waitForSelector("html[data-motion=still]");
        press("wish-keep", "about-screen");
        assertThat(words()).contains("Now: Colours: Dark", "Nothing moves");
        look("about-screen");
        press("about-screen-said-keep", "about-change");
        assertThat(words()).contains("Saved").containsPattern("How the\\s+screen works\\s+yes");
        look("about-change-screen");

        assertThat(said().reduce(ResidentWords.NOTHING, (before, now) -> now.over(before)))
                .isEqualTo(ResidentWords.NOTHING
                        .withLargeText(false)
                        .withSpoken(false)
                        .withScreen("dark still"));
        assertThat(rows()).noneMatch(row -> row.contains("dark") || row.contains("still"));

        press("about-screen", "about-screen");
        press("about-screen-said-forget", "about-change");
        assertThat(said().reduce(ResidentWords.NOTHING, (before, now) -> now.over(before))
                        .saidScreen())
                .contains("");
    }

    @Test
    void aPostcodeThatIsNotAroundHereIsSaidSoAndNothingIsKept() {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        press("about-change", "about-change");
        press("about-postcode", "about-postcode");
        postcode("QQ99QQ");
        page().locator("#next").click();
        page().waitForSelector(".typing-problem");
        assertThat(words()).doesNotContain("QQ99QQ");
        assertThat(rows()).noneMatch(row -> row.contains("resident"));
    }

    @Test
    void aDeniedVisitAndALeavingAreKeptAndTheReceiptIsTheOneThatTravels() {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        press("about-visits-0", "about-visits");
        press("#deny-drop-in\\@2026-11-20T0000", "about-deny");
        press("about-denied", "about-denied");
        assertThat(events(HubEvent.VisitDenied.class)).singleElement().satisfies(denied -> assertThat(denied.session())
                .hasToString("drop-in@2026-11-20T0000"));

        press("about-menu", "about");
        press("about-leave", "about-leave");
        press("about-left", "about-left");
        assertThat(page().locator(".about-large").innerText())
                .isEqualTo(
                        events(HubEvent.ResidentLeft.class).getFirst().receipt().toString());
    }

    @Test
    void whoWasThereSaysSoOnceAndIsToldThatSomebodyLooks() {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        press("about-missed-0", "about-missed");
        assertThat(words()).doesNotContain("Crèche");
        press("[data-session='job-club@2026-11-20T1300']", "about-claim");
        assertThat(words()).contains("Nobody here could confirm it.").doesNotContain("Yes, I was there");
        press("back", "about");
        press("about-missed-0", "about-missed");
        press("about-missed-4", "about-missed");
        says("Crèche");
        press("[data-session='creche@2026-11-17T0945']", "about-claim");
        press("about-claimed", "about-claimed");

        assertThat(events(HubEvent.VisitClaimed.class))
                .singleElement()
                .satisfies(claimed -> assertThat(claimed.session()).hasToString("creche@2026-11-17T0945"));
    }

    @Test
    void whoWantsItOnPaperIsGivenANumberForTheDeskThatDoesNotComeBack() {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        press("about-copy", "about-copies");
        press("about-paper", "about-paper");
        assertThat(page().locator(".about-large").innerText()).isEqualTo("7K3M 9QAZ");

        present("card", "00BC6150");
        page().waitForFunction("() => document.documentElement.dataset.view === 'welcome'");
        press("done", "home");

        assertThat(words()).doesNotContain("7K3M");
    }

    @Test
    void aCopyOfMoreVisitsThanThePageHasGoesOnWithTheVisitsBefore() {
        hub.answer = new PrivateReply.AboutMe(
                TellingHub.HELD.passes(),
                TellingHub.HELD.said(),
                TellingHub.HELD.firstDay(),
                90,
                TellingHub.HELD.latest(),
                TellingHub.HELD.looks());
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        press("about-copy", "about-copies");
        press("about-copy-text-0", "about-copy");
        assertThat(words()).contains("With your latest 5 visits.");
        for (int part = 1; page().locator("#about-copy-text-" + part + "-0").count() > 0; part++) {
            press("about-copy-text-" + part + "-0", "about-copy");
            says("Part " + (part + 1) + " of");
        }
        press("about-copy-text-0-40", "about-copy");
        says("With your visits 41 to 45 of 90, the latest first.");
    }

    @Test
    void withTheHubAwayOneCanStillSaySomethingAndLeave() {
        open(800, 480, "ltr");
        tap();
        link.cut();
        press("own", "about-away");
        look("about-away");
        press("about-change", "about-change");
        press("about-age", "about-age");
        press("about-say-age-18-24", "about-change");
        assertThat(words()).contains("18 to 24");
        press("back", "about-away");
        press("about-leave", "about-leave");
        press("about-left", "about-left");
        assertThat(events(HubEvent.ResidentLeft.class)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"800,480,ltr", "720,1280,ltr", "1280,800,ltr", "800,480,rtl"})
    void anotherCardIsUsedTooByTouchAndANeighboursIsCountedByItself(int width, int height, String direction) {
        open(width, height, direction);
        tap();
        press("own", "about");
        press("desk-another-card", "notice");
        look("another-card");
        present("card", "00BC6150");
        page().waitForSelector("[data-press='desk/both-are-mine']");
        look("both-yours");
        press("[data-press='desk/not-mine']", "welcome");
        assertThat(events(HubEvent.PassAdded.class)).isEmpty();
        assertThat(events(HubEvent.TapRecorded.class)).hasSize(2);

        press("own", "about");
        press("desk-another-card", "notice");
        present("card", "00BC6151");
        page().waitForSelector("[data-press='desk/both-are-mine']");
        press("[data-press='desk/both-are-mine']", "notice");
        page().waitForSelector(".stage-welcome");
        look("card-added");
        assertThat(events(HubEvent.PassAdded.class)).hasSize(1);
    }

    @Test
    void whoGoesBackFromUsingAnotherCardLeavesTheNextOneAlone() {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        press("desk-another-card", "notice");
        glass.settle();
        page().waitForResponse(
                        "**/desk/never-mind", () -> page().locator("#done").click());

        present("card", "00BC6150");
        glass.waitForView("welcome");
    }

    @Test
    void whatTheHubTellsTooLateIsNotShownToWhoeverStandsThereThen() {
        hub.answer = new PrivateReply.NotYet();
        open(800, 480, "ltr");
        tap();
        Object before = page().evaluate("document.documentElement.dataset.shown");
        glass.settle();
        Response late = page().waitForResponse("**/about/menu", () -> {
            page().locator("#own").click();
            present("card", "00BC6150");
            page().waitForFunction("before => document.documentElement.dataset.shown !== before", before);
            page().keyboard().press("Escape");
            hub.answer = TellingHub.HELD;
        });
        assertThat(late.finished()).isNull();
        page().evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

        assertThat(glass.view()).isEqualTo("home");
        assertThat(page().locator("body").innerText()).doesNotContain("Zaneta");
    }

    @Test
    void whileTheHubIsAskedOneCanGoHomeAndTheNextIsCountedIn() {
        hub.answer = new PrivateReply.NotYet();
        open(800, 480, "ltr");
        tap();
        glass.settle();
        page().locator("#own").click();
        page().keyboard().press("Escape");
        press("guest", "guest");
    }

    @Test
    void aReceiptComesBackAfterANeighboursCard() {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        press("about-leave", "about-leave");
        press("about-left", "about-left");
        String receipt = page().locator(".about-large").innerText();

        present("card", "00BC6150");
        glass.waitForView("welcome");
        press("done", "about-left");

        assertThat(page().locator(".about-large").innerText()).isEqualTo(receipt);
    }

    @ParameterizedTest
    @CsvSource({"800,480,ltr", "720,1280,ltr", "1280,800,ltr", "800,480,rtl"})
    void theLongestNameInLargeTextIsWhole(int width, int height, String direction) {
        greeted("Maximiliana-Wilhelmina W");
        open(width, height, direction);
        present("code", kiosk.pass(7, LocalDate.of(2030, 1, 1)));
        glass.waitForView("welcome");
        assertThat(words()).contains("Maximiliana");
        look("large-welcome");
        press("own", "about");
        look("large-about");
        press("about-held", "about-held");
        look("large-about-held");
        press("about-change", "about-change");
        look("large-about-change");
        press("about-age", "about-age");
        look("large-about-age");
        press("back", "about-change");
        press("back", "about");
        press("about-visits-0", "about-visits");
        look("large-about-visits");
        press("back", "about");
        press("about-leave", "about-leave");
        look("large-about-leave");
    }

    @Test
    void whoHasLeftIsNotGreetedByNameAlsoWhileTheHubIsAway() {
        greeted("Ivo");
        open(800, 480, "ltr");
        present("code", kiosk.pass(7, LocalDate.of(2030, 1, 1)));
        glass.waitForView("welcome");
        assertThat(words()).contains("Welcome, Ivo!");
        link.cut();
        press("own", "about-away");
        press("about-leave", "about-leave");
        press("about-left", "about-left");
        press("done", "home");

        kiosk.clock.pass(Duration.ofSeconds(5));
        present("code", kiosk.pass(7, LocalDate.of(2030, 1, 1)));
        glass.waitForView("welcome");
        assertThat(words()).doesNotContain("Ivo");
    }

    /// The holder of pass 7 wishes to be greeted so, in large text.
    private void greeted(String nickname) {
        greeted(new Greeting(nickname, "", true, false, ""));
    }

    private void greeted(Greeting greeting) {
        kiosk.close();
        link.close();
        hub.close();
        kiosk = new TrialKiosk(folder);
        kiosk.on(COOK);
        hub = new TellingHub(kiosk);
        hub.answer = new PrivateReply.AboutMe(
                TellingHub.HELD.passes(),
                TellingHub.HELD.said().withNickname(greeting.nickname()).withLargeText(greeting.largeText()),
                TellingHub.HELD.firstDay(),
                TellingHub.HELD.visits(),
                TellingHub.HELD.latest(),
                TellingHub.HELD.looks());
        PassName seven = PassName.of(new Credential.Pass(new PassId(String.format("%020x", 7)), "0001"))
                .orElseThrow();
        hub.roster = List.of(new PrivateReply.Entry(seven, false, greeting));
        link = hub.startKiosk();
        await().atMost(Duration.ofSeconds(60)).until(() -> hub.rosterAsked.get() > 1);
    }

    @Test
    void whatTheHubKeepsOfTheScreenIsSoForItsHolderAndForNobodyAfterThem() {
        greeted(new Greeting("", "pl", false, false, "dark seated switch-quick"));
        open(800, 480, "ltr");
        present("code", kiosk.pass(7, LocalDate.of(2030, 1, 1)));
        glass.waitForView("welcome");
        page().waitForSelector("html[data-theme=dark][data-seated=yes][data-pace='1200'][lang^=pl]");
        present("card", "00BC6150");
        page().waitForSelector("html[data-theme=light][data-seated=no][data-switch=no][lang^=en]");
    }

    @Test
    void whoStandsThereTooLongIsForgottenAndAskedToShowTheirPassAgain() {
        open(800, 480, "ltr");
        tap();
        kiosk.clock.pass(Duration.ofMinutes(4));
        press("own", "notice");
        assertThat(words()).contains("Please show your pass once more");
        look("about-too-late");
    }

    private void tap() {
        present("card", "00BC614E");
        glass.waitForView("welcome");
    }

    private void present(String reader, String value) {
        glass.present(reader, value);
    }

    private void postcode(String typed) {
        glass.settle();
        for (char key : typed.toCharArray()) {
            String pad = Character.isDigit(key) ? "numbers" : "letters";
            if (!pad.equals(page().locator(".typing").getAttribute("data-pad"))) {
                page().locator("button[data-pad]").click();
            }
            page().locator("[data-key='" + Character.toLowerCase(key) + "']")
                    .locator("visible=true")
                    .click();
        }
        assertThat(page().locator("#typed").innerText()).isEqualTo(typed);
    }

    private Stream<ResidentWords> said() {
        return events(HubEvent.ResidentSaid.class).stream().map(said -> {
            byte[] text = kiosk.hubSealing
                    .open(
                            ResidentWords.CONTEXT.getBytes(StandardCharsets.US_ASCII),
                            new byte[0],
                            Base64.getUrlDecoder().decode(said.sealed()))
                    .orElseThrow();
            try {
                return ResidentWords.read(text);
            } catch (org.doorstep.relay.contract.WireException e) {
                throw new AssertionError(e);
            }
        });
    }

    private <T extends HubEvent> List<T> events(Class<T> type) {
        return rows().stream()
                .map(row -> {
                    try {
                        return Wire.readAny(row.getBytes(StandardCharsets.UTF_8))
                                .data();
                    } catch (org.doorstep.relay.contract.WireException e) {
                        throw new AssertionError(e);
                    }
                })
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<String> rows() {
        return kiosk.store.database().read(handle -> handle.createQuery(
                        "SELECT CAST(text AS TEXT) FROM outbox_event ORDER BY lane, sequence")
                .mapTo(String.class)
                .list());
    }

    private String words() {
        return glass.words();
    }

    private void open(int width, int height, String direction) {
        glass = BROWSER.open(kiosk.url(), width, height, direction);
    }

    private void press(String button, String view) {
        glass.press(button, view);
    }

    /// Where one face follows another of its kind, what it says is the only sign that it is there.
    private void says(String words) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(words()).contains(words));
    }

    private void look(String name) {
        glass.look(name);
    }

    private Page page() {
        return glass.page();
    }
}
