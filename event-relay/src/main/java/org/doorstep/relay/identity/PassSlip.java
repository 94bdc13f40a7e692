package org.doorstep.relay.identity;

import java.io.ByteArrayInputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.Base45;
import org.doorstep.relay.contract.passes.Ed25519Keys;
import org.doorstep.relay.contract.passes.PassCode;

/// What one hub says to another by way of a resident's own hand: this pass is one of ours, this is
/// the key that it is checked with, let it be used at yours until that day.
///
/// The text of a QR code: `DSS1:` and then base45 (RFC 9285) of the pass (10 bytes), the id of the
/// hub's pass key (2), that key (32, Ed25519), the last day (2, days since 2020-01-01), the length
/// of the signature (1), the signature over `doorstep-slip-v1` and those 46 bytes (ECDSA with
/// P-256 and SHA-256, DER), and the certificate of the hub's issuing key, which made it (DER). About
/// 1,000 characters. It is no pass: whoever finds it cannot be counted with it. All functions are
/// pure.
public final class PassSlip {
    public static final String PREFIX = "DSS1:";

    /// One alphanumeric code of version 25 at the lowest correction, 117 modules a side: what a reader
    /// still takes in from a sheet of paper.
    public static final int MOST_CHARACTERS = 1_800;

    private static final byte[] CONTEXT = "doorstep-slip-v1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_ID_BYTES = 2;
    private static final int PAYLOAD_BYTES = PassId.BYTES + KEY_ID_BYTES + Ed25519Keys.BYTES + 2;

    private PassSlip() {}

    /// What a text turned out to be.
    public sealed interface Result {}

    /// Signed by a hub of our area. `publicKey` is what its passes' ids `key` are checked with. Whether
    /// `lastDay` is over is for whoever knows the day.
    public record Good(HubId from, PassId pass, String key, PublicKey publicKey, LocalDate lastDay) implements Result {
        /// A pass is as good as a name.
        @Override
        public String toString() {
            return "Good[" + from + "]";
        }
    }

    /// Whole, and not from a hub of our authority, or from one whose days are over, or altered.
    public record NotOurs() implements Result {}

    /// It begins as a slip does and is not the text of one: half read, or damaged.
    public record Damaged() implements Result {}

    static String sign(Identity issuing, PassId pass, String key, PublicKey publicKey, LocalDate lastDay) {
        byte[] payload = ByteBuffer.allocate(PAYLOAD_BYTES)
                .put(pass.bytes())
                .put(HexFormat.of().parseHex(key))
                .put(Ed25519Keys.raw(publicKey))
                .putShort((short) ChronoUnit.DAYS.between(PassCode.FIRST_DAY, lastDay))
                .array();
        try {
            Signature signing = Signature.getInstance(EcKeys.SIGNATURE);
            signing.initSign(issuing.key());
            signing.update(CONTEXT);
            signing.update(payload);
            byte[] signature = signing.sign();
            byte[] certificate = issuing.certificate().getEncoded();
            byte[] all = ByteBuffer.allocate(PAYLOAD_BYTES + 1 + signature.length + certificate.length)
                    .put(payload)
                    .put((byte) signature.length)
                    .put(signature)
                    .put(certificate)
                    .array();
            return PREFIX + Base45.encode(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The slip could not be signed by this hub's issuing key.", e);
        }
    }

    public static boolean looksLikeOne(String text) {
        return text.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /// Reads any text whatever, however long, and never throws.
    public static Result read(String text, Trust trust, CheckedAt time) {
        if (!looksLikeOne(text) || text.length() > MOST_CHARACTERS) {
            return new Damaged();
        }
        Optional<byte[]> bytes = Base45.decode(text.substring(PREFIX.length()).toUpperCase(Locale.ROOT));
        try {
            return bytes.isPresent() ? check(ByteBuffer.wrap(bytes.get()), trust, time) : new Damaged();
        } catch (BufferUnderflowException | GeneralSecurityException | IllegalArgumentException e) {
            return new Damaged();
        }
    }

    private static Result check(ByteBuffer all, Trust trust, CheckedAt time) throws GeneralSecurityException {
        byte[] payload = taken(all, PAYLOAD_BYTES);
        byte[] signature = taken(all, Byte.toUnsignedInt(all.get()));
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(taken(all, all.remaining())));
        ByteBuffer fields = ByteBuffer.wrap(payload);
        PassId pass = PassId.of(taken(fields, PassId.BYTES));
        String key = HexFormat.of().formatHex(taken(fields, KEY_ID_BYTES));
        PublicKey publicKey = Ed25519Keys.publicKey(taken(fields, Ed25519Keys.BYTES));
        LocalDate lastDay = PassCode.FIRST_DAY.plusDays(Short.toUnsignedInt(fields.getShort()));

        return trust.verdict(List.of(certificate), time) instanceof Verdict.Trusted(Holder.Issuing issuing, Serial _)
                        && signed(payload, signature, certificate.getPublicKey())
                ? new Good(issuing.id(), pass, key, publicKey, lastDay)
                : new NotOurs();
    }

    private static byte[] taken(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private static boolean signed(byte[] payload, byte[] signature, PublicKey key) {
        try {
            Signature check = Signature.getInstance(EcKeys.SIGNATURE);
            check.initVerify(key);
            check.update(CONTEXT);
            check.update(payload);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            // Not even of the form of a signature, or of another kind of key.
            return false;
        }
    }
}
