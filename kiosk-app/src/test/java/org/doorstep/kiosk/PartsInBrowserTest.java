package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.doorstep.kiosk.hardware.contactless.CardOnTheReader;
import org.doorstep.kiosk.hardware.pi4j.MockBoard;
import org.doorstep.kiosk.wishes.InPass;
import org.doorstep.kiosk.wishes.Wishes;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.talk.Greeting;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.link.InMemoryLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What is wired to the kiosk comes to the page, and what is touched there comes to it: a button on a
/// pin, headphones, and a card with a memory of its own.
@Tag("slow")
class PartsInBrowserTest {
    private static final int SWITCH = 26;

    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    @TempDir
    private Path folder;

    private final MockBoard board = new MockBoard();
    private TrialKiosk kiosk;
    private Page page;

    @AfterEach
    void close() {
        kiosk.close();
        board.close();
    }

    @Test
    void aButtonOnAPinIsTheOneSwitch() {
        Parts parts =
                new Parts(true, List.of(), Optional.of(SWITCH), Optional.empty(), Optional.empty(), Optional.empty());
        kiosk = new TrialKiosk(folder, new TrialClock("2026-11-22T10:05:00Z"), parts, board.pins()).start();
        Glass glass = BROWSER.blank(800, 480, "ltr");
        page = glass.page();
        page.navigate(kiosk.url());
        page.waitForSelector("#states .state");
        // From here on the mark goes on when the test says so.
        page.clock().pauseAt(System.currentTimeMillis() + 60_000);

        board.press(SWITCH);
        page.waitForSelector("html[data-switch=yes]");
        page.waitForSelector("#guest[data-marked] ~ #new-here[data-marked]");
        page.clock().runFor(400);
        board.press(SWITCH);
        page.waitForSelector("#guest[data-marked] ~ #new-here:not([data-marked])");
        page.clock().runFor(400);
        board.press(SWITCH);

        page.waitForSelector("html[data-view=guest]");
    }

    /// A name is said only where nobody else hears it.
    @Test
    void headphonesBeginTheReadingAndAloneAreTheyToldTheName() {
        kiosk = new TrialKiosk(folder);
        PassName seven = PassName.of(new PassId(String.format("%020x", 7)));
        TellingHub hub = new TellingHub(kiosk);
        hub.roster = List.of(new PrivateReply.Entry(seven, false, new Greeting("Zaneta", "", false, false, "")));
        try (InMemoryLink link = hub.startKiosk();
                hub) {
            hub.awaitRoster();
            Glass glass = BROWSER.open(kiosk.url(), 800, 480);
            page = glass.page();
            page.route("**/voice/say", said -> said.fulfill(new Route.FulfillOptions().setStatus(204)));
            glass.present("code", kiosk.pass(7, LocalDate.of(2030, 1, 1)), "welcome");
            assertThat(glass.words()).contains("Zaneta");
            assertThat(script()).noneMatch(line -> line.contains("Zaneta"));

            page.waitForRequest("**/voice/say", () -> kiosk.headphones(true));

            page.waitForSelector("html[data-headphones=in]");
            assertThat(script()).anyMatch(line -> line.contains("Zaneta"));
            kiosk.headphones(false);
            page.waitForSelector("html[data-headphones=out]");
            assertThat(script()).noneMatch(line -> line.contains("Zaneta"));
            assertThat(link.connected()).isTrue();
        }
    }

    @Test
    void whatIsPutIntoThePassIsWrittenOnTheCardAndTheScreenIsSoWhenItIsHeldThereAgain() {
        kiosk = new TrialKiosk(folder);
        String pass = kiosk.pass(7, LocalDate.of(2030, 1, 1));
        CardOnTheReader card = new CardOnTheReader(pass);
        kiosk.cards(card.reader()).start();
        Glass glass = BROWSER.open(kiosk.url(), 800, 480);
        page = glass.page();
        card.lay();
        glass.waitForView("welcome");
        glass.press("wishes", "wishes");
        glass.press("wish-theme", "wishes");
        page.waitForSelector("html[data-theme=dark]");

        glass.press("wish-write", "wishes-written");

        page.waitForSelector("#written:not([hidden])");
        String wished =
                InPass.write(pass, Wishes.NONE.withTheme(Wishes.Theme.DARK)).orElseThrow();
        assertThat(card.memory()).contains(wished).doesNotContain(pass);
        card.takeAway();
        glass.press("done", "welcome");
        glass.press("done", "home");
        page.waitForSelector("html[data-theme=light]");
        kiosk.clock.pass(Duration.ofMinutes(5));
        card.lay();
        page.waitForSelector("html[data-theme=dark]");
        glass.waitForView("again");
    }

    private List<String> script() {
        return ((List<?>) page.evaluate(
                        "async () => (await import('/static/voice.js')).script().map((line) => line.words)"))
                .stream().map(String::valueOf).toList();
    }
}
