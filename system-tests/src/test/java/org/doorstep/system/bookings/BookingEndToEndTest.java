package org.doorstep.system.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.hub.Hub;
import org.doorstep.relay.store.Database;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Chromium;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A room booked at a real kiosk's page with real programs: at the hub, by a lease, and saved until
/// the hub is back.
@Tag("slow")
class BookingEndToEndTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final long SEED = 11;

    /// Later in the evening no hour of today is left to be lent.
    private static final LocalTime LATEST = LocalTime.of(22, 0);

    /// These only end a test that has failed already.
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final Duration CATCHES_UP_WITHIN = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void whatTheHubBooksIsBookedWhatALeaseGivesStandsAndWhatIsSavedIsBookedWhenTheHubIsBack() throws Exception {
        assumeTrue(Chromium.installed(), "Chromium is not installed here.");
        assumeTrue(LocalTime.now(ZONE).isBefore(LATEST), "Too little of today is left.");
        TrialHouse house = keep(TrialHouse.make(
                folder.resolve("house"),
                Programs.here(Path.of("").toAbsolutePath().getParent()),
                TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED)));
        furnish(house.folder(Part.HUB));
        TrialPasses passes = new TrialPasses(SEED, house.keys());
        house.start(Part.HUB);
        house.start(Part.KIOSK_1);
        Page kiosk = keep(new Chromium()).kioskPage(house.url(Part.KIOSK_1));
        KioskHand hand = keep(new KioskHand(house.url(Part.KIOSK_1)));
        LocalDate today = LocalDate.now(ZONE);

        tomorrow(kiosk, "craft-room");
        hand.code(passes.code(1, today));
        awaitView(kiosk, "book-booked");
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(booked(books, "craft-room", "kiosk")).isOne();
        }

        // On the kiosk's own board only once its lease has come.
        await("the kiosk may lend the hall out")
                .atMost(CATCHES_UP_WITHIN)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> isFreeNow(kiosk, "hall"));
        house.kill(Part.HUB);
        await("the kiosk knows that its hub is away")
                .atMost(CATCHES_UP_WITHIN)
                .until(() -> !hand.health().get("hubHere").booleanValue());

        assertThat(isFreeNow(kiosk, "hall")).isTrue();
        press(kiosk, "[data-value^='hall|']", "book-confirm");
        hand.code(passes.code(2, today));
        awaitView(kiosk, "book-booked");
        tomorrow(kiosk, "kitchen");
        hand.code(passes.code(3, today));
        awaitView(kiosk, "book-saved");

        house.start(Part.HUB);
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            await("the hub has kept what its kiosk promised")
                    .atMost(CATCHES_UP_WITHIN)
                    .until(() -> booked(books, "hall", "lease") == 1 && booked(books, "kitchen", "kiosk") == 1);
            assertThat(books.taps())
                    .as("showing a pass to book counts nobody in")
                    .isZero();
        }
    }

    /// Three rooms that are always open; today's hours of the hall are kiosk 1's to lend out.
    private static void furnish(Path hub) {
        try (Database database = Hub.open(hub)) {
            database.write(handle -> {
                int unit = 0;
                for (String room : List.of("craft-room", "hall", "kitchen")) {
                    unit++;
                    handle.execute("INSERT INTO unit (id, name) VALUES (?, ?)", unit, room);
                    handle.execute("""
                            INSERT INTO bookable (id, kind, title, takes, step_minutes, shortest_minutes,
                              longest_minutes, ahead_days, who, walk_up)
                            VALUES (?, 'place', ?, 'all', 30, 30, 240, 14, 'anybody', ?)
                            """, room, room, room.equals("hall") ? Part.KIOSK_1.folder() : "");
                    handle.execute("INSERT INTO bookable_unit (bookable, unit) VALUES (?, ?)", room, unit);
                }
                return unit;
            });
        }
    }

    private static long booked(HubBooks books, String room, String origin) throws Exception {
        return books.number("SELECT count(*) FROM booking WHERE state = 'booked' AND bookable = '" + room
                + "' AND origin = '" + origin + "'");
    }

    private static void tomorrow(Page kiosk, String room) {
        begin(kiosk);
        press(
                kiosk,
                "[data-press='book/from'][data-value='" + LocalDate.now(ZONE).plusDays(1) + "|0']",
                "book-from");
        press(kiosk, "[data-press='book/free'][data-value^='PLACE|']", "book-free");
        press(kiosk, "[data-value^='" + room + "|']", "book-confirm");
    }

    private static boolean isFreeNow(Page kiosk, String room) {
        begin(kiosk);
        press(kiosk, "[data-press='book/free'][data-value^='PLACE|']", "book-free");
        return kiosk.locator("[data-value^='" + room + "|']").count() > 0;
    }

    private static void begin(Page kiosk) {
        kiosk.keyboard().press("Escape");
        awaitView(kiosk, "home");
        kiosk.locator("#book").waitFor(new Locator.WaitForOptions().setTimeout(SOON.toMillis()));
        press(kiosk, "#book", "book-when");
    }

    private static void press(Page kiosk, String button, String view) {
        kiosk.waitForFunction("() => document.documentElement.dataset.settled !== 'no'");
        kiosk.locator(button).locator("visible=true").first().click();
        awaitView(kiosk, view);
    }

    private static void awaitView(Page kiosk, String view) {
        kiosk.locator("html[data-view='" + view + "']")
                .waitFor(new Locator.WaitForOptions()
                        .setState(WaitForSelectorState.ATTACHED)
                        .setTimeout(SOON.toMillis()));
    }

    private <T extends AutoCloseable> T keep(T each) {
        open.add(each);
        return each;
    }
}
