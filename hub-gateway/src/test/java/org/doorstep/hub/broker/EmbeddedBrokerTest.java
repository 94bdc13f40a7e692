package org.doorstep.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.HubId;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Tag("slow")
class EmbeddedBrokerTest {
    private static final String TOPIC = "doorstep/v1/millbrook/kiosk-1/event/attendance";
    private static final String PASS = "5e1f0c9a77d3b2468ace";

    /// Together twice what one topic may hold in memory.
    private static final int EVENTS = 400;

    private static final int EVENT_BYTES = 40_000;

    @TempDir
    Path folder;

    /// Artemis stops itself at the first error of its disk, and does not come back.
    @Test
    void oneThatHasStoppedItselfIsBegunAnewUnderTheSameRules() throws Exception {
        try (EmbeddedBroker broker = new EmbeddedBroker(
                folder.resolve("broker"),
                "127.0.0.1",
                freePort(),
                new HubId("millbrook"),
                new BrokerDoor.Secrets(new EnrolledDevices(folder.resolve("devices")), "gateway's secret"))) {
            ActiveMQServer stopped = broker.server();
            stopped.stop();
            await("another that serves")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> broker.server() != stopped && broker.server().isActive());
            assertThat(broker.server().getRemotingService().getIncomingInterceptors())
                    .hasSize(1)
                    .hasOnlyElementsOfType(PacketRules.class);
        }
    }

    @Test
    void theRulesStandOnceItListensAndAQueueIsMadeWithoutAWarning() throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger("org.apache.activemq");
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        log.addAppender(said);
        try (EmbeddedBroker broker = new EmbeddedBroker(
                folder.resolve("broker"),
                "127.0.0.1",
                freePort(),
                new HubId("millbrook"),
                new BrokerDoor.Secrets(new EnrolledDevices(folder.resolve("devices")), "gateway's secret"))) {
            assertThat(broker.server().getRemotingService().getIncomingInterceptors())
                    .hasSize(1)
                    .hasOnlyElementsOfType(PacketRules.class);
            broker.server()
                    .createQueue(QueueConfiguration.of("a queue")
                            .setAddress("doorstep/v1/millbrook/kiosk-1/event/main")
                            .setRoutingType(RoutingType.MULTICAST));
        } finally {
            log.detachAppender(said);
        }
        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(message -> message.contains("AMQ222165") || message.contains("AMQ222166"));
    }

    /// More than it may hold in memory waits for a hub that is slow, and is taken; then somebody erases a pass.
    @Test
    void whatItCarriedIsInNoFileOnceTheHubHasItAndNothingIsWhenItBeginsAnew() throws Exception {
        Path data = folder.resolve("broker");
        Files.createDirectories(data.resolve("journal"));
        Files.writeString(data.resolve("journal").resolve("of-an-earlier-version"), PASS);
        Files.createDirectories(folder.resolve("devices"));
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("a secret".getBytes(StandardCharsets.UTF_8)));
        Files.writeString(folder.resolve("devices/kiosk-1.properties"), "secret.sha256 = " + digest + "\n");
        int port = freePort();
        try (EmbeddedBroker broker = new EmbeddedBroker(
                data,
                "127.0.0.1",
                port,
                new HubId("millbrook"),
                new BrokerDoor.Secrets(new EnrolledDevices(folder.resolve("devices")), "gateway's secret"))) {
            assertThat(broker.server().isActive()).isTrue();
            assertThat(files(data)).isEmpty();
            MqttClient hub = client(port, EmbeddedBroker.GATEWAY, "gateway's secret");
            hub.subscribe(TOPIC, 1);
            hub.disconnect();
            MqttClient kiosk = client(port, "kiosk-1", "a secret");
            byte[] event = (PASS + "x".repeat(EVENT_BYTES)).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < EVENTS; i++) {
                kiosk.publish(TOPIC, event, 1, false);
            }
            AtomicInteger came = new AtomicInteger();
            MqttClient again =
                    client(port, EmbeddedBroker.GATEWAY, "gateway's secret", (_, _) -> came.incrementAndGet());
            await("all of them").atMost(Duration.ofSeconds(60)).until(() -> came.get() == EVENTS);
            await("nothing is left in a file")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(files(data)).noneMatch(EmbeddedBrokerTest::saysThePass));
            kiosk.disconnect();
            again.disconnect();
        }
    }

    private static boolean saysThePass(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(PASS);
        } catch (IOException e) {
            // It was taken away meanwhile.
            return false;
        }
    }

    private static List<Path> files(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static MqttClient client(int port, String name, String secret) throws MqttException {
        return client(port, name, secret, (_, _) -> {});
    }

    private static MqttClient client(int port, String name, String secret, IMqttMessageListener coming)
            throws MqttException {
        MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, name, new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(600L);
        options.setUserName(name);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        client.setCallback(new Coming(coming));
        client.connect(options);
        return client;
    }

    private record Coming(IMqttMessageListener coming) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) throws Exception {
            coming.messageArrived(topic, message);
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
