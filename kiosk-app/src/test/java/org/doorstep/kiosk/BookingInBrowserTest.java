package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.doorstep.kiosk.booking.Answer;
import org.doorstep.kiosk.booking.Mine;
import org.doorstep.kiosk.booking.Wish;
import org.doorstep.relay.contract.Credential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Booking a room and borrowing a tool in Chromium: when, what is free, who, done; by touch, by
/// keyboard, by one switch, and as it is heard.
@Tag("slow")
class BookingInBrowserTest {
    private static final LocalDate LAST_DAY = LocalDate.of(2030, 1, 1);
    private static final String STRIMMER = "DSU:ABCDEF";
    private static final int MOST_STEPS = 60;

    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    @TempDir
    private Path folder;

    private final TrialBookings bookings = new TrialBookings();
    private TrialKiosk kiosk;
    private Glass glass;

    @AfterEach
    void close() {
        kiosk.close();
    }

    @Test
    void aRoomIsBookedWithFourTouchesAndAPassThatChecksNobodyIn() {
        open(800, 480, "ltr");
        glass.press("book", "book-when");
        glass.look("book-when");
        glass.press("[data-value='2026-11-24|0']", "book-from");
        glass.look("book-from");
        glass.press("[data-value='PLACE|2026-11-24T15:00:00Z|0']", "book-free");
        glass.look("book-free");
        assertThat(glass.words()).contains("Craft room", "Upstairs");
        glass.press("[data-value^='craft-room|']", "book-confirm");
        glass.look("book-confirm");
        glass.settle();
        glass.page().locator("#more-end").click();
        glass.page().waitForFunction("() => document.querySelector('.book-what').innerText.includes('16:30')");
        glass.present("code", kiosk.pass(7, LAST_DAY));
        glass.waitForView("book-booked");
        glass.look("book-booked");

        assertThat(glass.words()).contains("Craft room: Tuesday 24 November, 15:00 to 16:30", "4821");
        assertThat(bookings.wishes).singleElement().satisfies(wish -> {
            assertThat(wish.starts()).isEqualTo("2026-11-24T15:00:00Z");
            assertThat(wish.ends()).isEqualTo("2026-11-24T16:30:00Z");
            assertThat(wish.who()).isInstanceOf(Credential.Pass.class);
        });
        // The card still lies there, and is read again.
        glass.present("code", kiosk.pass(7, LAST_DAY));
        glass.press("done", "home");
        assertThat(rows()).noneMatch(row -> row.contains("doorstep.tap"));
        glass.present("code", kiosk.pass(8, LAST_DAY), "welcome");
        assertThat(rows()).filteredOn(row -> row.contains("doorstep.tap")).hasSize(1);
    }

    @Test
    void whatIsTakenIsNotOfferedAndHowOldTheTimesAreIsSaid() {
        bookings.taken("craft-room", "2026-11-22T11:00:00Z", "2026-11-22T13:00:00Z");
        bookings.taken("table", "2026-11-22T11:00:00Z", "2026-11-22T13:00:00Z");
        bookings.isOld = true;
        open(800, 480, "ltr");
        assertThat(glass.page().locator("#home").textContent())
                .as("today's rooms")
                .contains("Craft room", "Free, until 11:00", "Free, until 20:00");
        glass.press("book", "book-when");
        assertThat(glass.words()).contains("The times shown are from 09:00, 22 November.");
        glass.press("[data-value='2026-11-22|0']", "book-from");
        glass.press("[data-value='PLACE|2026-11-22T12:00:00Z|0']", "book-free");
        assertThat(glass.words()).contains("Hall A").doesNotContain("Craft room");
        glass.press("[data-value='TOOL|2026-11-22T12:00:00Z|0']", "book-free");
        glass.page().waitForFunction("() => document.getElementById('outcome').innerText.includes('Folding table')");
        assertThat(glass.words()).contains("free: 5", "Strimmer", "Shelf 3");
        glass.look("book-tools");
    }

