package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;

/// The random number inside a signed QR pass: 80 bits as 20 lower-case hex digits. It says nothing about its holder.
public record PassId(@JsonValue String value) {
    public static final int BYTES = 10;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PassId {
        if (value == null || !value.matches("[0-9a-f]{20}")) {
            throw new IllegalArgumentException("A pass is numbered by 20 lower-case hex digits.");
        }
    }

    public static PassId of(byte[] bytes) {
        return new PassId(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
