package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// An event's own name, unique everywhere: a UUID of version 7 (RFC 9562, section 5.7), or, in the anonymous lane, of
/// version 4, which is chance alone.
///
/// Version 7 only keeps rows that were made together near each other on disk. Nothing may order or expire by it: a
/// device's clock can be years out.
public record EventId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EventId parse(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text)) {
            throw new IllegalArgumentException("An event id is a lower-case UUID of 36 characters.");
        }
        return new EventId(uuid);
    }

    public static EventId random(long epochMillis, RandomGenerator random) {
        long high = (epochMillis << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new EventId(new UUID(high, low));
    }

    /// Without a time in it.
    public static EventId byChance(RandomGenerator random) {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new EventId(new UUID(high, low));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