    @Test
    void whoHasJustShownTheirPassBooksWithATouchAndSeesAndCancelsWhatTheyHave() {
        bookings.mine = new Mine(
                List.of(
                        new Mine.Own(
                                "4821",
                                "craft-room",
                                "Craft room",
                                1,
                                Instant.parse("2026-11-24T15:00:00Z"),
                                Instant.parse("2026-11-24T16:00:00Z"),
                                Mine.How.BOOKED,
                                Instant.parse("2026-11-24T15:00:00Z")),
                        new Mine.Own(
                                "5533",
                                "strimmer",
                                "Strimmer",
                                1,
                                Instant.parse("2026-11-25T10:00:00Z"),
                                Instant.parse("2026-11-26T10:00:00Z"),
                                Mine.How.OFFERED,
                                Instant.parse("2026-11-23T17:00:00Z"))),
                true);
        open(800, 480, "ltr");
        glass.press("book", "book-when");
        glass.press("book-mine", "book-show");
        glass.present("code", kiosk.pass(7, LAST_DAY));
        glass.waitForView("book-mine");
        glass.look("book-mine");
        glass.press("[data-press='book/own'][data-value^='5533']", "book-own");
        assertThat(glass.words()).contains("It is free now, and kept for you until Tomorrow, 17:00.");
        glass.press("[data-value='5533|yes']", "book-booked");
        glass.press("book-mine", "book-mine");
        glass.press("[data-press='book/own'][data-value^='4821']", "book-own");
        glass.press("[data-press='book/cancel']", "book-cancel");
        glass.press("[data-press='book/cancelled']", "book-cancelled");
        assertThat(bookings.said).containsExactly("yes to 5533", "cancel 4821");
        glass.press("book-phone", "book-phone");
        glass.look("book-phone");
        glass.press("back", "book-mine");

        glass.press("book-when-0", "book-when");
        glass.press("[data-value='2026-11-24|0']", "book-from");
        glass.press("[data-value='PLACE|2026-11-24T15:00:00Z|0']", "book-free");
        glass.press("[data-value^='craft-room|']", "book-confirm");
        glass.press("[data-press='book/it']", "book-booked");
        assertThat(bookings.wishes).hasSize(1);
    }

    @Test
    void whatIsSavedOrTakenMeanwhileOrRefusedIsSaidSoWithWhatToDoNext() {
        Answer.Free later = new Answer.Free(
                "craft-room", Instant.parse("2026-11-24T17:00:00Z"), Instant.parse("2026-11-24T18:00:00Z"));
        open(800, 480, "ltr");
        bookings.answers = wish -> new Answer.Saved(wish.what(), "6114", List.of(later));
        choose();
        glass.present("code", kiosk.pass(7, LAST_DAY));
        glass.waitForView("book-saved");
        glass.look("book-saved");
        assertThat(glass.words())
                .contains("Saved, not booked yet", "6114", "Craft room: Tuesday 24 November, 17:00 to 18:00");
        glass.press("done", "home");

        bookings.answers = wish -> new Answer.NotFree(wish.what(), List.of(later), true);
        choose();
        glass.present("code", kiosk.pass(7, LAST_DAY));
        glass.waitForView("book-not-free");
        glass.look("book-not-free");
        glass.press("[data-press='book/choose']", "book-confirm");
        bookings.answers = wish -> new Answer.Refused(Answer.Why.TOO_MANY_OPEN);
        glass.press("[data-press='book/it']", "book-refused");
        assertThat(glass.words()).contains("as many bookings as one person can have");
        assertThat(bookings.wishes.stream().map(Wish::starts).toList()).endsWith(Instant.parse("2026-11-24T17:00:00Z"));
    }

