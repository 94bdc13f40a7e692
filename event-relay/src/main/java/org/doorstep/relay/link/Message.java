package org.doorstep.relay.link;

import java.time.Duration;
import java.util.Optional;

/// Something to publish. `durable` is QoS 1, else QoS 0. An empty correlation means that no answer is expected.
public record Message(
        String topic,
        byte[] payload,
        boolean durable,
        boolean retained,
        Duration expiry,
        String replyTo,
        byte[] correlation) {
    /// Kept by the broker for as long as it keeps anything.
    public static final Duration NO_EXPIRY = Duration.ZERO;

    static final byte[] NONE = new byte[0];

    public static Message durable(String topic, byte[] payload) {
        return new Message(topic, payload, true, false, NO_EXPIRY, "", NONE);
    }

    /// Sent once, and dropped if it cannot be delivered within the expiry.
    public static Message passing(String topic, byte[] payload, Duration expiry) {
        return new Message(topic, payload, false, false, expiry, "", NONE);
    }

    public static Message retained(String topic, byte[] payload) {
        return new Message(topic, payload, true, true, NO_EXPIRY, "", NONE);
    }

    public Message asking(String replyTopic, byte[] correlationData) {
        return new Message(topic, payload, durable, retained, expiry, replyTopic, correlationData);
    }

    public Message answering(byte[] correlationData) {
        return new Message(topic, payload, durable, retained, expiry, "", correlationData);
    }

    public Optional<String> answerTopic() {
        return replyTo.isEmpty() ? Optional.empty() : Optional.of(replyTo);
    }
}
