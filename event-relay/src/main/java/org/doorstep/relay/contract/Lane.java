package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A stream with its own sequence, so that one kind of news never waits behind a backlog of another.
public enum Lane {
    /// Taps, guests, companions.
    @JsonProperty("attendance")
    ATTENDANCE,
    /// Passes, settings, consent, erasure: few, and never behind a backlog.
    @JsonProperty("member")
    MEMBER,
    @JsonProperty("booking")
    BOOKING,
    /// Answers that no one may match to a person: its own file and its own form (see ARCHITECTURE.md).
    @JsonProperty("anonymous")
    ANONYMOUS;

    /// As written in topics and envelopes.
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Throws IllegalArgumentException for anything but the four lower-case words.
    public static Lane parse(String text) {
        for (Lane lane : values()) {
            if (lane.text().equals(text)) {
                return lane;
            }
        }
        throw new IllegalArgumentException("A lane is attendance, member, booking or anonymous.");
    }
}
