package org.doorstep.relay.contract.passes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.relay.contract.PassId;

/// The text in a pass's QR code: signed by the hub, checked by a kiosk that has only the public key and no network.
///
/// `DS1:` and then base45 (RFC 9285) of 78 bytes: key id (2), pass id (10), last valid day (2, unsigned, days since
/// 2020-01-01), and the Ed25519 signature (64, RFC 8032) over `doorstep-pass-v1` and those 14 bytes. 121
/// characters, all of QR's alphanumeric mode: version 5 at error correction M, 37 modules a side. All functions are
/// pure.
public final class PassCode {
    public static final String PREFIX = "DS1:";
    public static final int LENGTH = 121;

    /// The last day that two unsigned bytes can name, and so the furthest a pass can be valid.
    public static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);

    public static final LocalDate FURTHEST_DAY = FIRST_DAY.plusDays(0xffff);

    private static final byte[] CONTEXT = "doorstep-pass-v1".getBytes(StandardCharsets.US_ASCII);
    private static final int PAYLOAD_BYTES = 14;
    private static final int SIGNATURE_BYTES = 64;

    private PassCode() {}

    /// What a scanned text turned out to be.
    public sealed interface Result {}

    /// Signed by the key `key`, and good until the end of `lastDay`.
    public record Valid(PassId pass, String key, LocalDate lastDay) implements Result {}

    /// Rightly signed, and its last day is over.
    public record Expired(PassId pass, String key, LocalDate lastDay) implements Result {}

    /// It names a key that is not among ours: most likely the pass of another hub, and not told apart from a
    /// made-up one.
    public record OtherHub(String key) implements Result {}

    /// It names one of our keys, and that key did not sign it.
    public record Forged() implements Result {}

    /// It begins as a pass does and is not the text of one: half read, or damaged.
    public record Damaged() implements Result {}

    /// Some other text: a web address, a ticket, a shampoo bottle.
    public record NotAPass() implements Result {}

    /// Makes the code of a pass. `key` is the id under which kiosks know the public half of `signing`.
    public static String sign(PassId pass, LocalDate lastDay, String key, PrivateKey signing) {
        long day = ChronoUnit.DAYS.between(FIRST_DAY, lastDay);
        if (day < 0 || day > 0xffff) {
            throw new IllegalArgumentException(
                    "A pass's last day is from " + FIRST_DAY + " to " + FURTHEST_DAY + ", not " + lastDay + ".");
        }
        byte[] payload = ByteBuffer.allocate(PAYLOAD_BYTES)
                .put(HexFormat.of().parseHex(PassKeys.requireId(key)))
                .put(pass.bytes())
                .putShort((short) day)
                .array();
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(signing);
            signature.update(CONTEXT);
            signature.update(payload);
            byte[] all = ByteBuffer.allocate(PAYLOAD_BYTES + SIGNATURE_BYTES)
                    .put(payload)
                    .put(signature.sign())
                    .array();
            return PREFIX + Base45.encode(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The pass could not be signed: the key is not an Ed25519 key.", e);
        }
    }

    /// Reads any text whatever, however long, and never throws. `today` is the day at the hub. A scanner that types
    /// small letters for capitals is understood, since base45 has only capitals.
    public static Result read(String text, PassKeys keys, LocalDate today) {
        String code = text.length() > LENGTH ? text.substring(0, LENGTH + 1) : text;
        code = code.toUpperCase(Locale.ROOT);
        if (!code.startsWith(PREFIX)) {
            return new NotAPass();
        }
        Optional<byte[]> bytes =
                code.length() == LENGTH ? Base45.decode(code.substring(PREFIX.length())) : Optional.empty();
        return bytes.map(all -> check(ByteBuffer.wrap(all), keys, today)).orElseGet(Damaged::new);
    }

    private static Result check(ByteBuffer all, PassKeys keys, LocalDate today) {
        byte[] payload = new byte[PAYLOAD_BYTES];
        byte[] signature = new byte[SIGNATURE_BYTES];
        all.get(payload).get(signature);
        ByteBuffer fields = ByteBuffer.wrap(payload);
        byte[] keyId = new byte[2];
        byte[] passId = new byte[PassId.BYTES];
        fields.get(keyId).get(passId);
        LocalDate lastDay = FIRST_DAY.plusDays(Short.toUnsignedInt(fields.getShort()));
        String key = HexFormat.of().formatHex(keyId);

        Optional<PublicKey> known = keys.find(key);
        if (known.isEmpty()) {
            return new OtherHub(key);
        }
        if (!signed(payload, signature, known.get())) {
            return new Forged();
        }
        return today.isAfter(lastDay)
                ? new Expired(PassId.of(passId), key, lastDay)
                : new Valid(PassId.of(passId), key, lastDay);
    }

    private static boolean signed(byte[] payload, byte[] signature, PublicKey key) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(CONTEXT);
            check.update(payload);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature that is not even of the right form, such as a scalar past the group's order.
            return false;
        }
    }
}
