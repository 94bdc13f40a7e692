package org.doorstep.hub.broker;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.doorstep.relay.contract.DeviceId;

/// What the security manager is never asked about: the client's name, its last will, and what it asks to be retained.
///
/// A client id is the key to a session and all that waits in it, so it must be the caller's own name. Artemis sends a
/// will without asking whether its author might write there. Safe for all threads.
final class PacketRules implements MQTTInterceptor {
    private final TopicRules rules;

    PacketRules(TopicRules rules) {
        this.rules = rules;
    }

    /// False ends the connection.
    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) throws ActiveMQException {
        return switch (packet) {
            case MqttConnectMessage connect -> mayConnect(connect);
            case MqttPublishMessage publish -> mayRetain(publish, connection.getClientID());
            default -> true;
        };
    }

    private boolean mayConnect(MqttConnectMessage connect) {
        String name = connect.payload().userName();
        if (name == null || !name.equals(connect.payload().clientIdentifier())) {
            return false;
        }
        DeviceId device;
        try {
            // The gateway's name is of this form too; Artemis' own users are not.
            device = new DeviceId(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (!connect.variableHeader().isWillFlag() || name.equals(Caller.Gateway.NAME)) {
            return true;
        }
        String topic = connect.payload().willTopic();
        return rules.mayPublish(device, topic)
                && (!connect.variableHeader().isWillRetain() || rules.mayRetain(device, topic));
    }

    /// The client id was found equal to the proved name when it connected.
    private boolean mayRetain(MqttPublishMessage publish, String client) {
        return !publish.fixedHeader().isRetain()
                || Caller.Gateway.NAME.equals(client)
                || rules.mayRetain(
                        new DeviceId(client), publish.variableHeader().topicName());
    }
}
