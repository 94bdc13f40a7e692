package org.doorstep.system.rogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A kiosk that somebody has opened, with its rightful secret: it can write and read its own
/// branch, and nothing else, whichever broker the hub has.
@Tag("slow")
class RogueDeviceTest {
    private static final Topics TOPICS = new Topics(new HubId(TrialHouse.HUB));
    private static final DeviceId ROGUE = new DeviceId("kiosk-1");
    private static final DeviceId VICTIM = new DeviceId("kiosk-2");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private static final List<String> TOO_WIDE = List.of(
            "#",
            "+/+/+/+/+",
            "doorstep/#",
            "doorstep/v1/#",
            "doorstep/v1/millbrook/#",
            "doorstep/v1/millbrook/+",
            "doorstep/v1/millbrook/+/reply",
            "doorstep/v1/millbrook/+/ack/+",
            "doorstep/v1/millbrook/+/event/+",
            "doorstep/v1/+/kiosk-2/reply",
            "doorstep/v1/millbrook/kiosk-2/#",
            "doorstep/v1/millbrook/kiosk-2/reply",
            "doorstep/v1/millbrook/kiosk-2/ack/+",
            "doorstep/v1/millbrook/kiosk-2/state",
            "doorstep/v1/millbrook/kiosk-2/event/attendance",
            "doorstep/v1/millbrook/kiosk-1/../kiosk-2/reply",
            "$share/us/doorstep/v1/millbrook/kiosk-2/reply",
            "$share/us/#",
            "$sys/#",
            "activemq.management",
            "doorstep.v1.millbrook.kiosk-2.reply");

    @TempDir
    private static Path folder;

    /// One for each broker and for all tests: a hub takes longer to start than a rogue to be refused.
    private static final Map<TrialHouse.Broker, TrialHouse> HOUSES = new EnumMap<>(TrialHouse.Broker.class);

    private final List<AutoCloseable> open = new ArrayList<>();
    private TrialHouse house;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @AfterAll
    static void closeHouses() {
        HOUSES.values().forEach(TrialHouse::close);
        HOUSES.clear();
    }

