package org.doorstep.relay.contract.bookings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The name of one wish to book, made by chance where it was touched: a UUID of version 4. The same
/// wish goes by the same name in a question and in an event, so that it is fulfilled once, however
/// often and on whichever way it comes. Who knows it may ask what became of it, so it is in no
/// topic and no log.
public record BookingRequestId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static BookingRequestId parse(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text)) {
            throw new IllegalArgumentException("A booking's request is a lower-case UUID of 36 characters.");
        }
        return new BookingRequestId(uuid);
    }

    public static BookingRequestId by(RandomGenerator random) {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new BookingRequestId(new UUID(high, low));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
