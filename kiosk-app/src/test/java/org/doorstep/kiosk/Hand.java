package org.doorstep.kiosk;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/// What somebody works the glass with. Each does what the others do, by what stands on the page
/// alone.
enum Hand {
    FINGER {
        @Override
        void press(Glass glass, String button) {
            glass.settle();
            seen(glass, button).tap();
        }
    },

    /// Tab and Enter, from wherever the focus is.
    KEYBOARD {
        @Override
        void press(Glass glass, String button) {
            glass.settle();
            Page page = glass.page();
            seen(glass, button).waitFor();
            for (int tabs = 0; tabs < MOST_STEPS; tabs++) {
                page.keyboard().press("Tab");
                if (Boolean.TRUE.equals(page.evaluate("(it) => document.activeElement.matches(it)", button))) {
                    page.keyboard().press("Enter");
                    return;
                }
            }
            throw new AssertionError("Tab never comes to " + button);
        }
    },

    /// A switch that types a space, pressed when the mark is on it or on its row.
    ONE_SWITCH {
        @Override
        void press(Glass glass, String button) {
            Page page = glass.page();
            seen(glass, button).waitFor();
            for (int steps = 0; steps < MOST_STEPS; steps++) {
                switch ((String) page.evaluate(PRESS_IF_MARKED, button)) {
                    case "pressed" -> {
                        page.clock().runFor(BOUNCE_MS);
                        return;
                    }
                    case "mark" -> page.clock().runFor(paceMs(page));
                    case "row", "wait" -> page.clock().runFor(BOUNCE_MS);
                    default -> throw new AssertionError();
                }
            }
            throw new AssertionError("The mark never comes to " + button);
        }
    };

    /// Round a full page of pictures, and some.
    private static final int MOST_STEPS = 160;

    /// A second press within 350 ms is one of a hand that shakes.
    private static final int BOUNCE_MS = 400;

    /// In one go, so that the mark cannot go on between the look and the press. Whoever is asked whether
    /// they are still there says so first.
    private static final String PRESS_IF_MARKED = """
            (button) => {
              const still = document.getElementById("still");
              const wanted = still.hidden ? button : "#still-yes";
              const marked = [...document.querySelectorAll("[data-marked]")];
              if (document.documentElement.dataset.settled === "no" || marked.length === 0) {
                return "wait";
              }
              if (!marked.some((one) => one.matches(wanted))) {
                return "mark";
              }
              document.body.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true }));
              return marked.length > 1 || wanted !== button ? "row" : "pressed";
            }
            """;

    /// One of that name may lie hidden on home meanwhile.
    private static Locator seen(Glass glass, String button) {
        return glass.page().locator(button).locator("visible=true").first();
    }

    private static int paceMs(Page page) {
        return Integer.parseInt((String) page.evaluate("document.documentElement.dataset.pace"));
    }

    /// Presses what the selector names, however far away it is.
    abstract void press(Glass glass, String button);
}
