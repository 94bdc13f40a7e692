package org.doorstep.relay.sealing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The keys that open what was sealed to this side, by their ids: asked each time, since a key may
/// have been made or destroyed meanwhile.
@FunctionalInterface
public interface OpeningKeys {
    Optional<OpeningKey> find(String id);

    static OpeningKeys of(List<OpeningKey> keys) {
        Map<String, OpeningKey> byId =
                keys.stream().collect(Collectors.toUnmodifiableMap(OpeningKey::id, Function.identity()));
        return id -> Optional.ofNullable(byId.get(id));
    }
}
