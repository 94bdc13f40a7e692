package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// No key, no hand and no code leads out of the kiosk's page. Chromium gives a page that fills the
/// screen alone every key before it looks at it, so what counts is that the page takes it away;
/// each is seen to be taken.
@Tag("slow")
class EscapeTest {
    private static final List<String> CHORDS = List.of(
            "Control+t",
            "Control+n",
            "Control+Shift+N",
            "Control+w",
            "Control+Shift+W",
            "Control+Shift+Q",
            "Control+l",
            "Control+k",
            "Control+e",
            "Control+o",
            "Control+p",
            "Control+Shift+P",
            "Control+s",
            "Control+u",
            "Control+f",
            "Control+g",
            "Control+h",
            "Control+j",
            "Control+d",
            "Control+r",
            "Control+Shift+R",
            "Control+Shift+I",
            "Control+Shift+J",
            "Control+Shift+C",
            "Control+Shift+B",
            "Control+Shift+O",
            "Control+Shift+T",
            "Control+Shift+Delete",
            "Control+Tab",
            "Control+Shift+Tab",
            "Control+1",
            "Control+9",
            "Control+Equal",
            "Control+Minus",
            "Control+0",
            "Control+a",
            "Control+c",
            "Control+v",
            "Control+Enter",
            "Shift+Enter",
            "Shift+Escape",
            "Shift+F10",
            "Shift+Insert",
            "ContextMenu",
            "Alt+ArrowLeft",
            "Alt+ArrowRight",
            "Alt+Home",
            "Alt+F4",
            "Alt+d",
            "Alt+e",
            "Alt+f",
            "Alt+Shift+I",
            "Alt+Enter",
            "Alt+Tab",
            "Meta+d",
            "Meta+l",
            "Meta+r",
            "Meta",
            "F1",
            "F3",
            "F5",
            "F6",
            "F7",
            "F10",
            "F11",
            "F12",
            "Shift+F5",
            "Control+F5",
            "PageDown",
            "Insert",
            "Delete");

    /// What some keyboards have besides, by its number in Windows, which Chromium goes by.
    private static final Map<String, Integer> BROWSER_KEYS = Map.of(
            "BrowserBack", 166,
            "BrowserForward", 167,
            "BrowserRefresh", 168,
            "BrowserSearch", 170,
            "BrowserFavorites", 171,
            "BrowserHome", 172,
            "LaunchMail", 180,
            "Print", 42);

    private static final List<String> ADDRESSES = List.of(
            "https://example.org/menu",
            "http://example.org",
            "javascript:window.open('https://example.org')",
            "data:text/html,<script>location='https://example.org'</script>",
            "file:///etc/passwd",
            "chrome://settings",
            "chrome://quit",
            "view-source:http://127.0.0.1",
            "about:blank",
            "tel:+441632960000",
            "mailto:somebody@example.org",
            "sms:+441632960000",
            "WIFI:T:WPA;S=free;P=free;;",
            "intent://example.org#Intent;end",
            "<a href='https://example.org' autofocus onfocus=location=this.href>x</a>",
            "//example.org");

    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    @TempDir
    private Path folder;

    private TrialKiosk kiosk;
    private Glass glass;
    private CDPSession hands;
    private Object pagesBehind;
    private final List<String> ways = new ArrayList<>();

    @BeforeEach
    void open() {
        kiosk = new TrialKiosk(folder).start();
        glass = BROWSER.blank(800, 480, "ltr");
        page().onPopup(popup -> ways.add("another page: " + popup.url()));
        page().onDownload(download -> ways.add("a download: " + download.url()));
        page().onDialog(dialog -> {
            ways.add("a dialogue: " + dialog.message());
            dialog.dismiss();
        });
        page().addInitScript("""
                for (const type of ["keydown", "contextmenu", "mousedown", "mouseup", "auxclick", "wheel", "drop"]) {
                  window.addEventListener(type, (event) => { window.latest = event; }, true);
                }
                """);
        glass.go(kiosk.url());
        page().evaluate("window.sameDocument = 'yes'");
        pagesBehind = page().evaluate("history.length");
        hands = page().context().newCDPSession(page());
    }

    @AfterEach
    void close() {
        kiosk.close();
    }

    @Test
    void noChordOfKeysIsLeftToTheBrowser() {
        for (String chord : CHORDS) {
            page().evaluate("window.latest = null");
            page().keyboard().press(chord);
            assertTaken(chord);
        }
        BROWSER_KEYS.forEach((key, number) -> {
            page().evaluate("window.latest = null");
            for (String way : List.of("rawKeyDown", "keyUp")) {
                JsonObject press = with("type", way);
                press.addProperty("key", key);
                press.addProperty("code", key);
                press.addProperty("windowsVirtualKeyCode", number);
                hands.send("Input.dispatchKeyEvent", press);
            }
            assertTaken(key);
        });
        assertThat(CHORDS.size() + BROWSER_KEYS.size()).isGreaterThan(70);
    }

