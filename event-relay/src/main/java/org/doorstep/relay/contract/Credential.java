package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.regex.Pattern;

/// What a resident showed, in the only three forms that may travel. A raw card number is none of them.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(Credential.Pass.class),
    @JsonSubTypes.Type(Credential.Token.class),
    @JsonSubTypes.Type(Credential.Sealed.class)
})
public sealed interface Credential {

    /// A signed QR pass whose signature the kiosk has checked with the hub's public key `key`.
    @JsonTypeName("pass")
    record Pass(PassId pass, String key) implements Credential {
        public Pass {
            Text.require("pass key", key, 1, 16);
        }
    }

    /// A card number as HMAC-SHA-256 under the hub's token key of this version: 43 characters of base64url.
    @JsonTypeName("token")
    record Token(String token, int keyversion) implements Credential {
        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

        /// As many digits as a [PassName] has room for.
        private static final int LAST_KEYVERSION = 999_999_999;

        public Token {
            Text.require("token", token, 43, 43);
            if (!FORM.matcher(token).matches()) {
                throw new IllegalArgumentException("A token is base64url.");
            }
            if (keyversion < 1 || keyversion > LAST_KEYVERSION) {
                throw new IllegalArgumentException("Token key versions begin at 1, and have nine digits at most.");
            }
        }
    }

    /// A card number sealed to the hub's public key `key` by HPKE base mode (RFC 9180: X25519, HKDF-SHA-256,
    /// ChaCha20-Poly1305), for a kiosk that has not had the token key since it started: base64url of the
    /// encapsulated key (32 bytes), then the ciphertext.
    @JsonTypeName("sealed")
    record Sealed(String sealed, String key) implements Credential {
        public Sealed {
            Text.require("sealed card", sealed, 64, 256);
            Text.require("sealing key", key, 1, 16);
        }
    }
}
