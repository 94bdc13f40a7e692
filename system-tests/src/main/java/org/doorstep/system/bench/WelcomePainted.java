package org.doorstep.system.bench;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Chromium;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// From a card at the (simulated) reader to its welcome painted by Chromium, with the hub away and with it present.
///
/// The first time is taken before the simulated reader is pressed over HTTP, so it holds a little more than a real
/// reader's. The last is taken in the page, two animation frames after its face changed: the first frame draws it, and
/// when the second begins the first is on its way to the glass. Both are the same machine's wall clock.
final class WelcomePainted implements Scenario {
    /// Within a breath, and well inside the tenth of a second that feels like "at once" (R. B. Miller, 1968).
    private static final double LIMIT_MILLIS = 100;

    private static final int UNCOUNTED = 15;
    private static final int BLOCKS = 2;

    /// The page marks on its root what it was last told to show, what it has painted, and when.
    private static final String SHOWN = "() => Number(document.documentElement.dataset.shown)";

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
    private static final Duration QUIET_FOR = Duration.ofSeconds(1);

    /// Of one processor: heartbeats and looks at the clock.
    private static final double QUIET_SHARE = 0.1;

    private static final String PAINTED = """
            before => {
              const marks = document.documentElement.dataset;
              const done = Number(marks.shown) > before && marks.painted === marks.shown && marks.view === 'welcome';
              return done ? Number(marks.paintedAt) : 0;
            }
            """;

    private final Programs programs;

    WelcomePainted(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "welcome";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        List<Double> away = new ArrayList<>();
        List<Double> present = new ArrayList<>();
        Random cards = extent.random("cards");
        try (TrialHouse house = TrialHouse.make(
                        extent.folder().resolve("welcome"),
                        programs,
                        TrialHouse.Plan.readable(TrialHouse.Broker.EMBEDDED));
                KioskHand hand = new KioskHand(house.url(Part.KIOSK_1));
                Chromium chromium = new Chromium()) {
            house.start(Part.KIOSK_1);
            Page page = chromium.kioskPage(house.url(Part.KIOSK_1));
            for (int block = 0; block < BLOCKS; block++) {
                taps(extent.clock(), hand, page, cards, extent.counts().taps() / BLOCKS, away);
                progress(extent, "hub away", away);
                house.start(Part.HUB);
                Patience.until("the kiosk finds its hub", SETTLED_WITHIN, () -> hand.health()
                        .get("hubHere")
                        .booleanValue());
                awaitQuiet(house.program(Part.HUB).pid());
                taps(extent.clock(), hand, page, cards, extent.counts().taps() / BLOCKS, present);
                progress(extent, "hub present", present);
                house.stop(Part.HUB);
            }
        }
        return List.of(
                finding("card to painted welcome, hub away", away),
                finding("card to painted welcome, hub present and settled", present));
    }

    private static void progress(Extent extent, String what, List<Double> millis) {
        Samples samples = samples(millis);
        extent.progress()
                .say("  %s: %d taps so far, median %.0f ms, p99 %.0f ms"
                        .formatted(what, samples.count(), samples.median(), samples.p99()));
    }

    private static Samples samples(List<Double> millis) {
        return new Samples(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Finding finding(String what, List<Double> millis) {
        return new Finding(what, "ms", samples(millis), new Limit.Under(LIMIT_MILLIS));
    }

    private static void taps(
            InstantSource clock, KioskHand hand, Page page, Random cards, int count, List<Double> millis)
            throws Exception {
        for (int i = 0; i < count + UNCOUNTED; i++) {
            String number = "%010d".formatted(1_000_000_000L + cards.nextInt(1_000_000_000));
            Object before = page.evaluate(SHOWN);
            double begun = epochMillis(clock);
            hand.card(number);
            double painted = ((Number) page.waitForFunction(PAINTED, before).jsonValue()).doubleValue();
            if (i >= UNCOUNTED) {
                millis.add(painted - begun);
            }
        }
    }

    private static double epochMillis(InstantSource clock) {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
    }

    /// In a hub the kiosk has its processor to itself; here a hub that has just started would take half of it.
    private static void awaitQuiet(long pid) throws Exception {
        double[] before = {ProcessSize.of(pid).cpuSeconds()};
        Patience.until("the hub has settled", SETTLED_WITHIN, () -> {
            TimeUnit.MILLISECONDS.sleep(QUIET_FOR.toMillis());
            double now = ProcessSize.of(pid).cpuSeconds();
            double worked = now - before[0];
            before[0] = now;
            return worked < QUIET_SHARE * QUIET_FOR.toMillis() / 1e3;
        });
    }
}
