package org.doorstep.relay.contract.passes;

import java.security.PublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The public keys that a hub's passes are checked with, by their ids. Safe for all threads.
///
/// Its text, in the setting `pass.keys`, is `id:key[,id:key…]`: an id is four lower-case hex digits (two bytes of
/// the pass), a key 32 bytes as base64url without padding. More than one while a hub changes its key.
public final class PassKeys {
    /// The present key, the one before, and room: each is tried by its id alone, so more cost nothing but a long
    /// line.
    public static final int MOST = 8;

    private final Map<String, PublicKey> keys;

    private PassKeys(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    public static PassKeys of(String id, PublicKey key) {
        return new PassKeys(Map.of(requireId(id), key));
    }

    /// Throws IllegalArgumentException with a sentence that says what is wrong with the text.
    public static PassKeys parse(String text) {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        for (String part : text.split(",", MOST + 1)) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("Each key is id:key, with commas between.");
            }
            String id = requireId(part.substring(0, colon).strip());
            byte[] raw = Base64.getUrlDecoder().decode(part.substring(colon + 1).strip());
            if (keys.put(id, Ed25519Keys.publicKey(raw)) != null) {
                throw new IllegalArgumentException("The key id " + id + " is there twice.");
            }
        }
        return new PassKeys(keys);
    }

    /// One key as it stands in the setting: `id:key`.
    public static String text(String id, PublicKey key) {
        return requireId(id) + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(Ed25519Keys.raw(key));
    }

    /// The key of that id, for whatever else its owner signs.
    public Optional<PublicKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    public static String requireId(String id) {
        if (id == null || !id.matches("[0-9a-f]{4}")) {
            throw new IllegalArgumentException("A pass key's id is four of 0-9 and a-f.");
        }
        return id;
    }
}
