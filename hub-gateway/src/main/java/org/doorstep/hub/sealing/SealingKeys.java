package org.doorstep.hub.sealing;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.relay.sealing.OpeningKey;
import org.doorstep.relay.sealing.OpeningKeys;

/// The sealing keys that this program holds in memory. [SealingRotation] adds and drops them. Safe
/// for all threads.
public final class SealingKeys implements OpeningKeys {
    private final NavigableMap<String, Held> held = new ConcurrentSkipListMap<>();
    private volatile KeyPairBytes told;

    private record Held(KeyPairBytes pair, OpeningKey opening) {}

    /// At least one. Until [SealingRotation] says otherwise, the newest is told.
    public SealingKeys(Collection<KeyPairBytes> pairs) {
        pairs.forEach(this::add);
        this.told = held.lastEntry().getValue().pair;
    }

    @Override
    public Optional<OpeningKey> find(String id) {
        return Optional.ofNullable(held.get(id)).map(Held::opening);
    }

    /// All that open, the oldest first.
    public List<KeyPairBytes> all() {
        return held.values().stream().map(Held::pair).toList();
    }

    /// What devices are told to seal with, as settings name it.
    public String told() {
        return told.publicText();
    }

    void add(KeyPairBytes pair) {
        held.computeIfAbsent(pair.id(), id -> new Held(pair, OpeningKey.of(id, pair.privateKey(), pair.publicKey())));
    }

    void tell(KeyPairBytes pair) {
        told = pair;
    }

    /// Forgets it, and empties the bytes that this program read from its file.
    void drop(String id) {
        Held gone = held.remove(id);
        if (gone != null) {
            Arrays.fill(gone.pair.privateKey(), (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "sealing keys " + Map.copyOf(held).keySet();
    }
}
