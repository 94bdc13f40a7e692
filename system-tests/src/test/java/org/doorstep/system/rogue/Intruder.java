package org.doorstep.system.rogue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/// A bare MQTT client that asks for whatever it likes, and keeps what it is given. A broker may refuse by a code, by
/// silence, or by hanging up: all are a refusal.
final class Intruder implements AutoCloseable, MqttCallback {
    private static final long PATIENCE_MS = 10_000;

    private final MqttAsyncClient client;
    private final MqttConnectionOptions options = new MqttConnectionOptions();
    private final List<String> topics = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();

    Intruder(int port, String clientId, String name, String secret) throws MqttException {
        client = new MqttAsyncClient("tcp://127.0.0.1:" + port, clientId, new MemoryPersistence());
        client.setCallback(this);
        options.setCleanStart(true);
        options.setConnectionTimeout(10);
        if (!name.isEmpty()) {
            options.setUserName(name);
            options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Over TLS, by whatever certificate these show; it believes any broker.
    Intruder(int port, String clientId, SocketFactory sockets) throws MqttException {
        client = new MqttAsyncClient("ssl://127.0.0.1:" + port, clientId, new MemoryPersistence());
        client.setCallback(this);
        options.setCleanStart(true);
        options.setConnectionTimeout(10);
        options.setSocketFactory(sockets);
        options.setHttpsHostnameVerificationEnabled(false);
    }

    Intruder withWill(String topic, String text, boolean retained) {
        MqttMessage will = new MqttMessage(text.getBytes(StandardCharsets.UTF_8), 1, retained, new MqttProperties());
        options.setWill(topic, will);
        return this;
    }

    boolean connects() {
        try {
            client.connect(options).waitForCompletion(PATIENCE_MS);
            return true;
        } catch (MqttException e) {
            return false;
        }
    }

    /// Whether the broker took it without complaint; it may still have thrown it away.
    boolean publish(String topic, String text, boolean retained) {
        try {
            IMqttToken token = client.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, retained);
            token.waitForCompletion(PATIENCE_MS);
            return reasonsOf(token).stream().allMatch(code -> code < 0x80);
        } catch (MqttException e) {
            return false;
        }
    }

    boolean connected() {
        return client.isConnected();
    }

    /// So many at once, with nothing to wait for; how many it got rid of before it was stopped.
    int flood(String topic, String text, int times) {
        for (int i = 0; i < times; i++) {
            try {
                client.publish(topic, text.getBytes(StandardCharsets.UTF_8), 0, false)
                        .waitForCompletion(PATIENCE_MS);
            } catch (MqttException e) {
                return i;
            }
        }
        return times;
    }

    /// Asks as a device does, with a topic for the answer.
    void ask(String topic, String text, String answerTopic) throws MqttException {
        MqttProperties properties = new MqttProperties();
        properties.setResponseTopic(answerTopic);
        properties.setCorrelationData(new byte[] {1});
        client.publish(topic, new MqttMessage(text.getBytes(StandardCharsets.UTF_8), 1, false, properties))
                .waitForCompletion(PATIENCE_MS);
    }

    /// Whether the broker said yes; it may still never deliver.
    boolean subscribe(String filter) {
        try {
            IMqttToken token = client.subscribe(filter, 1);
            token.waitForCompletion(PATIENCE_MS);
            return reasonsOf(token).stream().allMatch(code -> code < 0x80);
        } catch (MqttException e) {
            return false;
        }
    }

    /// The topics of all that came.
    List<String> heardOn() {
        return topics;
    }

    List<String> heard() {
        return texts;
    }

    /// Without a word, so that the last will is sent.
    void vanish() {
        try {
            client.disconnectForcibly(0, 0, false);
        } catch (MqttException e) {
            // Gone is gone.
        }
    }

    private static List<Integer> reasonsOf(IMqttToken token) {
        List<Integer> codes = new ArrayList<>();
        if (token.getReasonCodes() != null) {
            for (int code : token.getReasonCodes()) {
                codes.add(code);
            }
        }
        return codes;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        texts.add(new String(message.getPayload(), StandardCharsets.UTF_8));
        topics.add(topic);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        // One way to be refused.
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        // What it asked for says so itself.
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // Waited for where it matters.
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // Waited for where it matters.
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // No such exchange is offered.
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            vanish();
        }
        client.close(true);
    }
}
