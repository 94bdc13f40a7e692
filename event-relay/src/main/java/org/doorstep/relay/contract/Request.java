package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/// What a device asks its hub, on its `request` topic with MQTT 5 response topic, correlation data and expiry.
/// The answer is the [Reply] of the same kind.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(Request.Hello.class),
    @JsonSubTypes.Type(Request.TokenKey.class),
    @JsonSubTypes.Type(Request.Blanks.class)
})
public sealed interface Request {

    /// Said on every connect: what this device still has, for each store and lane.
    @JsonTypeName("hello")
    record Hello(List<Tail> tails) implements Request {
        public Hello {
            tails = List.copyOf(tails);
        }
    }

    /// The last row of a store and lane, and the chain there (hex).
    record Tail(StoreId store, Lane lane, long last, String chain) {}

    /// "Which key do I make tokens with?" The answer is kept in memory only.
    @JsonTypeName("token-key")
    record TokenKey() implements Request {}

    /// "I have `have` signed blanks left; fill me up to `want`."
    @JsonTypeName("blanks")
    record Blanks(int have, int want) implements Request {}
}
