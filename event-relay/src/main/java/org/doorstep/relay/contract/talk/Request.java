package org.doorstep.relay.contract.talk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Required;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Text;

/// What a device asks its hub, on its `request` topic with MQTT 5 response topic, correlation data
/// and expiry. The answer is the [Reply] of the same kind.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(Request.Hello.class),
    @JsonSubTypes.Type(Request.Lease.class),
    @JsonSubTypes.Type(Request.TokenKey.class),
    @JsonSubTypes.Type(Request.Blanks.class),
    @JsonSubTypes.Type(Request.Private.class),
    @JsonSubTypes.Type(Request.Proof.class),
    @JsonSubTypes.Type(Request.Time.class)
})
public sealed interface Request {

    /// Said on every connect: what this device still has, for each store and lane.
    ///
    /// `instance` is a name by chance that the running program has until it ends, so that the hub
    /// can tell two devices with one identity from one that was started again; "" from an older
    /// device.
    @JsonTypeName("hello")
    record Hello(
            List<Tail> tails,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String instance) implements Request {
        public Hello {
            tails = List.copyOf(tails);
            instance = instance == null ? "" : instance;
            if (instance.length() > MOST_INSTANCE) {
                throw new IllegalArgumentException("An instance has at most " + MOST_INSTANCE + " letters.");
            }
        }

        public Hello(List<Tail> tails) {
            this(tails, "");
        }

        static final int MOST_INSTANCE = 64;
    }

    /// The last row of a store and lane, and the chain there (hex).
    record Tail(StoreId store, Lane lane, long last, String chain) {}

    /// "May I give away today's times alone, or go on doing so?" `instance` is the asking
    /// program's, as in [Hello]; `last` is the last row of lane `booking` in its `store`, so that
    /// the hub can see whether it knows of all that was given away; `back` are epochs that it gives
    /// back. The answer has every lease that the asker has from then on.
    @JsonTypeName("lease")
    record Lease(
            String instance,
            StoreId store,
            long last,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> back) implements Request {
        /// A hub has a few rooms that are given away at the door, and a cupboard of alike things.
        public static final int MOST = 200;

        public Lease {
            Text.require("instance", instance, 1, Hello.MOST_INSTANCE);
            Required.all(store);
            back = back == null ? List.of() : List.copyOf(back);
            if (last < 0 || back.size() > MOST) {
                throw new IllegalArgumentException("At most " + MOST + " leases are given back at once.");
            }
        }
    }

    /// "Which key do I make tokens with?" The answer is kept in memory only.
    @JsonTypeName("token-key")
    record TokenKey() implements Request {}

    /// "I have `have` signed blanks left; fill me up to `want`."
    @JsonTypeName("blanks")
    record Blanks(int have, int want) implements Request {}

    /// "What time is it with you?" The device measures by CLOCK_BOOTTIME how long the answer took.
    /// `learnt` is what earlier answers came to, so that the hub can date this start's events; at
    /// most [#MOST_LEARNT].
    @JsonTypeName("time")
    record Time(List<Learnt> learnt) implements Request {
        /// One for a start of the device, and a few starts in which the hub was heard but not told.
        public static final int MOST_LEARNT = 8;

        public Time {
            learnt = learnt == null ? List.of() : List.copyOf(learnt);
            if (learnt.size() > MOST_LEARNT) {
                throw new IllegalArgumentException("At most " + MOST_LEARNT + " are told at once.");
            }
        }
    }

    /// At `uptimeMs` of this start of the device it was `time`, or at most `boundMs` before or
    /// after.
    record Learnt(String bootId, long uptimeMs, Instant time, int boundMs) {
        public Learnt {
            Text.require("boot id", bootId, 1, 64);
            Required.all(time);
            if (uptimeMs < 0 || boundMs < 0) {
                throw new IllegalArgumentException("Uptime and bound are not negative.");
            }
        }
    }

    /// Something about people, that only the hub can read: a [PrivateRequest], sealed to the hub's
    /// key `key` with the asker's own public key, as base64url.
    @JsonTypeName("private")
    record Private(String sealed, String key) implements Request {
        /// The longest private message, its key and its seal, in base64.
        public static final int MOST_SEALED = 180_000;

        public Private {
            Text.require("sealed question", sealed, 64, MOST_SEALED);
            Text.require("sealing key", key, 1, 16);
        }
    }

    /// "Of that day (UTC, by the events' own raw times) I keep these rows: do you have the same?"
    /// `whole` is said of a day's whole stretches; the parts of a stretch that differed are asked
    /// about after it, down to single places.
    @JsonTypeName("proof")
    record Proof(LocalDate day, boolean whole, List<Part> parts) implements Request {
        /// A question of a few kB, and an answer within a second from a hub on a slow card.
        public static final int MOST_PARTS = 16;

        public Proof {
            Required.all(day, parts);
            parts = List.copyOf(parts);
            if (parts.size() > MOST_PARTS) {
                throw new IllegalArgumentException("A proof is asked for in at most " + MOST_PARTS + " parts.");
            }
        }
    }

    /// The rows of the day from sequence `from` to `to`: how many there are, and their [RowDigest].
    record Part(StoreId store, Lane lane, long from, long to, long count, String digest) {
        public Part {
            Required.all(store, lane, digest);
            if (lane == Lane.ANONYMOUS || from < 1 || to < from || count < 0) {
                throw new IllegalArgumentException("A part is of a lane that is proved, from a row to a later one.");
            }
        }
    }
}
