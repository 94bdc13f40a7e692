package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.enrolment.OwnCertificates;
import org.doorstep.hub.web.Role;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.inbox.Receiving;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages on which a manager shuts a kiosk out and looks at what it still brought.
class ShutOutPageTest {
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final Pattern HIDDEN =
            Pattern.compile("type=\"hidden\" name=\"(group|through|many)\" value=\"([^\"]*)\"");

    @TempDir
    Path folder;

    private TestHub hub;
    private TestHub.Browser manager;

    @BeforeEach
    void open() throws IOException {
        hub = new TestHub(folder);
        Files.createDirectories(folder.resolve("devices"));
        Files.writeString(folder.resolve("devices/kiosk-1.properties"), "name = Front door\nsecret.sha256 = 00\n");
        manager = hub.signedIn(Role.MANAGER);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void thePageSaysWhatWillHappenAndOnePressDoesIt() {
        String before = manager.get("/kiosks/kiosk-1/shut-out").body();
        assertThat(before)
                .contains("Within five seconds", "This cannot be taken back", "Nothing is lost", "Stolen", "Lost")
                .doesNotContain("Mosquitto");
        assertThat(enrolled().admits(KIOSK)).isTrue();

        HttpResponse<String> pressed = press(Map.of("because", "stolen"));

        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(enrolled().admits(KIOSK)).isFalse();
        assertThat(manager.get("/kiosks/kiosk-1/shut-out").body())
                .contains("Front door is shut out since", "Stolen", "/kiosks/add?id=kiosk-1");
        assertThat(manager.get("/kiosks").body()).contains("Shut out since", "It can send nothing any more");
        assertThat(hub.pages.login().audit().newest(3)).anySatisfy(entry -> {
            assertThat(entry.what()).isEqualTo("DEVICE_SHUT_OUT");
            assertThat(entry.detail()).isEqualTo("kiosk-1: stolen");
        });
    }

    @Test
    void withoutAReasonNothingIsDone() {
        assertThat(press(Map.of()).statusCode()).isEqualTo(422);
        assertThat(press(Map.of("because", "dunno")).statusCode()).isEqualTo(422);
        assertThat(enrolled().admits(KIOSK)).isTrue();
        assertThat(manager.get("/kiosks/kiosk-9/shut-out").statusCode()).isEqualTo(404);
    }

    @Test
    void whatCameAfterwardsIsShownByNumbersAndLetCountOrLeftOutWithAReason() {
        press(Map.of("because", "lost"));
        bring(3);

        String page = manager.get("/kiosks/review").body();
        assertThat(page)
                .contains("Front door", "3 guests", "outside of any session")
                .doesNotContain("9c1f");
        assertThat(manager.get("/kiosks").body()).contains("3 messages of kiosks that were shut out");

        assertThat(say("left-out", "").statusCode()).isEqualTo(422);
        assertThat(waiting()).isEqualTo(3);
        assertThat(say("left-out", "nobody was here").statusCode()).isEqualTo(303);
        assertThat(waiting()).isZero();
        assertThat(manager.get("/kiosks/review").body()).contains("left out");
        assertThat(say("counts", "the caretaker was after all").statusCode()).isEqualTo(303);

        assertThat(manager.get("/kiosks/review").body()).contains("Nothing has come from a kiosk that was shut out");
        assertThat(hub.pages.login().audit().newest(30))
                .extracting("what")
                .contains("EVENTS_LEFT_OUT", "EVENTS_LET_COUNT");
        assertThat(manager.get("/people").body()).contains("nobody was here", "the caretaker was after all");
    }

    @Test
    void whatComesWhileAManagerLooksDoesNotCountUntilItHasBeenShown() {
        press(Map.of("because", "lost"));
        bring(3);
        String seen = manager.get("/kiosks/review").body();
        bring(5);

        assertThat(sayOf(seen, "counts", "the caretaker was").statusCode()).isEqualTo(303);

        assertThat(waiting()).isEqualTo(2);
        assertThat(manager.get("/kiosks/review").body()).contains("2 guests");
        assertThat(manager.get("/people").body()).contains("3 guests").doesNotContain("5 guests");

        HttpResponse<String> again = sayOf(seen, "counts", "the caretaker was");
        assertThat(again.statusCode()).as("of these it has been said").isEqualTo(422);
        assertThat(again.body()).contains("no longer what you were shown", "2 guests");
        assertThat(waiting()).isEqualTo(2);
    }

    @Test
    void onlyAManagerShutsOut() {
        TestHub.Browser leader = hub.signedIn(Role.SESSION_LEADER);
        assertThat(leader.get("/kiosks/kiosk-1/shut-out").statusCode()).isEqualTo(403);
        assertThat(leader.get("/kiosks/review").statusCode()).isEqualTo(403);
        assertThat(leader.get("/kiosks").body()).doesNotContain("/shut-out", "Who is let in");
    }

    @Test
    void theEndOfTheKeyThatMakesAllOthersIsToldAYearAhead() {
        hub.standing = Optional.of(new OwnCertificates.Standing(
                hub.now().plus(Duration.ofDays(700)), hub.now().plus(Duration.ofDays(366))));
        assertThat(manager.get("/kiosks").body()).contains("papers of its own").doesNotContain("does not renew itself");
        hub.standing = Optional.of(new OwnCertificates.Standing(
                hub.now().plus(Duration.ofDays(364)), hub.now().plus(Duration.ofDays(364))));
        assertThat(manager.get("/kiosks").body()).contains("ends on 23 November 2027, and does not renew itself");
    }

    @Test
    void aBrokerThatCouldNotBeToldWhoIsLetInIsShownToTheManager() {
        assertThat(manager.get("/kiosks").body()).doesNotContain("could not be told");
        hub.brokerFollows = false;
        assertThat(manager.get("/kiosks").body()).contains("Mosquitto could not be told who is let in");
    }

    private HttpResponse<String> press(Map<String, String> fields) {
        return manager.postFrom("/kiosks/kiosk-1/shut-out", "/kiosks/kiosk-1/shut-out", fields);
    }

    private HttpResponse<String> say(String verdict, String reason) {
        return sayOf(manager.get("/kiosks/review").body(), verdict, reason);
    }

    private HttpResponse<String> sayOf(String page, String verdict, String reason) {
        Map<String, String> fields = new HashMap<>(Map.of("verdict", verdict, "reason", reason));
        Matcher hidden = HIDDEN.matcher(page);
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        assertThat(fields).containsKeys("group", "through", "many");
        return manager.postFrom("/kiosks/review", "/kiosks/review", fields);
    }

    /// The first `many` of one store's; those that came already come again.
    private void bring(int many) {
        Random random = new Random(4);
        StoreId store = StoreId.random(random);
        Source source = new Source(new HubId("millbrook"), KIOSK);
        Inbox inbox = new Inbox(hub.database, source.hub(), random, hub::now);
        List<Envelope> events = java.util.stream.LongStream.rangeClosed(1, many)
                .mapToObj(sequence -> new Envelope(
                        EventId.random(hub.now().toEpochMilli(), random),
                        source,
                        hub.now(),
                        store,
                        Lane.ATTENDANCE,
                        sequence,
                        new Moment("boot", sequence, Moment.Clock.SYNCED, 10),
                        new HubEvent.GuestCounted(SessionId.dropIn(java.time.LocalDate.parse("2026-11-24")), 0, 0)))
                .toList();
        hub.database.write(handle -> {
            Receiving receiving = inbox.receiving(handle);
            for (Envelope event : events) {
                receiving.accept(new Received(KIOSK, Lane.ATTENDANCE, Wire.write(event), hub.now()));
            }
            return receiving.finish();
        });
    }

    private long waiting() {
        return hub.database.read(Fences::countWaiting);
    }

    private EnrolledDevices enrolled() {
        return new EnrolledDevices(folder.resolve("devices"));
    }
}
