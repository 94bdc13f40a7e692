package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The random number inside a signed QR pass: 80 bits as 20 lower-case hex digits. It says nothing about its holder.
public record PassId(@JsonValue String value) {
    public static final int BYTES = 10;

    /// Kept, since every event of a backlog is read through it.
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{20}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PassId {
        if (value == null || !FORM.matcher(value).matches()) {
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
