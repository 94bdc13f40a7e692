package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The kiosk's page in Chromium, as a person stands before it: touched, shown cards, and looked
/// at. What a face must be on any screen is in [#look]. For the thread that opened it.
final class Glass {
    static final Path PICTURES = Path.of("target", "screens");

    /// 15 mm on the 7-inch screen of 800 by 480, whose pixels are lower than wide.
    private static final double LEAST_WIDE = 77.8;

    private static final double LEAST_HIGH = 83.5;

    /// What most faces take no press for; what cannot be undone waits for four of them.
    private static final int PAUSE_MS = 375;

    private static final int MOST_PAUSES = 8;

    private final Page page;
    private final String size;
    private final String direction;
    private final String axe;
    private final List<String> complaints = new ArrayList<>();

    Glass(Page page, String size, String direction, String axe) {
        this.page = page;
        this.size = size;
        this.direction = direction;
        this.axe = axe;
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    Page page() {
        return page;
    }

    /// Errors in the page's console, and what its scripts threw.
    List<String> complaints() {
        return complaints;
    }

    void go(String url) {
        page.navigate(url);
        page.evaluate("() => document.fonts.ready.then(() => {})");
        if (direction.equals("rtl")) {
            keepFromRightToLeft();
        }
        page.waitForSelector("#states .state, .stage-join");
    }

    /// Each face says its language's direction anew. What is looked at from right to left here is the
    /// layout, with the words of whichever language it is.
    private void keepFromRightToLeft() {
        page.evaluate("""
                () => {
                  const root = document.documentElement;
                  const keep = () => {
                    if (root.dir !== "rtl") {
                      root.dir = "rtl";
                    }
                  };
                  new MutationObserver(keep).observe(root, { attributes: true, attributeFilter: ["dir"] });
                  keep();
                }
                """);
    }

    /// The face that is shown, by its name.
    String view() {
        return (String) page.evaluate("document.documentElement.dataset.view");
    }

    void waitForView(String view) {
        page.waitForFunction("view => document.documentElement.dataset.view === view", view);
    }

    /// A face that has only just come takes no press. That pause is the page's own, and its clock is
    /// moved on over it: in a test of sixty faces the pauses alone would be half a minute.
    void settle() {
        for (int tries = 0; tries < MOST_PAUSES && unsettled(); tries++) {
            page.clock().runFor(PAUSE_MS);
        }
        page.waitForSelector("html:not([data-settled=no])");
    }

    private boolean unsettled() {
        return "no".equals(page.evaluate("document.documentElement.dataset.settled"));
    }

    /// What is said on the face over home.
    String words() {
        return page.locator("#outcome").innerText();
    }

    /// Presses a button by id or selector and waits for the view.
    void press(String button, String view) {
        settle();
        page.locator(button.matches("[A-Za-z0-9-]+") ? "#" + button : button)
                .locator("visible=true")
                .first()
                .click();
        waitForView(view);
    }

    /// Presents a `card` by its number or a `code` by its text, and does not wait for what comes
    /// of it.
    void present(String reader, String value) {
        page.evaluate("""
                ([reader, value]) => fetch(`/simulator/${reader}`, {
                  method: "POST",
                  headers: { "Content-Type": "application/json" },
                  body: JSON.stringify(reader === "card" ? { number: value } : { text: value }),
                })
                """, List.of(reader, value));
    }

    /// Presents it, and returns when what came of it has been painted.
    void presentUntilPainted(String reader, String value) {
        // What was shown before may still be on its way to the glass.
        Object before = page.evaluate("document.documentElement.dataset.shown ?? ''");
        present(reader, value);
        page.waitForFunction("""
                before => {
                  const { shown, painted } = document.documentElement.dataset;
                  return shown !== undefined && shown !== before && shown === painted;
                }
                """, before);
    }

    void present(String reader, String value, String view) {
        presentUntilPainted(reader, value);
        assertThat(view()).isEqualTo(view);
    }

    /// The card reader is pulled out, or put back in.
    void plug(boolean in) {
        page.evaluate("""
                plugged => fetch("/simulator/plug", {
                  method: "POST",
                  headers: { "Content-Type": "application/json" },
                  body: JSON.stringify({ card: true, in: plugged }),
                })
                """, in);
    }

    /// What is on the glass now is whole, its targets are large enough, and axe finds nothing; a
    /// picture of it is left behind under this name and the size of the screen.
    void look(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + "-" + size + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
        assertThat(violations()).as("%s at %s", name, size).isEmpty();
        assertThat(clipped()).as("clipped on %s at %s", name, size).isEmpty();
        assertThat(tooSmall()).as("too small on %s at %s", name, size).isEmpty();
    }

    /// What axe finds, with all its ordinary rules. It is put into a page once and run there: to
    /// send half a megabyte of script four times for each look, and to open a page more for its
    /// summing up, took four times as long.
    List<Object> violations() {
        bringAxe();
        return list(page.evaluate("""
                async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
                  .flatMap(({ id, nodes }) => nodes.map((it) => `${id}: ${it.html} ${it.failureSummary}`))
                """));
    }

    void bringAxe() {
        if (!(boolean) page.evaluate("() => 'axe' in window")) {
            page.evaluate("() => { const setTimeout = window.ownSetTimeout ?? window.setTimeout; " + axe + " }");
        }
    }

    /// What sticks out of the glass or of what holds it.
    private List<Object> clipped() {
        return list(page.evaluate("""
                () => [...document.querySelectorAll("#face *, footer *")]
                  .filter((it) => it.checkVisibility() && !it.closest("svg.hero-art, use, .ring") && it.tagName !== "path")
                  .filter((it) => {
                    const box = it.getBoundingClientRect();
                    const glass = it.closest("footer") ?? document.getElementById("face");
                    const most = glass.getBoundingClientRect();
                    return box.width > 0 && (box.left < most.left - 1 || box.right > most.right + 1
                      || box.top < most.top - 1 || box.bottom > most.bottom + 1);
                  })
                  .map((it) => `${it.tagName}.${it.getAttribute("class")} ${it.textContent.trim().slice(0, 30)}`)
                """));
    }

    private List<Object> tooSmall() {
        return list(page.evaluate("""
                ([wide, high]) => [...document.querySelectorAll("#face button")]
                  .filter((it) => it.checkVisibility())
                  .filter((it) => it.getBoundingClientRect().width < wide || it.getBoundingClientRect().height < high)
                  .map((it) => it.textContent.trim() || it.id)
                """, List.of(LEAST_WIDE, LEAST_HIGH)));
    }

    private static List<Object> list(Object found) {
        return new ArrayList<>((List<?>) found);
    }
}
