package org.doorstep.relay.contract.bookings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What stands on a tool's own label: 4 to 16 capital letters and digits. As a QR code it is written
/// [#qr]: capitals, digits and a colon alone, so that the code stays small (ISO/IEC 18004,
/// alphanumeric mode).
public record UnitLabel(@JsonValue String value) {
    private static final String BEFORE = "DSU:";
    private static final Pattern FORM = Pattern.compile("[A-Z0-9]{4,16}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UnitLabel {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A label is 4 to 16 capital letters and digits.");
        }
    }

    /// What a scanner read, if that is a tool's label.
    public static Optional<UnitLabel> inCode(String scanned) {
        String text = scanned.strip().toUpperCase(Locale.ROOT);
        if (!text.startsWith(BEFORE)) {
            return Optional.empty();
        }
        String label = text.substring(BEFORE.length());
        return FORM.matcher(label).matches() ? Optional.of(new UnitLabel(label)) : Optional.empty();
    }

    /// What the label's QR code says.
    public String qr() {
        return BEFORE + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
