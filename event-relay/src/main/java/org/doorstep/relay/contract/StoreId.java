package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The random name of one device database, minted when the database is made: 32 lower-case hex digits.
///
/// Sequences count within (device, store, lane), so a database that is lost and begun again can never reuse one.
public record StoreId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public StoreId {
        if (value == null || value.length() != 32 || !value.chars().allMatch(StoreId::isHexDigit)) {
            throw new IllegalArgumentException("A store is named by 32 lower-case hex digits.");
        }
    }

    public static StoreId random(RandomGenerator random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return new StoreId(HexFormat.of().formatHex(bytes));
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    @Override
    public String toString() {
        return value;
    }
}
