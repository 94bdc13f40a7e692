package org.doorstep.system.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.BlankKiosk;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.PageHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new kiosk from its box, at a running hub: the manager's page shows a code, the kiosk sees it,
/// and counts somebody in.
@Tag("slow")
class JoinsByPictureTest {
    /// What a technician is promised.
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

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
    void aNewKioskSeesTheCodeOnTheManagersPageAndCountsSomebodyInWithinAMinute() throws Exception {
        Programs programs = Programs.here(Path.of(".."));
        TrialHouse house = TrialHouse.make(
                folder.resolve("house"), programs, TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED));
        open.add(house);
        house.start(Part.HUB);
        PageHand manager = new PageHand(house.firstSignIn(Part.HUB), "Ada");
        open.add(manager);
        BlankKiosk kiosk = BlankKiosk.start(folder.resolve("new-kiosk"), programs);
        open.add(kiosk);
        await().atMost(TrialHouse.STARTING)
                .until(() -> kiosk.program().said("joining").isPresent());
        KioskHand hand = new KioskHand(kiosk.url());
        open.add(hand);

        String page = manager.press("/kiosks/add", Map.of("name", "Garden room", "profile", "touch", "id", ""));
        long shownAt = System.nanoTime();
        hand.picture(BlankKiosk.picture(page));
        kiosk.program().awaitReady(A_MINUTE);
        long home = System.nanoTime();
        await().atMost(A_MINUTE).until(() -> hand.health().has("hubHere"));
        hand.look();
        hand.guest();
        await().atMost(A_MINUTE).until(() -> hand.isAtHubBut(0));

        System.out.println("A new kiosk joined: code seen to home page "
                + TimeUnit.NANOSECONDS.toMillis(home - shownAt) + " ms, to somebody counted at the hub "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - shownAt) + " ms.");
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(books.events()).isEqualTo(1);
        }
        assertThat(manager.page("/kiosks")).contains("Garden room");
    }
}
