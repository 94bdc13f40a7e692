package org.doorstep.hub.broker;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.doorstep.relay.contract.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the security manager is never asked about: the client's name, its last will, and what it
/// asks to be retained.
///
/// A client id is the key to a session and all that waits in it, so it must be the caller's own
/// name. Artemis sends a will without asking whether its author might write there. Safe for all
/// threads.
final class PacketRules implements MQTTInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(PacketRules.class);

    private final AtomicBoolean failed = new AtomicBoolean();
    private final TopicRules rules;
    private final Proof proof;
    private final BiConsumer<String, TurnedAway.Why> turnedAway;

    PacketRules(TopicRules rules, Proof proof, BiConsumer<String, TurnedAway.Why> turnedAway) {
        this.rules = rules;
        this.proof = proof;
        this.turnedAway = turnedAway;
    }

    /// False ends the connection. Nothing is thrown: Artemis lets through what an interceptor failed
    /// to look at.
    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) {
        try {
            return switch (packet) {
                case MqttConnectMessage connect -> mayConnect(connect, connection);
                case MqttPublishMessage publish -> mayRetain(publish, connection.getClientID());
                default -> true;
            };
        } catch (RuntimeException e) {
            // Once, and by its kind alone: a stranger may have written what the message says.
            if (!failed.getAndSet(true)) {
                LOG.error(
                        "A packet could not be looked at, and is refused: {}. Further ones are refused unsaid.",
                        e.getClass().getName());
            }
            return false;
        }
    }

    private boolean mayConnect(MqttConnectMessage connect, RemotingConnection connection) {
        // An older MQTT is held to no packet size by Artemis.
        if (connect.variableHeader().version() != MqttVersion.MQTT_5.protocolLevel()) {
            return false;
        }
        return proof.atConnect(connect.payload().userName(), connection)
                .filter(caller -> isItsOwn(connect.payload().clientIdentifier(), caller) && mayLeave(connect, caller))
                .isPresent();
    }

    private boolean isItsOwn(String clientId, Caller caller) {
        boolean own = caller.getName().equals(clientId);
        if (!own) {
            turnedAway.accept(caller.getName(), TurnedAway.Why.WRONG_NAME);
        }
        return own;
    }

    private boolean mayLeave(MqttConnectMessage connect, Caller caller) {
        return switch (caller) {
            case Caller.Gateway _ -> true;
            case Caller.Device device -> {
                String topic = connect.payload().willTopic();
                boolean may = !connect.variableHeader().isWillFlag()
                        || rules.mayPublish(device.id(), topic)
                                && (!connect.variableHeader().isWillRetain() || rules.mayRetain(device.id(), topic));
                if (!may) {
                    turnedAway.accept(device.getName(), TurnedAway.Why.OTHERS_TOPIC);
                }
                yield may;
            }
        };
    }

    /// The client id was found equal to the proved name when it connected.
    private boolean mayRetain(MqttPublishMessage publish, String client) {
        boolean may = !publish.fixedHeader().isRetain()
                || Caller.Gateway.NAME.equals(client)
                || rules.mayRetain(
                        new DeviceId(client), publish.variableHeader().topicName());
        if (!may) {
            turnedAway.accept(client, TurnedAway.Why.OTHERS_TOPIC);
        }
        return may;
    }
}
