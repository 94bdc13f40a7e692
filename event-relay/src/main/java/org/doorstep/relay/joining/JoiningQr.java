package org.doorstep.relay.joining;

import java.util.Locale;
import java.util.Optional;

/// What stands in the QR code that a new device is shown: where the hub's door is, which key
/// answers there, and the code. `DSJ1:HOST:PORT:FINGERPRINT:CODE`, every character of QR's
/// alphanumeric mode: with a host of up to 18 characters version 4 at error correction M (33
/// modules a side), up to 50 characters version 5 (37).
///
/// Fingerprint and code have fixed lengths and are read from the end, since the host may have
/// colons and so may base45.
public record JoiningQr(DoorAddress door, Fingerprint fingerprint, JoiningCode code) {
    public static final String PREFIX = "DSJ1:";

    /// A fixed part of 66 characters, a host and a port; longer text is not looked at.
    private static final int MOST_CHARACTERS = 160;

    private static final int TAIL = 1 + Fingerprint.CHARACTERS + 1 + JoiningCode.SYMBOLS;

    public String text() {
        return PREFIX + door.host().toUpperCase(Locale.ROOT) + ":" + door.port() + ":" + fingerprint.text() + ":"
                + code.symbols();
    }

    /// Whether a scanned text means to be one, so that a pass and a shampoo bottle are told apart
    /// from a spoilt one.
    public static boolean looksLike(String scanned) {
        return scanned.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /// Reads any text whatever and never throws; empty for one that is none. A scanner that types
    /// small letters for capitals is understood.
    public static Optional<JoiningQr> parse(String scanned) {
        if (scanned.length() > MOST_CHARACTERS || !looksLike(scanned)) {
            return Optional.empty();
        }
        // Not stripped: the fingerprint's alphabet has a blank.
        String text = scanned.toUpperCase(Locale.ROOT);
        int end = text.length() - TAIL;
        if (end < PREFIX.length() || text.charAt(end) != ':' || text.charAt(end + 1 + Fingerprint.CHARACTERS) != ':') {
            return Optional.empty();
        }
        String symbols = text.substring(text.length() - JoiningCode.SYMBOLS);
        String place = text.substring(PREFIX.length(), end).toLowerCase(Locale.ROOT);
        int colon = place.lastIndexOf(':');
        if (colon < 0 || !JoiningCode.isCode(symbols)) {
            return Optional.empty();
        }
        return DoorAddress.of(place.substring(0, colon), place.substring(colon + 1))
                .flatMap(door -> Fingerprint.parse(text.substring(end + 1, end + 1 + Fingerprint.CHARACTERS))
                        .map(print -> new JoiningQr(door, print, JoiningCode.ofSymbols(symbols))));
    }

    /// Says where, never the code.
    @Override
    public String toString() {
        return PREFIX + door + " " + code;
    }
}
