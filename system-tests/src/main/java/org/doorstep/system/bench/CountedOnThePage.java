package org.doorstep.system.bench;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Camera;
import org.doorstep.system.trial.Chromium;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;

/// From a card at kiosk 1, and from a code's picture held before the camera of kiosk 2, to the manager's open page
/// counting one more: kiosk, broker, hub and browser are the real ones. The first time is taken before the reader is
/// pressed or the picture held up (so a code's holds up to one pause between two frames more); the last by the page
/// itself, when its figure has changed. Both are the same machine's wall clock.
final class CountedOnThePage implements Scenario {
    /// The promise to a manager: a second after somebody came in, it is seen.
    private static final double LIMIT_MILLIS = 1_000;

    private static final int UNCOUNTED = 5;
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    /// Writes down when each number of visits came; the page may change the figure, or all that is around it.
    private static final String WATCH = """
            () => {
              window.came = {};
              new MutationObserver(() => {
                const visits = document.getElementById("visits")?.textContent.trim();
                window.came[visits] ??= performance.timeOrigin + performance.now();
              }).observe(document.body, { childList: true, characterData: true, subtree: true });
            }
            """;

    private final Programs programs;

    CountedOnThePage(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "page";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        List<Double> cards = new ArrayList<>();
        List<Double> codes = new ArrayList<>();
        Path film = extent.folder().resolve("film");
        Camera camera = new Camera(film);
        TrialHouse.Plan plan = new TrialHouse.Plan(
                TrialHouse.Broker.EMBEDDED,
                ZONE.toString(),
                TrialHouse.Readers.SIMULATED,
                new TrialHouse.Readers("simulated", camera.setting()),
                TrialHouse.Entry.SECRETS);
        try (TrialHouse house = TrialHouse.make(extent.folder().resolve("page"), programs, plan);
                KioskHand first = new KioskHand(house.url(Part.KIOSK_1));
                KioskHand second = new KioskHand(house.url(Part.KIOSK_2));
                Chromium chromium = new Chromium()) {
            house.startAll();
            Page manager = chromium.signedIn(house.firstSignIn(Part.HUB), "manager");
            manager.waitForSelector("html[data-live=yes]");
            manager.evaluate(WATCH);
            for (KioskHand kiosk : List.of(first, second)) {
                Patience.until("the kiosk finds its hub", SETTLED_WITHIN, () -> kiosk.health()
                        .get("hubHere")
                        .booleanValue());
            }
            TrialPasses passes = new TrialPasses(extent.seed(), house.keys());
            Random chance = extent.random("page");
            int each = extent.counts().taps() / 3 + UNCOUNTED;
            int come = 0;
            for (int i = 0; i < each; i++) {
                String card = "%010d".formatted(1_000_000_000L + chance.nextInt(1_000_000_000));
                come++;
                take(cards, i, untilCounted(extent, manager, come, () -> first.card(card)));

                String code = passes.code(i, extent.today(ZONE));
                come++;
                take(codes, i, untilCounted(extent, manager, come, () -> camera.showCode(code)));
                camera.showNothing();
            }
            extent.progress().say("  %d cards and %d codes counted".formatted(cards.size(), codes.size()));
        }
        return List.of(
                finding("card to the manager's page", cards), finding("code's picture to the manager's page", codes));
    }

    private interface Hand {
        void show() throws Exception;
    }

    private static double untilCounted(Extent extent, Page manager, int come, Hand hand) throws Exception {
        double begun = epochMillis(extent.clock().instant());
        hand.show();
        double seen = ((Number) manager.waitForFunction("count => window.came[count]", Integer.toString(come))
                        .jsonValue())
                .doubleValue();
        return seen - begun;
    }

    private static void take(List<Double> millis, int turn, double took) {
        if (turn >= UNCOUNTED) {
            millis.add(took);
        }
    }

    private static double epochMillis(Instant instant) {
        return instant.getEpochSecond() * 1e3 + instant.getNano() / 1e6;
    }

    private static Finding finding(String what, List<Double> millis) {
        return new Finding(
                what,
                "ms",
                new Samples(millis.stream().mapToDouble(Double::doubleValue).toArray()),
                new Limit.Under(LIMIT_MILLIS));
    }
}
