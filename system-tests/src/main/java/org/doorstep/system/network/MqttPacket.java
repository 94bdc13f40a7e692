package org.doorstep.system.network;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/// One MQTT packet as its bytes: as much of MQTT 5 as it takes to drop, double, hold and replay whole messages.
///
/// The forms are those of the OASIS standard MQTT 5.0, 2.1 (fixed header), 3.3 (PUBLISH) and 3.4 (PUBACK).
record MqttPacket(byte[] bytes, int bodyAt) {
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;
    private static final int DUPLICATE_FLAG = 0x08;
    private static final int QOS_BITS = 0x06;

    /// Far more than any message of ours (256 KB): a length beyond it is no MQTT.
    private static final int MOST_BYTES = 1024 * 1024;

    /// Four bytes of seven bits, as the standard has it.
    private static final int MOST_LENGTH_BYTES = 4;

    /// Waits for the next one; empty at the end of the stream.
    static Optional<MqttPacket> read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        byte[] head = new byte[1 + MOST_LENGTH_BYTES];
        head[0] = (byte) first;
        int length = 0;
        int at = 1;
        for (boolean more = true; more; at++) {
            int next = in.read();
            if (next < 0 || at > MOST_LENGTH_BYTES) {
                return Optional.empty();
            }
            head[at] = (byte) next;
            length |= (next & 0x7f) << (7 * (at - 1));
            more = (next & 0x80) != 0;
        }
        if (length > MOST_BYTES) {
            throw new IOException("A packet of " + length + " bytes is none of ours.");
        }
        byte[] bytes = Arrays.copyOf(head, at + length);
        if (in.readNBytes(bytes, at, length) < length) {
            return Optional.empty();
        }
        return Optional.of(new MqttPacket(bytes, at));
    }

    boolean isPublish() {
        return type() == PUBLISH;
    }

    /// The number that a PUBLISH waits to hear again, or that a PUBACK says; empty for all others.
    Optional<Integer> number() {
        if (type() == PUBACK) {
            return Optional.of(twoBytes(bodyAt));
        }
        return isPublish() && (bytes[0] & QOS_BITS) != 0 ? Optional.of(twoBytes(numberAt())) : Optional.empty();
    }

    boolean isAcknowledgement() {
        return type() == PUBACK;
    }

    /// The same message sent again, as MQTT marks it.
    MqttPacket again() {
        byte[] copy = bytes.clone();
        if (number().isPresent()) {
            copy[0] |= DUPLICATE_FLAG;
        }
        return new MqttPacket(copy, bodyAt);
    }

    /// The same message under another number. Only of a PUBLISH that has one.
    MqttPacket numbered(int number) {
        byte[] copy = bytes.clone();
        copy[numberAt()] = (byte) (number >> 8);
        copy[numberAt() + 1] = (byte) number;
        return new MqttPacket(copy, bodyAt);
    }

    private int numberAt() {
        return bodyAt + 2 + twoBytes(bodyAt);
    }

    private int type() {
        return (bytes[0] & 0xff) >> 4;
    }

    private int twoBytes(int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
}
