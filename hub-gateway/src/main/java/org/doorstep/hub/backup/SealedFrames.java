package org.doorstep.hub.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.firmware.keys.RecoveryKey;
import org.doorstep.firmware.keys.RecoverySheet;

/// The bytes of one copy: a head that seals the file's own random key to the recovery sheet (HPKE, RFC 9180, in its
/// mode with a shared secret, so that only who has the hub's recovery key can make one), then frames of AES-256-GCM.
///
/// Each frame is bound to all bytes before it: SHA-256 of the chain before and the frame is the chain after, and the
/// chain before is authenticated with the frame. So a frame that was changed, left out, doubled or moved does not open,
/// and nor does any after it, while every one before it is good. For one thread.
final class SealedFrames {
    /// A frame is read whole, so this is also what one takes of the memory.
    static final int MOST_BYTES = 64_000_000;

    static final int HEAD_BYTES = Integer.BYTES + 1 + Long.BYTES;
    static final byte[] MAGIC = "DOORSTEPCOPY1\n".getBytes(StandardCharsets.US_ASCII);

    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;
    private static final int ENCAPSULATED_BYTES = 32;
    private static final byte[] INFO = "doorstep second copy v1".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;
    /// Counts every frame that was ever sealed with this key, also those that a full disk did not take: a nonce used
    /// twice would give both texts away.
    private long sealed;

    /// Whose copy it is and which, as its head says in clear.
    record Head(String hub, long number, Instant begunAt, String recovery) {}

    /// A file's beginning, and what continues it.
    record Begun(byte[] head, SealedFrames frames) {}

    record Frame(boolean point, byte[] plain, byte[] chainAfter, long bytes) {}

    private SealedFrames(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    static Begun begin(Head head, RecoveryKey recovery, SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        byte[] clear = clear(head);
        HPKE hpke = hpke();
        try {
            byte[][] wrapped = hpke.seal(
                    hpke.deserializePublicKey(recovery.publicKey()),
                    INFO,
                    clear,
                    key,
                    recovery.proof(),
                    head.recovery.getBytes(StandardCharsets.US_ASCII),
                    null);
            // BouncyCastle gives the sealed text first, and what encapsulates its key after it.
            byte[] all = concat(clear, concat(wrapped[1], wrapped[0]));
            return new Begun(all, new SealedFrames(key));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("A key of 32 bytes could not be sealed.", e);
        }
    }

    /// Reads the head in clear; the stream stands before the sealed key.
    static Head head(DataInputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("This is no second copy of a hub.");
        }
        return new Head(in.readUTF(), in.readLong(), Instant.ofEpochMilli(in.readLong()), in.readUTF());
    }

    /// Opens what follows the head. Throws [WrongSheetException] if this sheet does not.
    static Begun open(Head head, DataInputStream in, RecoverySheet sheet) throws IOException {
        byte[] wrapped = in.readNBytes(ENCAPSULATED_BYTES + KEY_BYTES + TAG_BITS / 8);
        byte[] clear = clear(head);
        HPKE hpke = hpke();
        KeyPairBytes pair = sheet.pair();
        AsymmetricCipherKeyPair keys = hpke.deserializePrivateKey(pair.privateKey(), pair.publicKey());
        try {
            byte[] key = hpke.open(
                    Arrays.copyOf(wrapped, ENCAPSULATED_BYTES),
                    keys,
                    INFO,
                    clear,
                    Arrays.copyOfRange(wrapped, ENCAPSULATED_BYTES, wrapped.length),
                    sheet.key().proof(),
                    head.recovery.getBytes(StandardCharsets.US_ASCII),
                    null);
            return new Begun(concat(clear, wrapped), new SealedFrames(key));
        } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
            throw new WrongSheetException(head, pair.id(), e);
        }
    }

    /// The frame that follows `chain`, with the bytes as they go to the disk.
    byte[] seal(byte[] chain, boolean point, byte[] plain) {
        try {
            byte[] packed = packed(plain);
            ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES)
                    .putInt(packed.length + TAG_BITS / 8)
                    .put((byte) (point ? 1 : 0))
                    .putLong(++sealed);
            return concat(
                    head.array(),
                    cipher(Cipher.ENCRYPT_MODE, chain, head.array(), sealed).doFinal(packed));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Every Java has AES-GCM.", e);
        }
    }

    /// The next frame; throws IOException if there is no whole one, or it is not ours.
    Frame next(DataInputStream in, byte[] chain) throws IOException {
        byte[] head = in.readNBytes(HEAD_BYTES);
        if (head.length < HEAD_BYTES) {
            throw new EOFException("The copy ends within a frame.");
        }
        ByteBuffer fields = ByteBuffer.wrap(head);
        int length = fields.getInt();
        boolean point = fields.get() == 1;
        long counter = fields.getLong();
        if (length < TAG_BITS / 8 || length > MOST_BYTES) {
            throw new IOException("A frame of " + length + " bytes is none of ours.");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The copy ends within a frame.");
        }
        try {
            byte[] packed = cipher(Cipher.DECRYPT_MODE, chain, head, counter).doFinal(body);
            byte[] plain = new InflaterInputStream(new ByteArrayInputStream(packed)).readNBytes(MOST_BYTES);
            return new Frame(point, plain, after(chain, concat(head, body)), (long) HEAD_BYTES + length);
        } catch (GeneralSecurityException e) {
            throw new IOException("A frame was changed, or is not in its place.", e);
        }
    }

    static byte[] after(byte[] chain, byte[] frame) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(chain);
            return sha256.digest(frame);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private Cipher cipher(int mode, byte[] chain, byte[] head, long counter) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                .putLong(NONCE_BYTES - Long.BYTES, counter)
                .array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(chain);
        cipher.updateAAD(head);
        return cipher;
    }

    private static byte[] clear(Head head) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.writeUTF(head.hub);
            out.writeLong(head.number);
            out.writeLong(head.begunAt.toEpochMilli());
            out.writeUTF(head.recovery);
        } catch (IOException e) {
            throw new IllegalStateException("Memory cannot be written.", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static HPKE hpke() {
        return new HPKE(HPKE.mode_psk, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }
}
