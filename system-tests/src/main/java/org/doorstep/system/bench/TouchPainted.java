package org.doorstep.system.bench;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Chromium;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// From a finger on the glass to the frame that shows what came of it, with what it said committed
/// to the outbox in between: "one more" and "one fewer" on a guest's face, by turns, with the hub
/// away.
///
/// The first time is the touch's own, as Chromium stamps it; the last is when the frame begins
/// that draws the answer. Both are the page's clock. The screen shows a frame when it is done,
/// which no page can see.
final class TouchPainted implements Scenario {
    /// Two frames of a screen of 60 a second.
    private static final double LIMIT_MILLIS = 33;

    private static final int UNCOUNTED = 20;

    private static final String WATCH = """
            () => {
              const root = document.documentElement;
              window.took = [];
              document.addEventListener("click", (click) => {
                const watch = new MutationObserver(() => {
                  watch.disconnect();
                  requestAnimationFrame(() => window.took.push(performance.now() - click.timeStamp));
                });
                watch.observe(root, { attributes: true, attributeFilter: ["data-shown"] });
              }, true);
            }
            """;

    private final Programs programs;

    TouchPainted(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "glass";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        List<Double> millis = new ArrayList<>();
        try (TrialHouse house = TrialHouse.make(
                        extent.folder().resolve("glass"),
                        programs,
                        TrialHouse.Plan.readable(TrialHouse.Broker.EMBEDDED));
                Chromium chromium = new Chromium()) {
            house.start(Part.KIOSK_1);
            Page page = chromium.kioskPage(house.url(Part.KIOSK_1));
            page.waitForSelector("html:not([data-settled=no]) #guest");
            page.locator("#guest").click();
            page.waitForSelector("html[data-view=guest]:not([data-settled=no]) .counter");
            page.evaluate(WATCH);
            for (int i = 0; i < extent.counts().taps() + UNCOUNTED; i++) {
                touch(page, i % 2 == 0 ? "last" : "first");
                page.waitForFunction("count => window.took.length === count", i + 1);
            }
            for (Object took : (List<?>) page.evaluate("window.took")) {
                millis.add(((Number) took).doubleValue());
            }
        }
        double[] counted =
                millis.stream().skip(UNCOUNTED).mapToDouble(Double::doubleValue).toArray();
        return List.of(new Finding(
                "touch to the frame that shows it, committed between",
                "ms",
                new Samples(counted),
                new Limit.Under(LIMIT_MILLIS)));
    }

    private static void touch(Page page, String which) {
        BoundingBox button = page.locator(".counter:first-of-type .step:" + which + "-of-type")
                .boundingBox();
        page.mouse().click(button.x + button.width / 2, button.y + button.height / 2);
    }
}
