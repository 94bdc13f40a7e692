package org.doorstep.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.identity.CheckedAt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketRulesTest {
    private static final HubId HUB = new HubId("millbrook");

    @TempDir
    private Path folder;

    private final List<TurnedAway.Why> counted = new ArrayList<>();

    @Test
    void aRuleThatFailsLetsNothingThrough() {
        // Nobody's connection, and a counter that fails.
        PacketRules rules = new PacketRules(new TopicRules(HUB), door(), (_, why) -> counted.add(why));
        for (int i = 0; i < 3; i++) {
            assertThat(rules.intercept(connecting(), null)).isFalse();
        }
        assertThat(rules.intercept(retained(), null)).isFalse();
        assertThat(counted).isEmpty();
    }

    @Test
    void whatIsNeitherAConnectingNorAMessageIsNotItsAffair() {
        PacketRules rules = new PacketRules(new TopicRules(HUB), door(), (_, why) -> counted.add(why));
        MqttMessage ping =
                new MqttMessage(new MqttFixedHeader(MqttMessageType.PINGREQ, false, MqttQoS.AT_MOST_ONCE, false, 0));
        assertThat(rules.intercept(ping, null)).isTrue();
    }

    private CertificateProof door() {
        return new CertificateProof(
                HUB,
                new BrokerDoor.Certificates(
                        () -> null,
                        new EnrolledDevices(folder),
                        _ -> false,
                        () -> new CheckedAt(Instant.EPOCH, false, Instant.EPOCH),
                        new TurnedAway(() -> {
                            throw new IllegalStateException("There is no clock.");
                        }),
                        "nobody knows it"));
    }

    private static MqttConnectMessage connecting() {
        return MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_5)
                .clientId("kiosk-1")
                .build();
    }

    private static MqttMessage retained() {
        return MqttMessageBuilders.publish()
                .topicName("doorstep/v1/millbrook/kiosk-1/state")
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(1)
                .retained(true)
                .payload(Unpooled.EMPTY_BUFFER)
                .build();
    }
}
