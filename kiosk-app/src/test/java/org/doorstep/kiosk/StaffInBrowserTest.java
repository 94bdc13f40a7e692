package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.PinHash;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.link.InMemoryLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The way out of the page for those who see to the kiosk, by touches alone.
@Tag("slow")
class StaffInBrowserTest {
    private static final int STAFF = 99;
    static final String PIN = "271828";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    @TempDir
    private Path folder;

    private TrialKiosk kiosk;
    private TellingHub hub;
    private InMemoryLink link;
    private Glass glass;

    @BeforeEach
    void begin() {
        kiosk = new TrialKiosk(folder);
        hub = new TellingHub(kiosk);
        hub.staff = List.of(staff());
        link = hub.startKiosk();
        await().atMost(PATIENCE).until(() -> hub.rosterAsked.get() > 2);
    }

    @AfterEach
    void close() {
        kiosk.close();
        link.close();
        hub.close();
    }

    static PrivateReply.StaffPass staff() {
        return new PrivateReply.StaffPass(
                PassName.of(new PassId(String.format("%020x", STAFF))), PinHash.of(PIN, new Random(1)));
    }

    static String code(TrialKiosk kiosk) {
        return kiosk.pass(STAFF, LocalDate.of(2030, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({"800,480,ltr", "720,1280,rtl"})
    void aPassOfStaffAndItsPinOpenTheWayOutAndCountNobody(int width, int height, String direction) {
        glass = BROWSER.open(kiosk.url(), width, height, direction);
        glass.present("code", code(kiosk), "staff-pin");
        glass.look("staff-pin");
        type("000000");
        glass.press("next", "staff-pin");
        glass.page().waitForSelector(".typing-problem");
        assertThat(glass.words()).contains("4 more times");
        type(PIN);
        assertThat(glass.page().locator("#typed").evaluate("it => getComputedStyle(it).webkitTextSecurity"))
                .isEqualTo("disc");
        glass.press("next", "staff-open");
        glass.look("staff-open");
        glass.press("done", "home");

        assertThat(rows()).isZero();
    }

    private void type(String pin) {
        glass.settle();
        pin.chars().forEach(digit -> glass.page()
                .locator("[data-key='" + Character.toString(digit) + "']")
                .locator("visible=true")
                .click());
    }

    private int rows() {
        return kiosk.store.database().read(handle -> handle.createQuery("SELECT count(*) FROM outbox_event")
                .mapTo(int.class)
                .one());
    }
}
