package org.doorstep.relay.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.Holder;

/// Which claim is meant: the first three symbols of its code (Crockford's base 32). No secret.
public record ClaimName(@JsonValue String value) {
    public static final int SYMBOLS = 3;

    private static final Pattern FORM = Pattern.compile("[" + JoiningCode.ALPHABET + "]{" + SYMBOLS + "}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ClaimName {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A claim's name is " + SYMBOLS + " of " + JoiningCode.ALPHABET + ".");
        }
    }

    /// Under which the certificate is asked for: a new device does not know yet what it will be
    /// called. The hub puts the claim's name for it in its place.
    public Holder.Device placeholder(HubId hub) {
        return new Holder.Device(new Source(hub, new DeviceId("joining-" + value.toLowerCase(Locale.ROOT))));
    }

    @Override
    public String toString() {
        return value;
    }
}
