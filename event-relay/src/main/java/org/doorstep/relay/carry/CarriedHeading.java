package org.doorstep.relay.carry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.HubId;

/// What a carried file says of itself in clear, so that a person (and a program without the key) can tell whose it
/// is: nothing of anybody. `from` is a device's or a hub's name, `signedWith` and `sealedTo` the names of two keys,
/// `file` its own random id, and `madeAt` its maker's clock, which may be wrong. It is bound to all that follows.
public record CarriedHeading(
        Kind kind, HubId hub, String from, String signedWith, String sealedTo, String file, Instant madeAt) {
    private static final int ID_BYTES = 16;
    private static final int MOST_NAME = 32;

    public enum Kind {
        /// A device's outbox, to its hub.
        @JsonProperty("events")
        EVENTS,
        /// A hub's released figures, to its area.
        @JsonProperty("figures")
        FIGURES
    }

    public CarriedHeading {
        if (kind == null || hub == null || madeAt == null) {
            throw new IllegalArgumentException("A carried file says what it is, whose hub's, and when it was made.");
        }
        requireName(from);
        requireName(signedWith);
        requireName(sealedTo);
        if (file == null || !file.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("A carried file's id is 32 lower-case hex digits.");
        }
    }

    public static String randomId(RandomGenerator random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void requireName(String name) {
        if (name == null || name.length() > MOST_NAME || !name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("A name in a carried file is of a-z, 0-9 and hyphen.");
        }
    }
}
