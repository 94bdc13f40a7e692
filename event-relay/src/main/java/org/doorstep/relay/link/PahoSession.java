package org.doorstep.relay.link;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/// One Paho client object and the one connection it ever makes. Called by the link's thread only;
/// what Paho calls back goes into queues and nowhere else.
final class PahoSession implements MqttCallback {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int KEEP_ALIVE_SECONDS = 20;

    /// What the broker queues for a gateway that is away, it need not queue for longer: the
    /// outboxes have it all.
    private static final long SESSION_SECONDS = 24 * 3600;

    /// Mosquitto 2.0.11 overruns a smaller one.
    private static final int RECEIVE_MAXIMUM = 65_535;

    private static final int MOST_TOPICS_NAMED_BY_NUMBER = 0;

    private final Options options;
    private final BlockingQueue<PahoLink.Command> commands;
    private final Consumer<Link.Delivery> heard;
    private MqttAsyncClient client;
    private int receiveMaximum = RECEIVE_MAXIMUM;

    record Options(
            BrokerAddress broker, String clientName, LinkSecurity security, List<String> filters, Presence presence) {}

    PahoSession(Options options, BlockingQueue<PahoLink.Command> commands, Consumer<Link.Delivery> heard) {
        this.options = options;
        this.commands = commands;
        this.heard = heard;
    }

    /// Connects and subscribes, or throws; never waits for longer than twice the patience.
    void connect() throws MqttException {
        String uri = scheme() + "://" + options.broker().host() + ":"
                + options.broker().port();
        client = new MqttAsyncClient(uri, options.clientName(), new MemoryPersistence());
        client.setManualAcks(true);
        client.setCallback(this);
        IMqttToken connecting = client.connect(connectOptions());
        connecting.waitForCompletion(PATIENCE.toMillis());
        MqttProperties told = connecting.getResponseProperties();
        if (told != null && told.getReceiveMaximum() != null) {
            receiveMaximum = told.getReceiveMaximum();
        }
        if (!options.filters().isEmpty()) {
            IMqttToken subscribing = client.subscribe(options.filters().stream()
                    .map(filter -> new MqttSubscription(filter, 1))
                    .toArray(MqttSubscription[]::new));
            subscribing.waitForCompletion(PATIENCE.toMillis());
            for (int code : subscribing.getReasonCodes()) {
                if (code >= 0x80) {
                    throw new MqttException(code);
                }
            }
        }
    }

    private String scheme() {
        return switch (options.security()) {
            case LinkSecurity.SharedSecret _ -> "tcp";
            case LinkSecurity.MutualTls _ -> "ssl";
        };
    }

    int window(int most) {
        return Math.max(1, Math.min(most, receiveMaximum - 1));
    }