    @ParameterizedTest
    @EnumSource(TrialHouse.Broker.class)
    void nobodyComesInWithoutTheirOwnNameAndSecret(TrialHouse.Broker broker) throws Exception {
        begin(broker);
        String secret = secret(Part.KIOSK_1);

        assertThat(intruder("kiosk-1", "", "").connects()).as("anonymous").isFalse();
        assertThat(intruder("kiosk-1", "kiosk-1", "wrong").connects())
                .as("wrong secret")
                .isFalse();
        assertThat(intruder("kiosk-9", "kiosk-9", secret).connects())
                .as("unknown device")
                .isFalse();
        assertThat(intruder("gateway", "gateway", secret).connects())
                .as("as the gateway")
                .isFalse();
        assertThat(intruder("x", "ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!").connects())
                .as("as Artemis' own user")
                .isFalse();
        assertThat(intruder("ACTIVEMQ.CLUSTER.ADMIN.USER", "ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!")
                        .connects())
                .as("as Artemis' own user by its own name")
                .isFalse();
        assertThat(intruder("kiosk-1", "../devices/kiosk-1", secret).connects())
                .as("by another path to its file")
                .isFalse();
        assertThat(intruder("kiosk-1", "kiosk-1", secret).connects()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TrialHouse.Broker.class)
    void itHearsNothingThatIsForAnother(TrialHouse.Broker broker) throws Exception {
        begin(broker);
        List<Intruder> listeners = new ArrayList<>();
        for (String filter : TOO_WIDE) {
            // Each filter on a connection of its own, since a broker may hang up at the first; they share the one
            // client id that is theirs, so each listens while the next has not come.
            Intruder listener = intruder("kiosk-1", "kiosk-1", secret(Part.KIOSK_1));
            assertThat(listener.connects()).isTrue();
            listener.subscribe(filter);
            speakAsVictimAndHearTheAnswer();
            listeners.add(listener);
            listener.close();
        }
        for (int i = 0; i < TOO_WIDE.size(); i++) {
            assertThat(listeners.get(i).heardOn()).as(TOO_WIDE.get(i)).allSatisfy(topic -> assertThat(topic)
                    .matches("doorstep/v1/millbrook/(kiosk-1/.*|schedule|time)"));
        }
    }

    @ParameterizedTest
    @EnumSource(TrialHouse.Broker.class)
    void itCannotSpeakAsAnother(TrialHouse.Broker broker) throws Exception {
        begin(broker);
        Intruder victim = intruder("kiosk-2", "kiosk-2", secret(Part.KIOSK_2));
        assertThat(victim.connects()).isTrue();
        assertThat(victim.subscribe(TOPICS.reply(VICTIM))).isTrue();
        assertThat(victim.subscribe(TOPICS.acksTo(VICTIM))).isTrue();
        assertThat(victim.subscribe(TOPICS.of(VICTIM) + "config")).isTrue();
        assertThat(victim.subscribe(TOPICS.schedule())).isTrue();
        String saying = "said by the rogue";
        askAndHear(victim);
        long refusedBefore = refused();
        for (String topic : List.of(
                TOPICS.event(VICTIM, Lane.ATTENDANCE),
                TOPICS.state(VICTIM),
                TOPICS.request(VICTIM),
                TOPICS.press(VICTIM),
                TOPICS.reply(VICTIM),
                TOPICS.ack(VICTIM, Lane.ATTENDANCE),
                TOPICS.of(VICTIM) + "config",
                TOPICS.schedule(),
                TOPICS.board(),
                TOPICS.reply(ROGUE),
                TOPICS.of(ROGUE) + "config",
                TOPICS.of(ROGUE) + "event/attendance/more",
                "doorstep/v1/elsewhere/kiosk-1/state")) {
            for (boolean retained : List.of(false, true)) {
                Intruder rogue = intruder("kiosk-1", "kiosk-1", secret(Part.KIOSK_1));
                assertThat(rogue.connects()).isTrue();
                rogue.publish(topic, saying, retained);
                rogue.close();
            }
        }
        Intruder leavingAWill =
                intruder("kiosk-1", "kiosk-1", secret(Part.KIOSK_1)).withWill(TOPICS.reply(VICTIM), saying, false);
        if (leavingAWill.connects()) {
            leavingAWill.vanish();
        }

        // What is asked now is answered after all that was said before.
        askAndHear(victim);
        assertThat(victim.heard()).noneMatch(saying::equals);
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(books.events()).isZero();
            assertThat(refused()).isEqualTo(refusedBefore);
            assertThat(books.number("SELECT count(*) FROM device WHERE id = 'kiosk-2' AND state LIKE '%rogue%'"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TrialHouse.Broker.class)
    void itCannotTakeAnothersSession(TrialHouse.Broker broker) throws Exception {
        begin(broker);
        Intruder victim = intruder("kiosk-2", "kiosk-2", secret(Part.KIOSK_2));
        assertThat(victim.connects()).isTrue();
        assertThat(victim.subscribe(TOPICS.reply(VICTIM))).isTrue();

        Intruder rogue = intruder("kiosk-2", "kiosk-1", secret(Part.KIOSK_1));
        // Mosquitto lets it in under its own name, Artemis not at all: either way the victim stays.
        rogue.connects();

        askAndHear(victim);
        assertThat(rogue.heard()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TrialHouse.Broker.class)
    void whatIsItsOwnItMaySayAndHear(TrialHouse.Broker broker) throws Exception {
        begin(broker);
        Intruder kiosk = intruder("kiosk-1", "kiosk-1", secret(Part.KIOSK_1))
                .withWill(
                        TOPICS.state(ROGUE),
                        new String(Wire.writeMessage(DeviceState.offline("1")), StandardCharsets.UTF_8),
                        true);
        assertThat(kiosk.connects()).isTrue();
        for (String filter :
                List.of(TOPICS.acksTo(ROGUE), TOPICS.reply(ROGUE), TOPICS.of(ROGUE) + "config", TOPICS.schedule())) {
            assertThat(kiosk.subscribe(filter)).as(filter).isTrue();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kiosk.heardOn()).contains(TOPICS.schedule()));
        long refusedBefore = refused();
        assertThat(kiosk.publish(TOPICS.event(ROGUE, Lane.ATTENDANCE), "no event", false))
                .isTrue();
        assertThat(kiosk.publish(TOPICS.press(ROGUE), "{\"face\":3}", false)).isTrue();
        assertThat(kiosk.publish(
                        TOPICS.state(ROGUE),
                        new String(Wire.writeMessage(DeviceState.offline("1")), StandardCharsets.UTF_8),
                        true))
                .isTrue();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(refused()).isEqualTo(refusedBefore + 1));
    }

    /// What the hub has counted as unreadable so far.
    private long refused() throws SQLException {
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            return books.number("SELECT coalesce(sum(times), 0) FROM inbox_refusal");
        }
    }

    private void begin(TrialHouse.Broker broker) {
        assumeTrue(
                broker == TrialHouse.Broker.EMBEDDED || TrialHouse.hasMosquitto(),
                "Mosquitto is not installed: apt-get install mosquitto");
        house = HOUSES.get(broker);
        if (house == null) {
            house = TrialHouse.make(
                    folder.resolve(broker.name()), Programs.here(Path.of("..")), TrialHouse.Plan.readable(broker));
            open.add(house);
            start(broker);
            open.remove(house);
            HOUSES.put(broker, house);
        }
    }

    private void start(TrialHouse.Broker broker) {
        if (broker == TrialHouse.Broker.MOSQUITTO) {
            house.start(Part.BROKER);
        }
        house.start(Part.HUB);
        // The hub is ready before its link is, and a connection of before then may hear nothing.
        await().atMost(PATIENCE.multipliedBy(4)).ignoreExceptions().untilAsserted(() -> {
            Intruder waiting = intruder("kiosk-2", "kiosk-2", secret(Part.KIOSK_2));
            assertThat(waiting.connects()).isTrue();
            waiting.subscribe(TOPICS.schedule());
            await().atMost(A_WHILE).until(() -> !waiting.heard().isEmpty());
            waiting.close();
        });
    }

    /// Something on each of its topics, and an answer to it, while the rogue listens.
    private void speakAsVictimAndHearTheAnswer() throws Exception {
        Intruder victim = intruder("kiosk-2", "kiosk-2", secret(Part.KIOSK_2));
        assertThat(victim.connects()).isTrue();
        assertThat(victim.subscribe(TOPICS.reply(VICTIM))).isTrue();
        victim.publish(TOPICS.event(VICTIM, Lane.ATTENDANCE), "no event", false);
        victim.publish(TOPICS.state(VICTIM), "no state", true);
        askAndHear(victim);
        victim.close();
    }

    private static void askAndHear(Intruder victim) throws MqttException {
        victim.ask(TOPICS.request(VICTIM), "{\"kind\":\"time\"}", TOPICS.reply(VICTIM));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(victim.heard()).anyMatch(text -> text.contains("\"kind\":\"time\"")));
    }

    private Intruder intruder(String clientId, String name, String secret) throws MqttException {
        Intruder intruder = new Intruder(house.port(Part.BROKER), clientId, name, secret);
        open.add(intruder);
        return intruder;
    }

    private String secret(Part part) throws IOException {
        return Files.readString(house.folder(part).resolve("broker-secret")).strip();
    }
}
