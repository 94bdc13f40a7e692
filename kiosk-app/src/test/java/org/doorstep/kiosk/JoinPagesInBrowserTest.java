package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.doorstep.kiosk.hardware.camera.FrameSize;
import org.doorstep.kiosk.joining.TrialDoor;
import org.doorstep.relay.joining.DoorRefusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page of a new kiosk in Chromium, with a real door behind it.
@Tag("slow")
class JoinPagesInBrowserTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    @TempDir
    private Path temp;

    private TrialDoor door;
    private Devices devices;
    private NewKiosk kiosk;
    private Glass glass;

    @BeforeEach
    void aNewKiosk() throws IOException {
        door = new TrialDoor(temp.resolve("hub"), NOW);
        Path folder = Files.createDirectory(temp.resolve("kiosk"));
        Path settings = Files.writeString(folder.resolve("settings.properties"), "data.dir = " + folder + "\n");
        Hardware hardware = new Hardware(
                folder,
                "127.0.0.1",
                0,
                "en",
                new ReaderSetting.None(),
                new ReaderSetting.Simulated(),
                new FrameSize(640, 480),
                Optional.empty(),
                Parts.NONE);
        devices = new Devices(hardware, InstantSource.system());
        kiosk = new NewKiosk(hardware, settings, devices, new SecureRandom());
    }

    @AfterEach
    void close() {
        devices.close();
        kiosk.close();
        door.close();
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({"720,1280,ltr", "1280,800,ltr"})
    void everyFaceOfJoiningIsWholeOnLargerScreensToo(int width, int height, String direction) {
        everyFaceOfJoiningIsWholeLargeAndOpenToAll(width, height, direction);
    }

    @ParameterizedTest
    @CsvSource({"800,480,ltr", "800,480,rtl"})
    void everyFaceOfJoiningIsWholeLargeAndOpenToAll(int width, int height, String direction) {
        boolean smallest = width == 800 && direction.equals("ltr");
        open(width, height, direction);
        if (smallest) {
            look("join");
        }
        show("https://example.org/menu");
        page().waitForSelector(".note");
        look("join-something-else");

        press("[data-press='join/type']", "typing");
        type("192.0.2.7:8405");
        look("typing-address");
        page().locator("[data-pad]:not(.typing)").click();
        if (smallest) {
            look("typing-letters");
        }
        page().locator("[data-next]").click();
        type("K3P7XQF2");
        look("typing-code");
        page().locator("[data-next]").click();
        page().waitForSelector(".typing-problem");
        if (smallest) {
            look("typing-problem");
        }
        page().waitForSelector("html[data-settled=yes]");
        page().locator("[data-back]").click();
        page().locator("[data-back]").click();
        page().waitForSelector("html[data-view=join]");

        CountDownLatch answers = new CountDownLatch(1);
        door.holdUntil(answers);
        door.refuse(Optional.of(DoorRefusal.USED));
        show(door.qr());
        page().waitForSelector("html[data-view=join-asking] .way-steps li:nth-child(3).is-now");
        look("join-asking");
        answers.countDown();
        page().waitForSelector("html[data-view=join-failed]");
        show(door.qr().replace(":" + door.address().port() + ":", ":1:"));
        page().waitForSelector("[data-press='join/again']");
        look("join-not-reached");
        door.refuse(Optional.empty());
        show(door.qr());
        page().waitForSelector("html[data-view=joined]");
        if (smallest) {
            look("joined");
        }
    }

    @Test
    @Tag("long")
    void everyReasonWhyNotFitsTheSmallestScreen() throws IOException {
        open(800, 480, "ltr");
        for (DoorRefusal why : DoorRefusal.values()) {
            door.refuse(Optional.of(why));
            String before = page().locator("html").getAttribute("data-shown");
            show(door.qr());
            page().waitForFunction(
                            "before => document.documentElement.dataset.view === 'join-failed'"
                                    + " && Number(document.documentElement.dataset.shown) > Number(before) + 2",
                            before);
            look("join-" + why.name().toLowerCase(Locale.ROOT));
        }
        try (TrialDoor other = new TrialDoor(temp.resolve("other"), NOW)) {
            show(other.qr()
                    .replace(
                            ":" + other.address().port() + ":",
                            ":" + door.address().port() + ":"));
            page().waitForSelector(".stage-trouble");
            look("join-not-the-hub");
        }
    }

    @Test
    void addressAndCodeAreTypedByTouchAlone() {
        open(800, 480, "ltr");
        press("[data-press='join/type']", "typing");
        touch(door.address().text());
        page().locator("[data-next]").click();
        touch(door.code().text().replace("-", ""));
        page().locator("[data-delete]").click();
        String code = door.code().text();
        touch(code.substring(code.length() - 1));
        assertThat(page().locator("#typed").innerText()).isEqualTo(code);
        page().locator("[data-next]").click();

        page().waitForSelector("html[data-view=joined]");

        assertThat(page().locator("#outcome").innerText()).contains("Café \\ back door");
        assertThat(kiosk.joined()).isCompleted();
    }

    private void open(int width, int height, String direction) {
        glass = BROWSER.open(kiosk.url(), width, height, direction);
    }

    private void press(String button, String view) {
        glass.press(button, view);
    }

    /// As a technician's keyboard does.
    private void type(String text) {
        text.chars().forEach(key -> page().keyboard().press(Character.toString(key)));
    }

    /// As a finger does.
    private void touch(String text) {
        text.chars().forEach(key -> page().locator("[data-key='" + Character.toString(key) + "']:visible")
                .click());
    }

    private void show(String code) {
        glass.present("code", code);
    }

    private void look(String name) {
        glass.look(name);
    }

    private Page page() {
        return glass.page();
    }
}