    @Test
    void aToolIsTakenByItsLabelAndAPassAndBroughtBackWithAWordOnHowItIs() {
        open(800, 480, "ltr");
        glass.present("code", STRIMMER, "tool");
        glass.look("tool");
        glass.press("[data-press='tool/take']", "book-show");
        glass.present("card", "00BC614E");
        glass.waitForView("tool-taken");
        glass.look("tool-taken");
        glass.press("done", "home");
        glass.present("code", STRIMMER, "tool");
        glass.press("[data-press='tool/bring']", "tool-state");
        glass.look("tool-state");
        glass.press("[data-value^='BROKEN|']", "tool-brought");
        glass.look("tool-brought");
        assertThat(bookings.said).containsExactly("take ABCDEF", "bring ABCDEF BROKEN");
        assertThat(rows()).noneMatch(row -> row.contains("doorstep.tap"));
    }

    @Test
    void whoeverWalksOffLeavesNoPassWaitedForBehind() {
        open(800, 480, "ltr");
        choose();
        glass.press("back", "book-free");
        glass.present("code", kiosk.pass(7, LAST_DAY), "welcome");
        glass.press("done", "home");
        choose();
        page().keyboard().press("Escape");
        glass.waitForView("home");
        kiosk.clock.pass(Duration.ofSeconds(10));
        glass.present("code", kiosk.pass(8, LAST_DAY), "welcome");
        assertThat(bookings.wishes).isEmpty();
    }

    /// The face that asked is gone with what the reader brought, and so is what it asked for: the
    /// next to come is counted in, and books nothing.
    @Test
    void aCodeThatIsNoPassLeavesNoPassWaitedForBehind() {
        open(800, 480, "ltr");
        choose();
        glass.present("code", "https://example.org/");
        page().waitForFunction("() => document.documentElement.dataset.view !== 'book-confirm'");
        page().keyboard().press("Escape");
        glass.waitForView("home");
        glass.present("code", kiosk.pass(8, LAST_DAY), "welcome");
        assertThat(bookings.wishes).isEmpty();
    }

    @Test
    void aRoomIsBookedWithAKeyboardAlone() {
        open(800, 480, "ltr");
        tabTo("#book");
        page().keyboard().press("Enter");
        glass.waitForView("book-when");
        tabTo("[data-value='2026-11-24|0']");
        page().keyboard().press("Enter");
        glass.waitForView("book-from");
        tabTo("[data-value='PLACE|2026-11-24T15:00:00Z|0']");
        page().keyboard().press("Space");
        glass.waitForView("book-free");
        tabTo("[data-value^='craft-room|']");
        page().keyboard().press("Enter");
        glass.waitForView("book-confirm");
        glass.present("code", kiosk.pass(7, LAST_DAY));
        glass.waitForView("book-booked");
    }

    @Test
    void aRoomIsBookedWithOneSwitchAlone() {
        kiosk = new TrialKiosk(folder).blanks(1).start(bookings);
        kiosk.pressSwitch();
        glass = BROWSER.blank(800, 480, "ltr");
        page().navigate(kiosk.url());
        page().waitForSelector("html[data-switch=yes]");
        pick("book");
        glass.waitForView("book-when");
        pick("book-from-2026-11-24-0");
        glass.waitForView("book-from");
        pick("book-free-PLACE-2026-11-24T15-00-00Z-0");
        glass.waitForView("book-free");
        pick("book-choose-craft-room-2026-11-24T15-00-00Z-2026-11-24T16-00-00Z-1");
        glass.waitForView("book-confirm");
        pick("more-end");
        page().waitForFunction("() => document.querySelector('.book-what').innerText.includes('16:30')");
        glass.present("code", kiosk.pass(7, LAST_DAY));
        glass.waitForView("book-booked");
        pick("done");
        glass.waitForView("home");
    }

