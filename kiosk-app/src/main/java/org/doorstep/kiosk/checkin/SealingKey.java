package org.doorstep.kiosk.checkin;

import java.util.Base64;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/// The hub's public key for card numbers that wait to become tokens: what is sealed with it, only the hub can open.
///
/// Its text, in the setting `sealing.key`, is `id:key`: an id of 1 to 16 characters, the 32 bytes of an X25519 public
/// key (RFC 7748) as base64url without padding.
public record SealingKey(String id, X25519PublicKeyParameters key) {
    private static final int MOST_ID_CHARACTERS = 16;

    /// Throws IllegalArgumentException with a sentence that says what is wrong with the text.
    public static SealingKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon > MOST_ID_CHARACTERS) {
            throw new IllegalArgumentException("A sealing key is id:key, its id of 1 to 16 characters.");
        }
        byte[] raw = Base64.getUrlDecoder().decode(text.substring(colon + 1));
        if (raw.length != X25519PublicKeyParameters.KEY_SIZE) {
            throw new IllegalArgumentException("A sealing key has 32 bytes.");
        }
        return new SealingKey(text.substring(0, colon), new X25519PublicKeyParameters(raw));
    }
}
