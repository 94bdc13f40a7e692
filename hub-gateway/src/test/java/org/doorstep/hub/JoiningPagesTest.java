package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.hub.joining.SomeKioskJoins;
import org.doorstep.hub.web.Role;
import org.doorstep.relay.contract.DeviceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoiningPagesTest {
    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}");

    @TempDir
    Path folder;

    private TestHub hub;
    private TestHub.Browser manager;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        manager = hub.signedIn(Role.MANAGER);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aManagerGivesAPlaceAndIsShownACodeThatStandsInNoAddressAndNoRecord() {
        HttpResponse<String> made = add("Café, 1st floor", "");

        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(made.headers().firstValue("Location")).contains("/kiosks/joining");
        String page = manager.get("/kiosks/joining").body();
        assertThat(page).contains("Café, 1st floor", "cafe-1st-floor", "192.168.1.10:8405", "Good for 15 more minutes");
        String code = code(page);
        assertThat(page.substring(0, page.indexOf("</title>"))).doesNotContain(code);
        assertThat(hub.pages.login().audit().newest(1).getFirst().detail()).isEqualTo("Café, 1st floor");
        assertThat(manager.get("/people").body())
                .contains("made a code for a new kiosk")
                .doesNotContain(code);
    }

    @Test
    void thePageSaysByItselfThatTheKioskHasJoined() {
        add("Front door", "");
        Supplier<String> live = manager.watch("/kiosks/joining/live");
        await().atMost(Duration.ofSeconds(30)).until(() -> live.get().contains("waiting for the kiosk"));

        SomeKioskJoins.by(hub.claims, "front-door");

        await().atMost(Duration.ofSeconds(30)).until(() -> live.get().contains("has joined"));
        assertThat(manager.get("/kiosks/joining").body()).doesNotContainPattern(CODE);
    }

    @Test
    void aCodeThatIsOverOrTakenBackIsNotShownAnyMore() {
        add("Front door", "");
        manager.postFrom("/kiosks/joining", "/kiosks/joining/take-back", Map.of("id", "front-door"));
        assertThat(manager.get("/kiosks/joining").body()).contains("taken back").doesNotContainPattern(CODE);

        add("Back door", "");
        hub.forward(Duration.ofMinutes(14));
        assertThat(manager.get("/kiosks/joining").body())
                .contains("Good for 60 more seconds")
                .containsPattern(CODE);
        hub.forward(Duration.ofMinutes(1));
        assertThat(manager.get("/kiosks/joining").body())
                .contains("time is over")
                .doesNotContainPattern(CODE);
        hub.forward(Duration.ofHours(2));
        assertThat(manager.get("/kiosks/joining").body()).contains("There is no code at the moment");
    }

    @Test
    void aNewCodeForTheSamePlaceTakesTheOldOneBack() {
        add("Front door", "front-door");
        String first = code(manager.get("/kiosks/joining").body());
        add("Front door", "front-door");

        String page = manager.get("/kiosks/joining").body();
        assertThat(code(page)).isNotEqualTo(first);
        assertThat(page).doesNotContain(first);
    }

    @Test
    void aShortNameIsGivenOnceUnlessItsKioskWasShutOut() {
        RegisteredDevices devices = new RegisteredDevices(folder.resolve("devices"));
        DeviceId id = new DeviceId("front-door");
        devices.succeed(id, Map.of("name", "Front door"), true, 0);

        assertThat(add("Front door", "front-door").body()).contains("There is a kiosk front-door here already");
        assertThat(add("Front door", "gateway").body()).contains("It begins with a letter or digit");
        assertThat(add("Front door", "Front Door!").body()).contains("It begins with a letter or digit");
        add("Front door", "");
        assertThat(manager.get("/kiosks/joining").body()).contains("front-door-2");

        devices.shutOut(id, RegisteredDevices.Because.REPLACED, hub.now());
        assertThat(add("Front door", "front-door").statusCode()).isEqualTo(303);
        assertThat(manager.get("/kiosks/add?id=front-door&name=Front+door").body())
                .contains("value=\"front-door\"", "value=\"Front door\"");
    }

    @Test
    void eachMistakeStandsAtTheFieldThatItIsOf() {
        HttpResponse<String> name = add("Front\u0007door", "");
        assertThat(name.statusCode()).isEqualTo(422);
        assertThat(name.body())
                .contains("Say in one line", "id=\"name-mistake\"")
                .doesNotContain("id=\"id-mistake\"", "id=\"profile-mistake\"", "id=\"form-mistake\"");

        HttpResponse<String> id = add("Front door", "gateway");
        assertThat(id.statusCode()).isEqualTo(422);
        assertThat(id.body()).contains("id=\"id-mistake\"").doesNotContain("id=\"name-mistake\"");

        HttpResponse<String> kind = manager.postFrom(
                "/kiosks/add", "/kiosks/add", Map.of("name", "Front door", "profile", "toaster", "id", ""));
        assertThat(kind.statusCode()).isEqualTo(422);
        assertThat(kind.body()).contains("id=\"profile-mistake\"").doesNotContain("id=\"id-mistake\"");
        assertThat(manager.get("/kiosks/joining").body()).contains("There is no code at the moment");
    }

    @Test
    void nothingIsToBeTypedOnAKioskWithoutAScreen() {
        manager.postFrom("/kiosks/add", "/kiosks/add", Map.of("name", "Back door", "profile", "screenless", "id", ""));

        assertThat(manager.get("/kiosks/joining").body())
                .contains("joining-qr")
                .doesNotContain("type this on its screen")
                .doesNotContainPattern(CODE);
    }

    @Test
    void whereMosquittoLetsInThePageSaysWhatHasToBeDoneThere(@TempDir Path other) {
        assertThat(manager.get("/kiosks/add").body()).doesNotContain("Mosquitto");
        try (TestHub theirs = new TestHub(
                other,
                new Settings.Broker.External(
                        "127.0.0.1", 1, new Settings.Entry.OwnSecret(), new Settings.Rules.ByHand()))) {
            TestHub.Browser its = theirs.signedIn(Role.MANAGER);
            assertThat(its.get("/kiosks/add").body()).contains("uses Mosquitto", "broker new");
            its.postFrom("/kiosks/add", "/kiosks/add", Map.of("name", "Front door", "profile", "touch", "id", ""));
            assertThat(its.get("/kiosks/joining").body()).contains("uses Mosquitto");

            SomeKioskJoins.by(theirs.claims, "front-door");

            assertThat(its.get("/kiosks/joining").body())
                    .contains("It is let in, and appears among the kiosks, once")
                    .doesNotContain("within a minute");
        }
    }

    /// Each code takes a moment of Argon2id.
    @Test
    @Tag("long")
    void noMoreCodesAreOpenThanAHubNeeds() {
        for (int i = 0; i < 12; i++) {
            assertThat(add("Door " + i, "").statusCode()).isEqualTo(303);
        }
        assertThat(add("One more", "").body()).contains("There are 12 open codes");
    }

    @Test
    void onlyManagersSeeTheButtonAndTheCodes() {
        add("Front door", "");
        TestHub.Browser leader = hub.signedIn(Role.SESSION_LEADER);

        assertThat(manager.get("/kiosks").body()).contains("/kiosks/add");
        assertThat(leader.get("/kiosks").body()).doesNotContain("/kiosks/add");
        assertThat(leader.get("/kiosks/joining").statusCode()).isEqualTo(403);
        assertThat(leader.get("/kiosks/joining/live").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> add(String name, String id) {
        return manager.postFrom("/kiosks/add", "/kiosks/add", Map.of("name", name, "profile", "touch", "id", id));
    }

    private static String code(String page) {
        Matcher code = CODE.matcher(page);
        assertThat(code.find()).isTrue();
        return code.group();
    }
}
