package org.doorstep.system.rogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.MetricsToken;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.identity.Identity;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.CertifiedHouse;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Rogues at a broker that is entered by certificate, whichever broker the hub has: kiosk-1's
/// certificate in a thief's hands, and those who have none of ours. Each is refused, and at our own
/// broker counted for the manager; and kiosk-2, a real one, counts a guest after each and has it
/// acknowledged.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RogueByCertificateTest {
    private static final HubId HUB = new HubId(TrialHouse.HUB);
    private static final Topics TOPICS = new Topics(HUB);
    private static final DeviceId ROGUE = new DeviceId("kiosk-1");
    private static final DeviceId HONEST = new DeviceId("kiosk-2");
    private static final DeviceId STOLEN = new DeviceId("kiosk-3");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<AutoCloseable> open = new ArrayList<>();
    private Scene scene;

    /// One for all tests: a hub takes longer to start than a rogue to be refused.
    private static final class Scene implements AutoCloseable {
        private final TrialHouse house;
        private final CertifiedHouse certified;
        private final Forger forger = new Forger(Instant.now());
        private final Identity stolen;
        private KioskHand honest;
        private int guests;
        private int addresses;

        Scene(Path folder, TrialHouse.Broker broker) throws Exception {
            house = TrialHouse.make(
                    folder.resolve("house"), Programs.here(Path.of("..")), TrialHouse.Plan.readable(broker));
            certified = new CertifiedHouse(house, InstantSource.system(), new SecureRandom());
            house.device(STOLEN.value());
            certified.enrol(STOLEN);
            stolen = certified.identity(STOLEN);
            certified.revoke(STOLEN);
        }

        Scene begun() throws Exception {
            if (house.plan().broker() == TrialHouse.Broker.MOSQUITTO) {
                house.start(Part.BROKER);
            }
            house.start(Part.HUB);
            house.start(Part.KIOSK_2);
            honest = new KioskHand(house.url(Part.KIOSK_2));
            honest.look();
            await().atMost(PATIENCE).until(() -> honest.health().get("hubHere").booleanValue());
            return this;
        }

        boolean counts() {
            return house.plan().broker() == TrialHouse.Broker.EMBEDDED;
        }

        @Override
        public void close() {
            if (honest != null) {
                honest.close();
            }
            house.close();
        }
    }

    @AfterEach
    void theHonestKioskGoesOnAndAllOfItsEventsAreAcknowledged() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        open.clear();
        scene.honest.guest();
        scene.guests++;
        await("its event is acknowledged").atMost(PATIENCE).until(() -> scene.honest.notAtHub() == 0);
        assertThat(number("SELECT count(*) FROM guest")).isEqualTo(scene.guests);
        assertThat(number("SELECT count(*) FROM inbox_event WHERE state = 'projected'"))
                .isEqualTo(scene.guests);
    }

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        assumeTrue(
                broker() == TrialHouse.Broker.EMBEDDED || TrialHouse.hasMosquitto(),
                "Mosquitto is not installed: apt-get install mosquitto");
        scene = new Scene(folder, broker());
        scene.begun();
    }

    @AfterAll
    void closeScene() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void whoIsNotOneOfOursDoesNotComeIn() throws Exception {
        String source = "doorstep:/hub/millbrook/device/kiosk-1";
        // Before all that the hub knows to have passed, and so before its signer's own days: for one or the other.
        String forAnyReason = "[A-Z_]+";
        Instant longAgo = Instant.now().minus(Duration.ofDays(10));
        Map<String, Forger.Papers> shown = new LinkedHashMap<>();
        shown.put("NO_CERTIFICATE", new Forger.Papers(null, List.of()));
        shown.put("FOREIGN", scene.forger.deviceOf(scene.forger.anotherAuthority(), HUB, "kiosk-1"));
        shown.put("WRONG_HUB", scene.forger.deviceOf(scene.certified.authority(), new HubId("elsewhere"), "kiosk-1"));
        shown.put(forAnyReason, scene.forger.signedWith(issuing(), "millbrook", "kiosk-1", source, longAgo));
        shown.put("REVOKED", Forger.Papers.of(scene.stolen));
        for (Map.Entry<String, Forger.Papers> each : shown.entrySet()) {
            long before = turnedAway(each.getKey());
            Intruder stranger = intruder(each.getKey().equals("REVOKED") ? "kiosk-3" : "kiosk-1", each.getValue());
            assertThat(stranger.connects()).as(each.getKey()).isFalse();
            counted(each.getKey(), before);
        }
    }

    @Test
    void aNameMadeToReachFurtherReachesNothing() throws Exception {
        Instant tomorrow = Instant.now().plus(Duration.ofHours(12));
        for (String odd :
                List.of("+", "#", "kiosk-2/#", "../kiosk-2", "Kiosk-2", "kiosk-2 ", "\u043aiosk-2", "kiosk-\u0662")) {
            long before = turnedAway("WRONG_NAME");
            Intruder stranger = intruder(
                    odd,
                    scene.forger.signedWith(
                            issuing(), "millbrook", odd, "doorstep:/hub/millbrook/device/kiosk-2", tomorrow));
            if (stranger.connects()) {
                // Mosquitto lets in whom the hub's own key has signed, by a name that has no rights.
                assertThat(scene.counts()).as(odd).isFalse();
                hearsAndSaysNothing(stranger, odd);
            }
            counted("WRONG_NAME", before);
        }
    }

    @Test
    void whatIsAnothersIsNeitherHeardNorSaidNorLeftBehind() throws Exception {
        long before = turnedAway("OTHERS_TOPIC");
        for (String filter :
                List.of("#", "+/+/+/+/+", "doorstep/v1/millbrook/+/ack/+", TOPICS.reply(HONEST), "$share/us/#")) {
            Intruder rogue = rogue();
            assertThat(rogue.connects()).isTrue();
            rogue.subscribe(filter);
            scene.honest.guest();
            scene.guests++;
            await().atMost(PATIENCE).until(() -> scene.honest.notAtHub() == 0);
            assertThat(rogue.heardOn()).as(filter).noneMatch(topic -> topic.contains("kiosk-2"));
            rogue.close();
        }
        for (String topic : List.of(
                TOPICS.event(HONEST, Lane.ATTENDANCE),
                TOPICS.state(HONEST),
                TOPICS.ack(HONEST, Lane.ATTENDANCE),
                TOPICS.of(HONEST) + "config",
                TOPICS.schedule(),
                TOPICS.board(),
                TOPICS.of(ROGUE) + "event/lanes-that-there-are-not")) {
            Intruder rogue = rogue();
            assertThat(rogue.connects()).isTrue();
            rogue.publish(topic, "said by the rogue", true);
            rogue.close();
        }
        for (String topic : List.of(TOPICS.state(HONEST), TOPICS.event(HONEST, Lane.ATTENDANCE))) {
            Intruder rogue = rogue().withWill(topic, "willed by the rogue", true);
            if (rogue.connects()) {
                rogue.vanish();
            }
        }
        Intruder asAnother = intruder("kiosk-2", rogues());
        // Mosquitto lets it in under its own name, our broker not at all: either way kiosk-2 stays.
        asAnother.connects();
        asAnother.close();
        Intruder honestly = rogue();
        assertThat(honestly.connects()).isTrue();
        assertThat(number("SELECT count(*) FROM device WHERE id = 'kiosk-2' AND state LIKE '%rogue%'"))
                .isZero();
        if (scene.counts()) {
            assertThat(turnedAway("OTHERS_TOPIC")).isGreaterThan(before + 10);
        }
    }

    @Test
    void anothersEventInItsOwnBranchAndRecordedEventsSentAgainCountNothing() throws Exception {
        scene.honest.guest();
        scene.guests++;
        await().atMost(PATIENCE).until(() -> scene.honest.notAtHub() == 0);
        String recorded = books().getFirst();
        String forged = recorded.replaceFirst("\"id\":\"[0-9a-f]{8}", "\"id\":\"01234567");
        long before = number("SELECT coalesce(sum(times), 0) FROM inbox_refusal");
        Intruder rogue = rogue();
        assertThat(rogue.connects()).isTrue();
        for (String text : List.of(recorded, recorded, forged)) {
            rogue.publish(TOPICS.event(ROGUE, Lane.ATTENDANCE), text, false);
        }
        await("refused and counted")
                .atMost(PATIENCE)
                .until(() -> number("SELECT coalesce(sum(times), 0) FROM inbox_refusal") > before);
    }

    @Test
    void bytesRecordedOnTheLineAreWorthNothingASecondTime() throws Exception {
        Recorder recorder = new Recorder(scene.house.port(Part.BROKER));
        open.add(recorder);
        Intruder recordedOne = new Intruder(recorder.port(), "kiosk-1", new FromAddress(1, rogues()));
        open.add(recordedOne);
        assertThat(recordedOne.connects()).isTrue();
        long refused = number("SELECT coalesce(sum(times), 0) FROM inbox_refusal");
        recordedOne.publish(TOPICS.event(ROGUE, Lane.ATTENDANCE), "no event", false);
        await().atMost(PATIENCE)
                .until(() -> number("SELECT coalesce(sum(times), 0) FROM inbox_refusal") == refused + 1);
        recordedOne.close();

        long before = turnedAway("NO_WORD");
        try (Socket again =
                new Socket(InetAddress.getByName("127.0.0.1"), scene.house.port(Part.BROKER), nextAddress(), 0)) {
            again.getOutputStream().write(recorder.heard());
            assertThat(hungUp(again)).isTrue();
        }
        counted("NO_WORD", before);
        assertThat(number("SELECT coalesce(sum(times), 0) FROM inbox_refusal")).isEqualTo(refused + 1);
    }

    @Test
    void aPacketLargerThanAnyOfOursEndsItsOwnConnection() throws Exception {
        long before = turnedAway("TOO_LARGE");
        Intruder rogue = rogue();
        assertThat(rogue.connects()).isTrue();
        rogue.publish(TOPICS.event(ROGUE, Lane.ATTENDANCE), "x".repeat(2 * Wire.MOST_MESSAGE_BYTES), false);
        await().atMost(PATIENCE).until(() -> !rogue.connected());
        counted("TOO_LARGE", before);
    }

    @Test
    void aFloodOfMessagesHoldsUpNobodyElse() throws Exception {
        long before = turnedAway("TOO_FAST");
        Intruder rogue = rogue();
        assertThat(rogue.connects()).isTrue();
        Thread flood = Thread.ofPlatform()
                .daemon()
                .start(() -> rogue.flood(TOPICS.event(ROGUE, Lane.ATTENDANCE), "no event", 3_000));
        for (int i = 0; i < 5; i++) {
            scene.honest.guest();
            scene.guests++;
        }
        await("acknowledged beside the flood").atMost(PATIENCE).until(() -> scene.honest.notAtHub() == 0);
        counted("TOO_FAST", before);
        rogue.close();
        flood.join(PATIENCE.toMillis());
    }

    @Test
    void aFloodOfConnectionsHoldsUpNobodyElse() throws Exception {
        long before = turnedAway("TOO_MANY");
        InetAddress crowd = nextAddress();
        for (int i = 0; i < 200; i++) {
            open.add(new Socket(InetAddress.getByName("127.0.0.1"), scene.house.port(Part.BROKER), crowd, 0));
        }
        scene.honest.guest();
        scene.guests++;
        await("acknowledged beside the flood").atMost(PATIENCE).until(() -> scene.honest.notAtHub() == 0);
        counted("TOO_MANY", before);
        // Another of this hub's comes in as ever.
        assertThat(rogue().connects()).isTrue();
    }

    @Test
    void oneCertificateOnTwoMachinesIsSeen() throws Exception {
        long before = turnedAway("TWO_PLACES");
        Intruder first = rogue();
        assertThat(first.connects()).isTrue();
        Intruder copy = rogue();
        assertThat(copy.connects()).isTrue();
        await("they take turns").atMost(PATIENCE).until(() -> !first.connected());
        counted("TWO_PLACES", before);
    }

    /// The hub's own; another for those who test the same at another.
    TrialHouse.Broker broker() {
        return TrialHouse.Broker.EMBEDDED;
    }

    private void hearsAndSaysNothing(Intruder stranger, String odd) throws Exception {
        stranger.subscribe("doorstep/v1/millbrook/#");
        scene.honest.guest();
        scene.guests++;
        await().atMost(PATIENCE).until(() -> scene.honest.notAtHub() == 0);
        stranger.publish(TOPICS.state(HONEST), "said by the rogue", true);
        assertThat(stranger.heardOn()).as(odd).isEmpty();
    }

    /// At our own broker, where it can be counted, and shown on the manager's page from the same
    /// numbers.
    private void counted(String why, long before) {
        if (scene.counts()) {
            await(why).atMost(PATIENCE).until(() -> turnedAway(why) > before);
        }
    }

    private long turnedAway(String why) throws IOException, InterruptedException {
        if (!scene.counts()) {
            return 0;
        }
        String token = MetricsToken.in(scene.house.folder(Part.HUB), new SecureRandom())
                .value();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String text = client.send(
                            HttpRequest.newBuilder(URI.create(scene.house.url(Part.HUB) + "/metrics"))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher line = Pattern.compile(
                            "doorstep_broker_turned_away_total\\{[^}]*reason=\"" + why + "\"[^}]*} (\\d+)")
                    .matcher(text);
            return line.results()
                    .mapToLong(each -> Long.parseLong(each.group(1)))
                    .sum();
        }
    }

    private static boolean hungUp(Socket socket) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        try {
            int read = socket.getInputStream().read();
            while (read >= 0) {
                read = socket.getInputStream().read();
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private List<String> books() throws SQLException {
        try (HubBooks books = new HubBooks(scene.house.folder(Part.HUB))) {
            return books.texts("SELECT CAST(text AS TEXT) FROM inbox_event");
        }
    }

    private long number(String sql) throws SQLException {
        try (HubBooks books = new HubBooks(scene.house.folder(Part.HUB))) {
            return books.number(sql);
        }
    }

    private Identity issuing() {
        return IdentityFiles.read(
                scene.house.folder(Part.HUB).resolve("identity").resolve("issuing"));
    }

    private Forger.Papers rogues() {
        return Forger.Papers.of(scene.certified.identity(ROGUE));
    }

    /// From a machine of its own each time.
    private Intruder rogue() throws MqttException {
        return intruder(ROGUE.value(), rogues());
    }

    private Intruder intruder(String clientId, Forger.Papers papers) throws MqttException {
        scene.addresses++;
        Intruder intruder =
                new Intruder(scene.house.port(Part.BROKER), clientId, new FromAddress(scene.addresses, papers));
        open.add(intruder);
        return intruder;
    }

    private InetAddress nextAddress() {
        scene.addresses++;
        return FromAddress.address(scene.addresses);
    }
}
