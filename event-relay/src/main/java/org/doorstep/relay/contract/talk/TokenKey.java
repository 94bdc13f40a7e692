package org.doorstep.relay.contract.talk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.doorstep.relay.contract.Credential;

/// The hub's secret that turns a card's number into a token, the same on every kiosk of the hub and in the hub
/// itself.
///
/// The token is HMAC-SHA-256 (RFC 2104) over `doorstep-card-v1` and the card's text. A 4-byte number can be guessed
/// by whoever holds the key, so a kiosk keeps it in memory only and never writes it down. Immutable; safe for all
/// threads.
public final class TokenKey {
    public static final int BYTES = 32;

    /// What the token and the sealed card both say they are for, so that neither can be taken for something else.
    public static final String CONTEXT = "doorstep-card-v1";

    private final int version;
    private final SecretKeySpec key;

    public TokenKey(int version, byte[] key) {
        if (version < 1 || key.length != BYTES) {
            throw new IllegalArgumentException("A token key has 32 bytes and a version from 1.");
        }
        this.version = version;
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /// As a kiosk is told it in [PrivateReply.TokenKey].
    public static TokenKey of(PrivateReply.TokenKey reply) {
        return new TokenKey(reply.version(), Base64.getUrlDecoder().decode(reply.key()));
    }

    public PrivateReply.TokenKey reply() {
        return new PrivateReply.TokenKey(version, base64(key.getEncoded()));
    }

    public int version() {
        return version;
    }

    /// `card` is the card's own text: the number of bytes in its number, a colon, and the number in capital hex
    /// digits, such as `4:00BC614E`. It must be written alike everywhere, or one person becomes two.
    public Credential.Token token(String card) {
        if (!card.matches("(4:[0-9A-F]{8}|7:[0-9A-F]{14}|10:[0-9A-F]{20})")) {
            throw new IllegalArgumentException("Not a card's text.");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] token = mac.doFinal((CONTEXT + card).getBytes(StandardCharsets.US_ASCII));
            return new Credential.Token(base64(token), version);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256.", e);
        }
    }

    /// Says nothing of the key, so that a stray log line cannot.
    @Override
    public String toString() {
        return "TokenKey[version=" + version + "]";
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
