package org.doorstep.hub.keeping;

import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.PassId;

/// What a pass or card is called in the hub's tables: a QR pass by its 20 hex digits, a card by its
/// token with the key's version before it.
public record PassName(Kind kind, String name) {
    private static final int TOKEN_BYTES = 32;

    /// The words are stored: add, never rename.
    public enum Kind {
        CODE("code"),
        CARD("card");

        private final String stored;

        Kind(String stored) {
            this.stored = stored;
        }

        public String stored() {
            return stored;
        }

        public static Kind stored(String text) {
            return CODE.stored.equals(text) ? CODE : CARD;
        }
    }

    public static PassName of(PassId pass) {
        return new PassName(Kind.CODE, pass.value());
    }

    public static PassName of(Credential.Token token) {
        return new PassName(Kind.CARD, token.keyversion() + ":" + token.token());
    }

    /// As a kiosk calls it.
    static PassName of(org.doorstep.relay.contract.PassName told) {
        return new PassName(told.text().indexOf(':') < 0 ? Kind.CODE : Kind.CARD, told.text());
    }

    /// What stands for it on the wire: of a card the token alone.
    String value() {
        return kind == Kind.CODE ? name : name.substring(name.indexOf(':') + 1);
    }

    /// Another name of the same form, by chance: nobody ever held it.
    PassName surrogate(RandomGenerator random) {
        byte[] bytes = new byte[kind == Kind.CODE ? PassId.BYTES : TOKEN_BYTES];
        random.nextBytes(bytes);
        return new PassName(
                kind,
                kind == Kind.CODE
                        ? HexFormat.of().formatHex(bytes)
                        : name.substring(0, name.indexOf(':') + 1)
                                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Says nothing of the name, so that a stray log line cannot.
    @Override
    public String toString() {
        return kind.stored;
    }
}