    @Test
    void whatIsHeardIsWhatIsReadAndThenWhatCanBeTouched() {
        open(800, 480, "ltr");
        choose();
        assertThat(script())
                .startsWith("Craft room")
                .containsSubsequence(
                        "Upstairs · Tuesday 24 November, 15:00 to 16:00",
                        "Now hold your card or your code to the reader.",
                        "You can touch:",
                        "End later",
                        "I have no pass",
                        "Back");
        glass.present("code", kiosk.pass(7, LAST_DAY));
        glass.waitForView("book-booked");
        assertThat(script())
                .startsWith("Booked", "Craft room: Tuesday 24 November, 15:00 to 16:00")
                .containsSubsequence("4821", "You can touch:", "My bookings", "I have it");
        page().waitForFunction("() => document.getElementById('say').textContent.endsWith('4 8 2 1')");
    }

    /// What they were told by their code comes back after a neighbour's card, and their list does
    /// not.
    @Test
    void aNeighboursCardTakesNobodysCodeOffTheGlass() {
        kiosk = new TrialKiosk(folder).blanks(1).start(bookings);
        glass = BROWSER.openWithClock(kiosk.url());
        page().waitForSelector("#book");
        choose();
        glass.present("code", kiosk.pass(7, LAST_DAY));
        glass.waitForView("book-booked");
        glass.present("card", "00BC614E", "welcome");
        page().clock().runFor(7_000);
        glass.waitForView("book-booked");
        assertThat(glass.words()).contains("4821");
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({"720,1280,ltr", "1280,800,ltr", "800,480,rtl"})
    void everyStepIsWholeAndLargeOnAnyGlass(int width, int height, String direction) {
        open(width, height, direction);
        glass.look("book-home");
        glass.press("book", "book-when");
        glass.look("book-when");
        glass.press("[data-value='2026-11-24|0']", "book-from");
        glass.look("book-from");
        glass.press("[data-value='PLACE|2026-11-24T15:00:00Z|0']", "book-free");
        glass.look("book-free");
        glass.press("[data-value^='craft-room|']", "book-confirm");
        glass.look("book-confirm");
        glass.present("code", kiosk.pass(7, LAST_DAY));
        glass.waitForView("book-booked");
        glass.look("book-booked");
    }

    /// Waits, as somebody with one switch does, until the mark is on it or on its row, and presses.
    private void pick(String id) {
        page().waitForSelector("#" + id);
        for (int i = 0; i < MOST_STEPS; i++) {
            glass.settle();
            Map<?, ?> marked = (Map<?, ?>) page().evaluate("""
                    (id) => {
                      const marked = [...document.querySelectorAll("[data-marked]")];
                      return { on: marked.some((it) => it.id === id), many: marked.length > 1 };
                    }
                    """, id);
            if (Boolean.TRUE.equals(marked.get("on"))) {
                page().keyboard().press("Space");
                if (!Boolean.TRUE.equals(marked.get("many"))) {
                    return;
                }
            }
            page().clock().runFor(2_000);
        }
        throw new AssertionError("The mark never comes to " + id);
    }

    private List<String> script() {
        return ((List<?>) page().evaluate(
                                "async () => (await import('/static/voice.js')).script().map((line) => line.words)"))
                .stream().map(String::valueOf).toList();
    }

    private void choose() {
        glass.press("book", "book-when");
        glass.press("[data-value='2026-11-24|0']", "book-from");
        glass.press("[data-value='PLACE|2026-11-24T15:00:00Z|0']", "book-free");
        glass.press("[data-value^='craft-room|']", "book-confirm");
    }

    private void tabTo(String selector) {
        for (int step = 0; step < MOST_STEPS; step++) {
            page().keyboard().press("Tab");
            if ((boolean) page().evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError("Nothing tabs to " + selector);
    }

    private void open(int width, int height, String direction) {
        kiosk = new TrialKiosk(folder).blanks(1).start(bookings);
        glass = BROWSER.open(kiosk.url(), width, height, direction);
    }

    private List<String> rows() {
        return kiosk.store.database().read(handle -> handle.createQuery(
                        "SELECT CAST(text AS TEXT) FROM outbox_event ORDER BY lane, sequence")
                .mapTo(String.class)
                .list());
    }

    private Page page() {
        return glass.page();
    }
}
