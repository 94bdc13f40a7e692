package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/// When it was by the clocks that cannot be set: the kernel's boot id, milliseconds of CLOCK_BOOTTIME since that boot,
/// and how far the wall clock could be trusted. A Raspberry Pi has no clock of its own.
///
/// `boundMs` is the most that the wall clock can be out, in milliseconds; [#UNBOUNDED] where nothing is known.
public record Moment(String bootId, long uptimeMs, Clock clock, int boundMs) {
    /// Fits a CloudEvents Integer, which has 32 bits.
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /// Where the wall clock had its time from.
    public enum Clock {
        @JsonProperty("synced")
        SYNCED,
        @JsonProperty("hub")
        HUB,
        @JsonProperty("restored")
        RESTORED,
        @JsonProperty("unknown")
        UNKNOWN
    }

    public Moment {
        Text.require("boot id", bootId, 1, 64);
        Required.all(clock);
        if (uptimeMs < 0 || boundMs < 0) {
            throw new IllegalArgumentException("Uptime and clock bound are not negative.");
        }
    }
}
