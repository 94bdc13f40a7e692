package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a pass is called between a kiosk and its hub: a QR pass by the 20 hex digits inside it, a
/// card by its token with the key's version before it (`1:AbC…`). A sealed card has no name until
/// the hub has opened it.
public record PassName(@JsonValue String text) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{20}|[1-9][0-9]{0,8}:[A-Za-z0-9_-]{43}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PassName {
        if (text == null || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("That is neither a QR pass nor a card's token.");
        }
    }

    public static Optional<PassName> of(Credential credential) {
        return switch (credential) {
            case Credential.Pass pass -> Optional.of(new PassName(pass.pass().value()));
            case Credential.Token token -> Optional.of(new PassName(token.keyversion() + ":" + token.token()));
            case Credential.Sealed _ -> Optional.empty();
        };
    }

    public static PassName of(PassId pass) {
        return new PassName(pass.value());
    }

    /// What stands for it in an event's text: of a card the token without the key's version.
    public String value() {
        return text.substring(text.indexOf(':') + 1);
    }

    /// Nobody's pass belongs in a log.
    @Override
    public String toString() {
        return "a pass";
    }
}
