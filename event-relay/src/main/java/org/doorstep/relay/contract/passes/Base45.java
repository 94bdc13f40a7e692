package org.doorstep.relay.contract.passes;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// Bytes as the 45 characters of a QR code's alphanumeric mode (RFC 9285): two bytes become three
/// characters, so a signed pass keeps its QR small.
public final class Base45 {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final int RADIX = 45;

    private Base45() {}

    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 3 + 1) / 2);
        for (int i = 0; i < bytes.length; i += 2) {
            boolean pair = i + 1 < bytes.length;
            int value = pair ? (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff : bytes[i] & 0xff;
            text.append(ALPHABET.charAt(value % RADIX)).append(ALPHABET.charAt(value / RADIX % RADIX));
            if (pair) {
                text.append(ALPHABET.charAt(value / (RADIX * RADIX)));
            }
        }
        return text.toString();
    }

    /// Empty for text that no bytes encode to: another character, a length of 3n+1, or a group past
    /// its largest value.
    public static Optional<byte[]> decode(String text) {
        if (text.length() % 3 == 1) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i += 3) {
            boolean triple = i + 2 < text.length();
            int low = ALPHABET.indexOf(text.charAt(i));
            int middle = ALPHABET.indexOf(text.charAt(i + 1));
            int high = triple ? ALPHABET.indexOf(text.charAt(i + 2)) : 0;
            int value = low + RADIX * (middle + RADIX * high);
            if (low < 0 || middle < 0 || high < 0 || value > (triple ? 0xffff : 0xff)) {
                return Optional.empty();
            }
            if (triple) {
                bytes.write(value >> 8);
            }
            bytes.write(value);
        }
        return Optional.of(bytes.toByteArray());
    }
}
