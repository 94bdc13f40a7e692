package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a face of the page must be on any screen: nothing clipped, every target large enough, open to all. A picture of
/// each that was looked at is left behind.
record Glass(Page page) {
    static final Path PICTURES = Path.of("target", "screens");

    /// 15 mm on the 7-inch screen of 800 by 480.
    private static final int SMALLEST_TARGET = 80;

    void look(String name, String size) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + "-" + size + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("%s at %s", name, size)
                .isEmpty();
        assertThat(clipped()).as("clipped on %s at %s", name, size).isEmpty();
        assertThat(tooSmall()).as("too small on %s at %s", name, size).isEmpty();
    }

    /// What sticks out of the glass or of what holds it.
    private List<Object> clipped() {
        return list(page.evaluate("""
                () => [...document.querySelectorAll("#face *, footer *")]
                  .filter((it) => it.checkVisibility() && !it.closest("svg.prompt-art, use") && it.tagName !== "path")
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
                (least) => [...document.querySelectorAll("#face button")]
                  .filter((it) => it.checkVisibility())
                  .filter((it) => it.getBoundingClientRect().width < least || it.getBoundingClientRect().height < least)
                  .map((it) => it.textContent.trim() || it.id)
                """, SMALLEST_TARGET));
    }

    private static List<Object> list(Object found) {
        return new ArrayList<>((List<?>) found);
    }
}
