package org.doorstep.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.doorstep.hub.broker.TurnedAway.Why;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.LinkSecurity;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is let in by certificate, and who is turned away, counted by name and reason, while the
/// others go on.
@Tag("slow")
class EmbeddedBrokerTlsTest {
    private static final HubId HUB = new HubId("millbrook");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BRANCH = "doorstep/v1/millbrook/";
    private static final String EVENTS = BRANCH + "kiosk-1/event/attendance";

    @TempDir
    private static Path folder;

    private static final Instant NOW = Instant.now();
    private static final TestAuthority AUTHORITY = new TestAuthority(NOW.minus(Duration.ofDays(400)));
    private static final TestAuthority.Hub OURS = AUTHORITY.hub(HUB);
    private static final Set<Serial> REVOKED = ConcurrentHashMap.newKeySet();
    private static final TurnedAway TURNED_AWAY = new TurnedAway(InstantSource.system());
    private static final AtomicReference<Identity> SERVER = new AtomicReference<>(OURS.server(NOW));

    private static EmbeddedBroker broker;
    private static int port;
    private static Stranger witness;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        port = freePort();
        Path devices = Files.createDirectories(folder.resolve("devices"));
        for (String device : List.of("kiosk-1", "kiosk-2")) {
            Files.writeString(devices.resolve(device + ".properties"), "name = " + device + "\n");
        }
        broker = new EmbeddedBroker(
                folder.resolve("broker"),
                "127.0.0.1",
                port,
                HUB,
                new BrokerDoor.Certificates(
                        SERVER::get,
                        new EnrolledDevices(devices),
                        REVOKED::contains,
                        () -> new CheckedAt(NOW, true, Instant.EPOCH),
                        TURNED_AWAY,
                        "nobody knows it"));
        witness = new Stranger(port, sockets(OURS.device("kiosk-2", NOW)), "kiosk-2");
        assertThat(witness.connects()).isTrue();
    }

    @AfterEach
    void nobodyElseWasDisturbed() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        assertThat(witness.gone()).isFalse();
        assertThat(witness.publishes(BRANCH + "kiosk-2/event/attendance", 10)).isTrue();
    }

    @AfterAll
    static void stop() throws MqttException {
        witness.close();
        broker.close();
    }

    @Test
    void aDeviceAndTheHubSpeakByTheirCertificatesAndNobodyIsCounted() throws Exception {
        Map<Why, Long> before = counts();
        List<String> heard = new CopyOnWriteArrayList<>();
        Link hub = link(OURS.gateway(NOW), "gateway", List.of(BRANCH + "+/event/+"));
        hub.open(new Hearing(heard));
        Link kiosk = link(OURS.device("kiosk-1", NOW), "kiosk-1", List.of(BRANCH + "kiosk-1/ack/+"));
        List<String> acks = new CopyOnWriteArrayList<>();
        kiosk.open(new Hearing(acks));
        await().atMost(PATIENCE).until(() -> hub.connected() && kiosk.connected());
        for (int i = 0; i < 50; i++) {
            kiosk.publish(Message.durable(EVENTS, ("event " + i).getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        await().atMost(PATIENCE).until(() -> heard.size() == 50);
        hub.publish(Message.passing(
                        BRANCH + "kiosk-1/ack/attendance",
                        "{}".getBytes(StandardCharsets.UTF_8),
                        Duration.ofSeconds(30)))
                .get();
        await().atMost(PATIENCE).until(() -> acks.size() == 1);
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void whoIsNotOneOfOursIsTurnedAwayAndCounted() throws Exception {
        TestAuthority.Hub strangers = new TestAuthority(NOW).hub(HUB);
        turnsAway(Why.NO_CERTIFICATE, new TestAuthority.Shown(null, List.of()), "kiosk-1");
        turnsAway(Why.FOREIGN, TestAuthority.Shown.of(strangers.device("kiosk-1", NOW)), "kiosk-1");
        turnsAway(Why.FOREIGN, TestAuthority.Shown.of(strangers.gateway(NOW)), "gateway");
        turnsAway(
                Why.EXPIRED,
                TestAuthority.Shown.of(OURS.device("kiosk-1", NOW.minus(Duration.ofDays(100)))),
                "kiosk-1");
        turnsAway(
                Why.WRONG_HUB,
                TestAuthority.Shown.of(AUTHORITY.hub(new HubId("elsewhere")).device("kiosk-1", NOW)),
                "kiosk-1");
        turnsAway(
                Why.WRONG_HUB,
                TestAuthority.Shown.of(AUTHORITY.hub(new HubId("elsewhere")).gateway(NOW)),
                "gateway");
        turnsAway(Why.WRONG_NAME, TestAuthority.Shown.of(SERVER.get()), "millbrook");
        turnsAway(Why.NOT_ENROLLED, TestAuthority.Shown.of(OURS.device("kiosk-9", NOW)), "kiosk-9");
        Identity revoked = OURS.device("kiosk-1", NOW);
        REVOKED.add(Serial.of(revoked.certificate()));
        turnsAway(Why.REVOKED, TestAuthority.Shown.of(revoked), "kiosk-1");
    }

    @Test
    void aNameThatIsNotOfTheStrictAlphabetIsTurnedAwayThoughTheSignatureIsGood() throws Exception {
        for (String odd :
                List.of("+", "#", "/", "kiosk-1/#", "Kiosk-1", "kiosk-1 ", "kiosk-\u0661", "\u043aiosk-1", "..")) {
            String uri = "doorstep:/hub/millbrook/device/kiosk-1";
            turnsAway(Why.WRONG_NAME, OURS.named("millbrook", odd, uri, NOW), "kiosk-1");
        }
        turnsAway(
                Why.WRONG_NAME,
                OURS.named("millbrook", "kiosk-1", "doorstep:/hub/millbrook/device/kiosk-2", NOW),
                "kiosk-1");
        turnsAway(
                Why.WRONG_NAME,
                OURS.named("elsewhere", "kiosk-1", "doorstep:/hub/millbrook/device/kiosk-1", NOW),
                "kiosk-1");
        turnsAway(
                Why.WRONG_NAME,
                OURS.named("millbrook", "gateway", "doorstep:/hub/millbrook/device/gateway", NOW),
                "gateway");
    }

    @Test
    void anothersClientNameOrUserNameIsTurnedAway() throws Exception {
        SocketFactory sockets = sockets(OURS.device("kiosk-1", NOW));
        long before = count(Why.WRONG_NAME);
        assertThat(stranger(sockets, "kiosk-2").connects()).isFalse();
        assertThat(stranger(sockets, "kiosk-1").called("kiosk-2").connects()).isFalse();
        assertThat(stranger(sockets, "kiosk-1").called("gateway").connects()).isFalse();
        assertThat(stranger(sockets, "gateway").called("gateway").connects()).isFalse();
        assertThat(count(Why.WRONG_NAME)).isEqualTo(before + 4);
        assertThat(stranger(sockets, "kiosk-1").called("kiosk-1").connects()).isTrue();
    }

    @Test
    void whatIsAnothersIsNeitherWrittenNorHeard() throws Exception {
        SocketFactory sockets = sockets(OURS.device("kiosk-1", NOW));
        for (String topic : List.of(
                BRANCH + "kiosk-2/event/attendance",
                BRANCH + "kiosk-2/state",
                BRANCH + "schedule",
                BRANCH + "kiosk-1/reply",
                "doorstep/v1/elsewhere/kiosk-1/state")) {
            long before = count(Why.OTHERS_TOPIC);
            Stranger rogue = stranger(sockets, "kiosk-1");
            assertThat(rogue.connects()).isTrue();
            assertThat(rogue.publishes(topic, 10)).as(topic).isFalse();
            assertThat(count(Why.OTHERS_TOPIC)).as(topic).isGreaterThan(before);
            rogue.close();
        }
        for (String filter : List.of(
                "#", "+/+/+/+/+", BRANCH + "#", BRANCH + "+/event/+", BRANCH + "kiosk-2/reply", "$share/us/#")) {
            long before = count(Why.OTHERS_TOPIC);
            Stranger rogue = stranger(sockets, "kiosk-1");
            assertThat(rogue.connects()).isTrue();
            assertThat(rogue.subscribes(filter)).as(filter).isFalse();
            assertThat(count(Why.OTHERS_TOPIC)).as(filter).isGreaterThan(before);
            rogue.close();
        }
    }

    @Test
    void aMessageLargerThanAnyOfOursIsNotTaken() throws Exception {
        Stranger rogue = stranger(sockets(OURS.device("kiosk-1", NOW)), "kiosk-1");
        assertThat(rogue.connects()).isTrue();
        assertThat(rogue.publishes(EVENTS, 2 * Wire.MOST_MESSAGE_BYTES)).isFalse();
        await().atMost(PATIENCE).until(rogue::gone);
    }

    @Test
    void aRevokedDeviceLosesItsConnectionAtOnceAndDoesNotComeBack() throws Exception {
        Identity stolen = OURS.device("kiosk-1", NOW);
        SSLContext context = Stranger.showing(TestAuthority.Shown.of(stolen));
        Stranger thief = stranger(context.getSocketFactory(), "kiosk-1");
        assertThat(thief.connects()).isTrue();
        assertThat(thief.publishes(EVENTS, 10)).isTrue();
        try (DoorWatch _ = new DoorWatch(broker)) {
            REVOKED.add(Serial.of(stolen.certificate()));
            await().atMost(PATIENCE).until(thief::gone);
        }
        long before = count(Why.REVOKED);
        // The same context: it may go on with the keys of its earlier connection, and is refused all the same.
        assertThat(stranger(context.getSocketFactory(), "kiosk-1").connects()).isFalse();
        assertThat(count(Why.REVOKED)).isGreaterThan(before);
        // Its successor bears the same name, and another serial.
        assertThat(stranger(sockets(OURS.device("kiosk-1", NOW)), "kiosk-1").connects())
                .isTrue();
    }

    @Test
    void oneDevicesConnectionIsClosedByItsName() throws Exception {
        Stranger kiosk = stranger(sockets(OURS.device("kiosk-1", NOW)), "kiosk-1");
        assertThat(kiosk.connects()).isTrue();
        broker.shutOut(new DeviceId("kiosk-1"));
        await().atMost(PATIENCE).until(kiosk::gone);
    }

    @Test
    void twoWithOneCertificateTakeTurnsAndTheLaterStays() throws Exception {
        SocketFactory sockets = sockets(OURS.device("kiosk-1", NOW));
        Stranger first = stranger(sockets, "kiosk-1");
        assertThat(first.connects()).isTrue();
        Stranger clone = stranger(sockets, "kiosk-1");
        assertThat(clone.connects()).isTrue();
        await().atMost(PATIENCE).until(first::gone);
        assertThat(clone.publishes(EVENTS, 10)).isTrue();
    }

    @Test
    void anOlderTlsAndNoTlsAtAllAreNotSpoken() throws Exception {
        SSLContext context = Stranger.showing(TestAuthority.Shown.of(OURS.device("kiosk-1", NOW)));
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThat(catchThrowable(socket::startHandshake)).isInstanceOf(IOException.class);
        }
        Stranger plain = stranger(SocketFactory.getDefault(), "kiosk-1");
        assertThat(plain.connects()).isFalse();
    }

    @Test
    void aRenewedServerCertificateIsShownAtTheNextConnecting() throws Exception {
        Identity renewed = OURS.server(NOW);
        SERVER.set(renewed);
        SSLContext context = Stranger.showing(TestAuthority.Shown.of(OURS.device("kiosk-1", NOW)));
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            assertThat(socket.getSession().getPeerCertificates()[0]).isEqualTo(renewed.certificate());
        }
    }

    private void turnsAway(Why why, TestAuthority.Shown shown, String clientId) throws MqttException {
        long before = count(why);
        assertThat(stranger(Stranger.showing(shown).getSocketFactory(), clientId)
                        .connects())
                .as(why + " " + clientId)
                .isFalse();
        assertThat(count(why)).as(why + " " + clientId).isEqualTo(before + 1);
    }

    private static long count(Why why) {
        return counts().getOrDefault(why, 0L);
    }

    private static Map<Why, Long> counts() {
        return TURNED_AWAY.counts().stream()
                .collect(Collectors.groupingBy(TurnedAway.Count::why, Collectors.summingLong(TurnedAway.Count::times)));
    }

    private Stranger stranger(SocketFactory sockets, String clientId) throws MqttException {
        Stranger stranger = new Stranger(port, sockets, clientId);
        open.add(stranger);
        return stranger;
    }

    private static SocketFactory sockets(Identity identity) {
        return Stranger.showing(TestAuthority.Shown.of(identity)).getSocketFactory();
    }

    private Link link(Identity identity, String clientName, List<String> filters) {
        Link link = new PahoLink(
                new BrokerAddress("127.0.0.1", port),
                clientName,
                new LinkSecurity.MutualTls(
                        () -> identity, new Holder.HubServer(HUB), () -> new CheckedAt(NOW, true, Instant.EPOCH)),
                filters,
                new Presence.Unannounced(),
                new Random(1));
        open.add(link);
        return link;
    }

    private record Hearing(List<String> heard) implements Link.Listener {
        @Override
        public void connected() {
            // Asked of the link.
        }

        @Override
        public void received(Link.Delivery delivery) {
            heard.add(delivery.message().topic());
            delivery.done();
        }

        @Override
        public void lost(String why) {
            // Asked of the link.
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
