package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.link.InMemoryLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each thing that somebody comes to the kiosk for, done from the first page to the last by a
/// finger, by a keyboard alone and by one switch alone; and on every face on the way it is said
/// aloud what is written there: title, sentences, and each thing that can be touched in its order.
/// Cards and codes are shown: that is the same for every hand.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EachTaskEachWayTest {
    private static final String COOK = "cook cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat";
    private static final String CRECHE = "creche creche 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Crèche";

    /// What was wished at home ends after a minute without a touch.
    private static final Duration UNTIL_THEIR_WISHES_END = Duration.ofMinutes(2);

    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    private TrialKiosk kiosk;
    private TellingHub hub;
    private InMemoryLink link;
    private Glass glass;
    private Set<String> before;
    private int cards;

    /// One kiosk for all: whoever comes finds nothing of whoever came before, and fifteen starts take
    /// longer than the tasks.
    @BeforeAll
    void begin(@TempDir Path folder) {
        kiosk = new TrialKiosk(folder).on(COOK, CRECHE).blanks(Hand.values().length);
        hub = new TellingHub(kiosk);
        hub.staff = List.of(StaffInBrowserTest.staff());
        link = hub.startKiosk();
        hub.awaitRoster();
    }

    @AfterAll
    void close() {
        kiosk.close();
        link.close();
        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    void beingCountedInWithWhoeverCameAlongAndSayingHowItIs(Hand hand) {
        open(hand);
        glass.present("card", nextCard(), "choose");
        press(hand, "[data-session^='creche']", "welcome");
        more(hand, "#more-adults", "adults");
        more(hand, "#more-from5", "from5");
        press(hand, "#done", "home");

        press(hand, "#guest", "choose");
        press(hand, "#choose-none", "guest");
        more(hand, "#more-from0", "from0");
        press(hand, "#mood", "mood");
        press(hand, "#face-4", "mood-why");
        press(hand, "#change", "mood");
        press(hand, "#face-3", "mood-why");
        press(hand, ".mood-reason[data-value]", "mood-thanks");
        press(hand, "#done", "home");

        assertThat(events(HubEvent.CompanionsCounted.class)).hasSize(3);
        assertThat(events(HubEvent.SessionChosen.class)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void aNewPassWithItsFourPicturesAndALostOneBroughtBack(Hand hand) {
        open(hand);
        press(hand, "#new-here", "new-here");
        press(hand, "[data-press='desk/pass']", "pass");
        press(hand, "#in-case", "notice");
        press(hand, "[data-press='desk/lost-pass']", "pictures");
        touchPicture(hand, "#picture-house", 1);
        press(hand, "#page-2", "pictures");
        glass.page().waitForSelector("#page-2[aria-current]");
        touchPicture(hand, ".pictures li:nth-child(3) .picture", 2);
        touchPicture(hand, ".pictures li:nth-child(4) .picture", 3);
        touchPicture(hand, ".pictures li:nth-child(9) .picture", 4);
        press(hand, "#done", "notice");
        press(hand, "[data-press='desk/what-for']", "choose");
        press(hand, "[data-session^='cook']", "welcome");
        press(hand, "#done", "home");
    }

    @ParameterizedTest
    @EnumSource
    void seeingAndChangingWhatIsHeld(Hand hand) {
        open(hand);
        glass.present("card", nextCard(), "choose");
        press(hand, "[data-session^='cook']", "welcome");
        press(hand, "#own", "about");
        press(hand, "#about-held", "about-held");
        press(hand, "#back", "about");
        press(hand, "#about-visits-0", "about-visits");
        press(hand, "[data-press='about/deny']", "about-deny");
        press(hand, "#about-denied", "about-denied");
        press(hand, "#about-menu", "about");
        press(hand, "#about-change", "about-change");
        press(hand, "#about-nickname", "about-nickname");
        for (String key : List.of("i", "v", "o")) {
            press(hand, "[data-key='" + key + "']", "about-nickname");
        }
        assertThat(glass.page().locator("#typed").innerText()).isEqualTo("Ivo");
        press(hand, "#next", "about-change");
        press(hand, "#back", "about");
        press(hand, "#done", "home");

        assertThat(events(HubEvent.VisitDenied.class)).hasSize(1);
        assertThat(events(HubEvent.ResidentSaid.class)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void choosingALanguageAndHowTheScreenWorks(Hand hand) {
        open(hand);
        press(hand, "#languages", "languages");
        press(hand, "#read-cy", "home");
        glass.page().waitForSelector("html[lang^=cy]");
        press(hand, "#wishes", "wishes");
        press(hand, "#wish-large", "wishes");
        glass.page().waitForSelector("html[data-text=large]");
        press(hand, "#wish-theme", "wishes");
        glass.page().waitForSelector("html[data-theme=dark]");
        saysWhatIsWritten();
        press(hand, "#wish-language", "languages");
        press(hand, "#back", "home");
        glass.page().waitForSelector("html[data-theme=dark][data-text=large]");
    }

    @ParameterizedTest
    @EnumSource
    void staffAreLetOutByTheirPin(Hand hand) {
        open(hand);
        glass.present("code", StaffInBrowserTest.code(kiosk), "staff-pin");
        begin(hand);
        for (String digit : StaffInBrowserTest.PIN.split("")) {
            press(hand, "[data-key='" + digit + "']", "staff-pin");
        }
        press(hand, "#next", "staff-open");
        press(hand, "#done", "home");
    }

    private String nextCard() {
        cards += 1;
        return String.format("00BC7%03X", cards);
    }

    private void open(Hand hand) {
        before = Set.copyOf(rows());
        kiosk.clock.pass(UNTIL_THEIR_WISHES_END);
        glass = BROWSER.blank(800, 480, "ltr");
        glass.page().navigate(kiosk.url());
        glass.page().waitForSelector("#states .state");
        GalleryGlass.beginLooking(glass.page(), GalleryGlass.Size.SEVEN_INCH);
        begin(hand);
        saysWhatIsWritten();
    }

    /// The first press of a wired switch says that somebody uses one; it is no longer so once their
    /// faces are gone.
    private void begin(Hand hand) {
        if (hand == Hand.ONE_SWITCH
                && glass.page().locator("html[data-switch=yes]").count() == 0) {
            kiosk.pressSwitch();
            glass.page().waitForSelector("html[data-switch=yes]");
        }
    }

    private void press(Hand hand, String button, String view) {
        begin(hand);
        hand.press(glass, button);
        glass.waitForView(view);
        saysWhatIsWritten();
    }

    private void more(Hand hand, String button, String of) {
        press(hand, button, (String) glass.page().evaluate("document.documentElement.dataset.view"));
        glass.page()
                .waitForFunction(
                        "of => document.getElementById('more-' + of).parentElement.querySelector('output').textContent === '1'",
                        of);
    }

    private void touchPicture(Hand hand, String picture, int count) {
        press(hand, picture, "pictures");
        glass.page().waitForFunction("count => document.querySelectorAll('.is-there').length === count", count);
    }

    private void saysWhatIsWritten() {
        Page page = glass.page();
        assertThat((List<?>) page.evaluate("window.looking.unsaid()"))
                .as(glass.view())
                .isEmpty();
    }

    /// Kept since the page was opened.
    private <T extends HubEvent> List<T> events(Class<T> type) {
        return rows().stream()
                .filter(row -> !before.contains(row))
                .map(EachTaskEachWayTest::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<String> rows() {
        return kiosk.store.database().read(handle -> handle.createQuery("SELECT CAST(text AS TEXT) FROM outbox_event")
                .mapTo(String.class)
                .list());
    }

    private static HubEvent event(String row) {
        try {
            return Wire.readAny(row.getBytes(StandardCharsets.UTF_8)).data();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }
}
