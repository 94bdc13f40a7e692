package org.doorstep.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.HubId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Tag("slow")
class EmbeddedBrokerTest {
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
