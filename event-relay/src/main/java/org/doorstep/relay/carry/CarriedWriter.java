package org.doorstep.relay.carry;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.doorstep.relay.contract.Wire;

/// Writes one carried file, whole or not at all: under another name until [#finish] has synced it. A stick that is
/// pulled in the middle bears at most a `.part`, which nobody takes for a file. For one thread.
public final class CarriedWriter implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream out;
    private final MessageDigest digest = CarriedForm.sha256();
    private final byte[] headingHash;
    private final HPKEContextWithEncapsulation context;
    private final CarryKeys.Signer signer;
    private long bytes;

    public CarriedWriter(
            Path file,
            CarriedHeading heading,
            CarryKeys.Recipient recipient,
            CarryKeys.Signer signer,
            SecureRandom random)
            throws IOException {
        this.file = file;
        this.part = file.resolveSibling("." + file.getFileName() + ".part");
        this.signer = signer;
        byte[] says = Wire.writeMessage(heading);
        this.headingHash = CarriedForm.sha256().digest(says);
        HPKE hpke = CarriedForm.hpke();
        X25519KeyPairGenerator once = new X25519KeyPairGenerator();
        once.init(new X25519KeyGenerationParameters(random));
        this.context = hpke.setupBaseS(
                hpke.deserializePublicKey(recipient.publicKey()), CarriedForm.SEALED, once.generateKeyPair());
        Files.deleteIfExists(part);
        // For whoever carries it: on another machine that may be another account, and it is sealed.
        this.channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 64 * 1024);
        put(CarriedForm.MARK);
        put(ByteBuffer.allocate(Integer.BYTES).putInt(says.length).array());
        put(says);
        put(context.getEncapsulation());
    }

    /// The next frame, of at most [CarriedForm#MOST_FRAME_BYTES].
    public void frame(byte[] plain) throws IOException {
        if (plain.length > CarriedForm.MOST_FRAME_BYTES) {
            throw new IllegalArgumentException("A frame has at most " + CarriedForm.MOST_FRAME_BYTES + " bytes.");
        }
        seal(packed(plain), false);
    }

    /// Ends, signs and syncs it, and gives it its name.
    public void finish() throws IOException {
        seal(new byte[0], true);
        put(signer.sign(CarriedForm.SIGNED, digest.digest()));
        out.flush();
        channel.force(true);
        channel.close();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /// What is not finished by now is taken away again.
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }

    private void seal(byte[] packed, boolean last) throws IOException {
        byte[] sealed;
        try {
            sealed = context.seal(CarriedForm.beside(headingHash, last), packed);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("Sealing never says that a text is wrong.", e);
        }
        put(ByteBuffer.allocate(Integer.BYTES + 1)
                .putInt(sealed.length)
                .put((byte) (last ? 1 : 0))
                .array());
        put(sealed);
        if (bytes > CarriedForm.MOST_BYTES - CarriedForm.SIGNATURE_BYTES) {
            throw new IOException("This is more than one carried file may hold.");
        }
    }

    private void put(byte[] some) throws IOException {
        out.write(some);
        digest.update(some);
        bytes += some.length;
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(plain);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }
}