    void publish(PahoLink.Publish publish) {
        try {
            client.publish(publish.message().topic(), form(publish.message()), null, new MqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    commands.add(new PahoLink.Taken(PahoSession.this, publish, refusal(token)));
                }

                @Override
                public void onFailure(IMqttToken token, Throwable why) {
                    commands.add(new PahoLink.Taken(PahoSession.this, publish, new MqttException(why)));
                }
            });
        } catch (MqttException e) {
            commands.add(new PahoLink.Taken(this, publish, e));
        }
    }

    void acknowledge(int messageId, int qos) {
        try {
            client.messageArrivedComplete(messageId, qos);
        } catch (MqttException | NullPointerException e) {
            // The connection has gone (Paho 1.2.5 then has no callback left to ask): the broker sends the message
            // again, and it is recognised.
        }
    }

    /// Says farewell and disconnects in order, within the patience.
    void leave() {
        try {
            if (options.presence() instanceof Presence.Announced announced) {
                client.publish(announced.farewell().topic(), form(announced.farewell()))
                        .waitForCompletion(2_000);
            }
            client.disconnect(0).waitForCompletion(2_000);
        } catch (MqttException e) {
            // The will says it.
        }
        abandon();
    }

    /// Lets go of the connection. Paho can hang in here, so nobody waits for it.
    void abandon() {
        MqttAsyncClient old = client;
        if (old == null) {
            return;
        }
        old.setCallback(null);
        Thread.ofVirtual().name("abandon " + options.clientName()).start(() -> {
            try {
                old.disconnectForcibly(0, 500, false);
            } catch (MqttException e) {
                // It was not connected.
            }
            try {
                old.close(true);
            } catch (MqttException e) {
                // Then the garbage collector has it.
            }
        });
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        heard.accept(new Arrived(this, parse(topic, message), message.getId(), message.getQos()));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        String why = response.getException() == null
                ? "the broker closed the connection (" + response.getReturnCode() + ")"
                : reason(response.getException());
        commands.add(new PahoLink.Lost(this, why));
    }

    @Override
    public void mqttErrorOccurred(MqttException e) {
        commands.add(new PahoLink.Lost(this, reason(e)));
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean again, String uri) {}

    @Override
    public void authPacketArrived(int code, MqttProperties properties) {}

    /// In words that can be logged: no payload, no secret.
    static String reason(MqttException e) {
        Throwable cause = e.getCause();
        return cause == null ? e.getMessage() + " (" + e.getReasonCode() + ")" : cause.toString();
    }

    private MqttConnectionOptions connectOptions() throws MqttException {
        MqttConnectionOptions connect = new MqttConnectionOptions();
        connect.setCleanStart(false);
        connect.setSessionExpiryInterval(SESSION_SECONDS);
        connect.setAutomaticReconnect(false);
        connect.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        connect.setConnectionTimeout((int) PATIENCE.toSeconds());
        connect.setReceiveMaximum(RECEIVE_MAXIMUM);
        connect.setTopicAliasMaximum(MOST_TOPICS_NAMED_BY_NUMBER);
        connect.setUseSubscriptionIdentifiers(false);
        switch (options.security()) {
            case LinkSecurity.SharedSecret shared -> {
                connect.setUserName(shared.name());
                connect.setPassword(shared.secret().getBytes(StandardCharsets.UTF_8));
            }
            case LinkSecurity.MutualTls tls -> {
                connect.setSocketFactory(sockets(tls));
                // The name in the certificate counts, and the socket looks at it.
                connect.setHttpsHostnameVerificationEnabled(false);
            }
        }
        if (options.presence() instanceof Presence.Announced announced) {
            MqttMessage will = form(announced.farewell());
            will.setProperties(new MqttProperties());
            connect.setWill(announced.farewell().topic(), will);
        }
        return connect;
    }

    /// Files that are half renewed, or gone, are as a broker that is not there: the next try finds
    /// them whole.
    private static SSLSocketFactory sockets(LinkSecurity.MutualTls tls) throws MqttException {
        try {
            return tls.sockets();
        } catch (RuntimeException e) {
            throw new MqttException(e);
        }
    }

    /// A broker may answer a QoS 1 message with a refusal; Paho counts that as success.
    private static MqttException refusal(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        return codes != null && codes.length > 0 && codes[0] >= 0x80 ? new MqttException(codes[0]) : null;
    }

    private static MqttMessage form(Message message) {
        MqttProperties properties = new MqttProperties();
        if (!message.expiry().isZero()) {
            properties.setMessageExpiryInterval(Math.max(1, message.expiry().toSeconds()));
        }
        message.answerTopic().ifPresent(properties::setResponseTopic);
        if (message.correlation().length > 0) {
            properties.setCorrelationData(message.correlation());
        }
        return new MqttMessage(message.payload(), message.durable() ? 1 : 0, message.retained(), properties);
    }

    private static Message parse(String topic, MqttMessage message) {
        MqttProperties properties = message.getProperties() == null ? new MqttProperties() : message.getProperties();
        return new Message(
                topic,
                message.getPayload(),
                message.getQos() > 0,
                message.isRetained(),
                properties.getMessageExpiryInterval() == null
                        ? Message.NO_EXPIRY
                        : Duration.ofSeconds(properties.getMessageExpiryInterval()),
                properties.getResponseTopic() == null ? "" : properties.getResponseTopic(),
                properties.getCorrelationData() == null ? Message.NONE : properties.getCorrelationData());
    }

    /// QoS 0 needs no acknowledgement.
    private record Arrived(PahoSession session, Message message, int messageId, int qos) implements Link.Delivery {
        @Override
        public void done() {
            if (qos > 0) {
                session.commands.add(new PahoLink.Done(session, messageId, qos));
            }
        }
    }
}