    @Test
    void noHandLeadsOut() {
        mouse("right");
        assertTaken("a press with the right button");
        mouse("middle");
        assertTaken("a press with the wheel, which pastes an address");
        mouse("back");
        assertTaken("the button at the side that goes back");
        mouse("forward");
        assertTaken("the button at the side that goes forward");

        page().keyboard().down("Control");
        page().mouse().wheel(0, -400);
        page().waitForFunction("() => window.latest?.type === 'wheel'");
        page().keyboard().up("Control");
        assertTaken("the wheel with Ctrl");

        JsonObject pinch = at(400, 240);
        pinch.addProperty("scaleFactor", 3);
        pinch.addProperty("gestureSourceType", "touch");
        hands.send("Input.synthesizePinchGesture", pinch);
        assertStillThere("two fingers that part");

        for (int[] way : new int[][] {{2, 240, 600, 0}, {798, 240, -600, 0}, {400, 2, 0, 400}, {400, 478, 0, -400}}) {
            JsonObject swipe = at(way[0], way[1]);
            swipe.addProperty("xDistance", way[2]);
            swipe.addProperty("yDistance", way[3]);
            swipe.addProperty("gestureSourceType", "touch");
            hands.send("Input.synthesizeScrollGesture", swipe);
            assertStillThere("a finger drawn across from " + way[0] + ", " + way[1]);
        }

        page().mouse().move(100, 100);
        page().mouse().down();
        page().mouse().move(700, 400);
        page().mouse().up();
        assertThat(page().evaluate("String(getSelection())")).isEqualTo("");
        assertStillThere("words that are marked and dragged");

        page().evaluate("""
                () => document.body.dispatchEvent(
                    new PointerEvent("contextmenu", { bubbles: true, cancelable: true, pointerType: "touch" }))
                """);
        assertTaken("a finger that rests, and gets a menu");

        page().evaluate("""
                () => {
                  const data = new DataTransfer();
                  data.setData("text/uri-list", "https://example.org/");
                  data.items.add(new File(["x"], "page.html", { type: "text/html" }));
                  for (const type of ["dragover", "drop"]) {
                    document.body.dispatchEvent(
                        new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
                  }
                }
                """);
        assertTaken("a file that is dropped");
    }

    @Test
    void noCodeThatIsHeldUpLeadsAnywhere() {
        for (String address : ADDRESSES) {
            glass.presentUntilPainted("code", address);
            assertThat(page().locator("#outcome a, #outcome script, #outcome [onfocus]")
                            .count())
                    .as(address)
                    .isZero();
            page().keyboard().press("Escape");
            glass.waitForView("home");
            assertStillThere(address);
        }
    }

    /// A kiosk whose readers are not simulated has not even the one link that leads to the simulator.
    @Test
    void noFaceHasALinkOrAField() {
        assertThat(page().locator("#face a, #face input, #face textarea, #face iframe, #face form")
                        .count())
                .isZero();
        page().evaluate("""
                () => {
                  const link = document.createElement("a");
                  link.href = "https://example.org/";
                  link.target = "_blank";
                  document.body.append(link);
                  link.click();
                  link.remove();
                }
                """);
        assertStillThere("a link, if a face ever had one");
    }

    /// A scanner that the kiosk has not taken for its own types like a keyboard, and ends with Enter.
    @Test
    void whatAMachineTypesPressesNothing() {
        page().locator("#guest").focus();
        String typing = """
                text => {
                  const taken = [];
                  for (const key of [...text, "Enter", "Enter"]) {
                    const down = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
                    document.activeElement.dispatchEvent(down);
                    taken.push(down.defaultPrevented);
                  }
                  return taken.slice(-2);
                }
                """;
        assertThat(page().evaluate(typing, "DS1:0123456789"))
                .as("CR and LF, which are Enter twice")
                .isEqualTo(List.of(true, true));
        assertThat(page().evaluate(typing, "ok")).as("a quick hand").isEqualTo(List.of(false, false));
        assertStillThere("what a scanner types");

        page().keyboard().press("Enter");
        glass.waitForView("guest");
    }

    private void mouse(String button) {
        page().evaluate("window.latest = null");
        for (String way : List.of("mousePressed", "mouseReleased")) {
            JsonObject press = at(400, 200);
            press.addProperty("type", way);
            press.addProperty("button", button);
            press.addProperty("clickCount", 1);
            hands.send("Input.dispatchMouseEvent", press);
        }
    }

    private void assertTaken(String way) {
        assertThat(page().evaluate("window.latest?.defaultPrevented ?? 'nothing came'"))
                .as("%s is taken from the browser", way)
                .isEqualTo(true);
        assertStillThere(way);
    }

    private void assertStillThere(String way) {
        assertThat(page().evaluate("""
                () => [location.href, window.sameDocument, document.documentElement.dataset.view,
                  visualViewport.scale, scrollX, scrollY, history.length].join(" ")
                """)).as(way).isEqualTo(kiosk.url() + "/ yes home 1 0 0 " + pagesBehind);
        assertThat(page().context().pages()).as(way).hasSize(1);
        assertThat(ways).as(way).isEmpty();
    }

    private static JsonObject at(int x, int y) {
        JsonObject place = new JsonObject();
        place.addProperty("x", x);
        place.addProperty("y", y);
        return place;
    }

    private static JsonObject with(String name, String value) {
        JsonObject object = new JsonObject();
        object.addProperty(name, value);
        return object;
    }

    private Page page() {
        return glass.page();
    }
}
