package org.doorstep.kiosk.checkin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.PassName;

/// The names under which this kiosk knows a pass again today. They are never sent.
///
/// A card has two: its token, once the hub's key is here, and a keyed hash whose key is made at each start. Both keys
/// are in memory only, so a stolen kiosk tells nothing; and a card that came before the key is known again after it.
record Visitor(String name, String otherName) {
    private static final String PASS = "pass ";
    private static final String TOKEN = "token ";

    static Visitor of(PassId pass) {
        return new Visitor(PASS + pass, PASS + pass);
    }

    /// How the hub calls whoever has this name here. Empty of a card that came before the key, which only this kiosk
    /// knows, and only until its next start; and of one whose key's version is not known.
    static Optional<PassName> pass(String name, Optional<Integer> keyVersion) {
        if (name.startsWith(PASS)) {
            return Optional.of(new PassName(name.substring(PASS.length())));
        }
        return name.startsWith(TOKEN)
                ? keyVersion.map(version -> new PassName(version + ":" + name.substring(TOKEN.length())))
                : Optional.empty();
    }

    /// The name here of whoever the hub calls so.
    static String name(PassName pass) {
        return (pass.text().indexOf(':') < 0 ? PASS : TOKEN) + pass.value();
    }

    /// Makes the names of cards. Safe for all threads.
    static final class OfCards {
        private final SecretKeySpec key;

        OfCards(RandomGenerator random) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            this.key = new SecretKeySpec(bytes, "HmacSHA256");
        }

        Visitor of(Reading.CardNumber card, Credential credential) {
            String untilNextStart = "card " + hash(card);
            return credential instanceof Credential.Token token
                    ? new Visitor(TOKEN + token.token(), untilNextStart)
                    : new Visitor(untilNextStart, untilNextStart);
        }

        private String hash(Reading.CardNumber card) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                byte[] hash = mac.doFinal(card.text().getBytes(StandardCharsets.US_ASCII));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java has no HMAC-SHA-256.", e);
            }
        }
    }
}
