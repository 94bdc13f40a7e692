package org.doorstep.system.sweep;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.system.sweep.Needle.What;

/// Somebody who has a kiosk's whole disk, knows how tokens are made, and wants card numbers. There are 2^32 of four
/// bytes, so whatever could be worked out from a number and the disk alone is worked out for all of them within
/// minutes. Two ways:
///
/// - A number was kept as a hash without a key: each number is hashed in every usual way and looked up on the disk.
///   It is enough to try the numbers that were shown: going through all of them finds these or nothing.
/// - The key of the tokens is on the disk: they tapped a card of their own, so they know one number whose token is
///   there. Every 32 bytes of the disk, as they are and as text, is tried as the key, until one makes that token.
final class CardGuesser {
    /// 32 random bytes have fewer different ones than this once in more than 10^15 times.
    private static final int LEAST_DIFFERENT = 16;

    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9+/_-]{43,}|[0-9a-fA-F]{64,}");
    private static final int BASE64_OF_KEY = 43;

    private final List<byte[]> disk = new ArrayList<>();

    CardGuesser(List<Path> files) throws IOException {
        for (Path file : files) {
            disk.add(Files.readAllBytes(file));
        }
    }

    /// What a hash of this number, made without a secret, would look like.
    static List<Needle> hashes(Invented person) {
        List<Needle> needles = new ArrayList<>();
        for (byte[] written : written(person)) {
            for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512", "SHA3-256")) {
                byte[] hash = hash(algorithm, written);
                // The first half: a hash that was cut short is a hash.
                byte[] half = Arrays.copyOf(hash, Math.max(8, hash.length / 2));
                needles.add(new Needle(What.CARD, person.number(), algorithm, half, true));
                needles.add(text(person, algorithm, HexFormat.of().formatHex(half)));
                needles.add(
                        text(person, algorithm, HexFormat.of().withUpperCase().formatHex(half)));
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(half);
                needles.add(text(person, algorithm, base64.substring(0, half.length * 8 / 6)));
                String url = Base64.getUrlEncoder().withoutPadding().encodeToString(half);
                needles.add(text(person, algorithm, url.substring(0, half.length * 8 / 6)));
            }
        }
        return needles;
    }

    /// The key that makes one of the disk's own tokens of this card, known to whoever holds the card.
    Optional<byte[]> keyThatMakesATokenOf(String card) {
        long[] starts = starts();
        for (byte[] file : disk) {
            for (byte[] value : texts(file)) {
                if (makes(value, card, starts)) {
                    return Optional.of(value);
                }
            }
            for (int at = 0; at + TokenKey.BYTES <= file.length; at++) {
                if (perhapsAKey(file, at)) {
                    byte[] value = Arrays.copyOfRange(file, at, at + TokenKey.BYTES);
                    if (makes(value, card, starts)) {
                        return Optional.of(value);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// The first eight bytes of whatever on the disk could be a token, in order.
    private long[] starts() {
        LongStream.Builder starts = LongStream.builder();
        for (byte[] file : disk) {
            texts(file).forEach(value -> starts.add(start(value)));
            for (int at = 0; at + TokenKey.BYTES <= file.length; at++) {
                if (perhapsAKey(file, at)) {
                    starts.add(ByteBuffer.wrap(file, at, Long.BYTES).getLong());
                }
            }
        }
        return starts.build().sorted().toArray();
    }

    private static boolean makes(byte[] key, String card, long[] starts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] token = mac.doFinal((TokenKey.CONTEXT + card).getBytes(StandardCharsets.US_ASCII));
            return Arrays.binarySearch(starts, start(token)) >= 0;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256.", e);
        }
    }

    /// Not the empty places of a database, and not plain letters: what is written in letters is decoded.
    private static boolean perhapsAKey(byte[] file, int at) {
        int different = 0;
        boolean noLetter = false;
        boolean[] seen = new boolean[256];
        for (int i = at; i < at + TokenKey.BYTES; i++) {
            int value = file[i] & 0xFF;
            if (!seen[value]) {
                seen[value] = true;
                different++;
            }
            noLetter |= value > 0x7F;
        }
        return different >= LEAST_DIFFERENT && noLetter;
    }

    /// Every 32 bytes that are written in base64 or hex, wherever such a text begins.
    private static List<byte[]> texts(byte[] file) {
        List<byte[]> values = new ArrayList<>();
        String all = new String(file, StandardCharsets.ISO_8859_1);
        for (MatchResult found : TEXT.matcher(all).results().toList()) {
            String text = found.group();
            for (int at = 0; at + BASE64_OF_KEY <= text.length(); at++) {
                String part =
                        text.substring(at, at + BASE64_OF_KEY).replace('+', '-').replace('/', '_');
                try {
                    values.add(Base64.getUrlDecoder().decode(part));
                } catch (IllegalArgumentException e) {
                    // The last letter of 43 may not be any.
                }
            }
            for (int at = 0; at + 2 * TokenKey.BYTES <= text.length(); at++) {
                String part = text.substring(at, at + 2 * TokenKey.BYTES);
                if (part.matches("[0-9a-fA-F]*")) {
                    values.add(HexFormat.of().parseHex(part));
                }
            }
        }
        return values;
    }

    /// In which bytes a program may have had the number when it hashed it.
    private static List<byte[]> written(Invented person) {
        String upper = person.typed();
        String lower = upper.toLowerCase(Locale.ROOT);
        byte[] number = person.card();
        byte[] turned = new byte[number.length];
        for (int i = 0; i < number.length; i++) {
            turned[i] = number[number.length - 1 - i];
        }
        List<byte[]> written = new ArrayList<>(List.of(number, turned));
        for (String text : List.of(
                upper,
                lower,
                number.length + ":" + upper,
                number.length + ":" + lower,
                TokenKey.CONTEXT + number.length + ":" + upper,
                new BigInteger(1, number).toString(),
                "card " + number.length + ":" + upper)) {
            written.add(text.getBytes(StandardCharsets.US_ASCII));
        }
        return written;
    }

    private static Needle text(Invented person, String algorithm, String text) {
        return new Needle(
                What.CARD, person.number(), algorithm + " as text", text.getBytes(StandardCharsets.US_ASCII), true);
    }

    private static byte[] hash(String algorithm, byte[] text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + algorithm + ".", e);
        }
    }

    private static long start(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }
}
