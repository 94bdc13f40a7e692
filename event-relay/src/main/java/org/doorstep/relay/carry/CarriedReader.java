package org.doorstep.relay.carry;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.doorstep.relay.carry.CarryException.Reason;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.passes.PassKeys;

/// Reads one carried file, a frame at a time, after the whole of it has been held against its signature: nothing
/// that a sender did not sign is ever opened. Give it a file that nobody else can change meanwhile, not the one on
/// the stick. For one thread.
public final class CarriedReader implements AutoCloseable {
    private final DataInputStream in;
    private final byte[] headingHash;
    private final HPKEContext context;

    private CarriedReader(DataInputStream in, byte[] headingHash, HPKEContext context) {
        this.in = in;
        this.headingHash = headingHash;
        this.context = context;
    }

    /// What the file says of itself, which is not to be believed before [#open].
    public static CarriedHeading heading(Path file) throws CarryException, IOException {
        if (Files.size(file) > CarriedForm.MOST_BYTES) {
            throw new CarryException(Reason.TOO_LARGE, "No carried file is as large as this.");
        }
        try (DataInputStream in = stream(file)) {
            return read(headingBytes(in));
        } catch (EOFException e) {
            throw cutOff();
        }
    }

    /// Checks the signature over all of the file, and opens it. `sender` are the keys of whoever the heading names.
    public static CarriedReader open(Path file, PassKeys sender, List<CarryKeys.Opener> own)
            throws CarryException, IOException {
        CarriedHeading heading = heading(file);
        checkSignature(file, heading, sender);
        CarryKeys.Opener opener = own.stream()
                .filter(key -> key.id().equals(heading.sealedTo()))
                .findFirst()
                .orElseThrow(() -> new CarryException(Reason.CANNOT_OPEN, "It is sealed to a key that is not here."));
        DataInputStream in = stream(file);
        try {
            byte[] says = headingBytes(in);
            byte[] encapsulated = in.readNBytes(CarriedForm.ENCAPSULATED_BYTES);
            HPKE hpke = CarriedForm.hpke();
            HPKEContext context = hpke.setupBaseR(
                    encapsulated,
                    hpke.deserializePrivateKey(opener.privateKey(), opener.publicKey()),
                    CarriedForm.SEALED);
            return new CarriedReader(in, CarriedForm.sha256().digest(says), context);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // What BouncyCastle says to an encapsulated key of small order.
            in.close();
            throw new CarryException(Reason.CANNOT_OPEN, "It is not sealed to this key.");
        } catch (IOException | CarryException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /// The next frame; empty at the end.
    public Optional<byte[]> next() throws CarryException, IOException {
        int length = in.readInt();
        boolean last = in.readByte() == 1;
        byte[] sealed = in.readNBytes(length);
        try {
            byte[] packed = context.open(CarriedForm.beside(headingHash, last), sealed);
            return last ? Optional.empty() : Optional.of(unpacked(packed));
        } catch (InvalidCipherTextException e) {
            throw new CarryException(Reason.CANNOT_OPEN, "It is not sealed to this key.");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static void checkSignature(Path file, CarriedHeading heading, PassKeys sender)
            throws CarryException, IOException {
        MessageDigest digest = CarriedForm.sha256();
        try (DataInputStream in = stream(file)) {
            byte[] says = headingBytes(in);
            digest.update(CarriedForm.MARK);
            digest.update(new byte[] {0, 0, (byte) (says.length >> 8), (byte) says.length});
            digest.update(says);
            digest.update(exactly(in, CarriedForm.ENCAPSULATED_BYTES));
            boolean last = false;
            while (!last) {
                byte[] head = exactly(in, Integer.BYTES + 1);
                int length = lengthOf(head);
                last = head[Integer.BYTES] == 1;
                digest.update(head);
                digest.update(exactly(in, length));
            }
            byte[] signature = exactly(in, CarriedForm.SIGNATURE_BYTES);
            boolean more = in.read() >= 0;
            if (more
                    || !CarryKeys.signed(
                            sender, heading.signedWith(), CarriedForm.SIGNED, digest.digest(), signature)) {
                throw changed();
            }
        } catch (EOFException e) {
            throw cutOff();
        }
    }

    private static int lengthOf(byte[] head) throws CarryException {
        int length = (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | head[3] & 0xff;
        // Packing what cannot be packed adds a few bytes to it.
        if (length < CarriedForm.TAG_BYTES || length > CarriedForm.MOST_FRAME_BYTES + 4 * 1024) {
            throw changed();
        }
        return length;
    }

    private static byte[] headingBytes(DataInputStream in) throws CarryException, IOException {
        byte[] mark = in.readNBytes(CarriedForm.MARK.length);
        if (!Arrays.equals(mark, CarriedForm.MARK)) {
            boolean newer = mark.length == CarriedForm.MARK.length
                    && Arrays.equals(
                            mark, 0, CarriedForm.ANY_MARK.length, CarriedForm.ANY_MARK, 0, CarriedForm.ANY_MARK.length);
            throw newer
                    ? new CarryException(Reason.NEWER_FORM, "It was made by a version of another form.")
                    : new CarryException(Reason.NOT_CARRIED, "This is no carried file.");
        }
        int length = in.readInt();
        if (length < 2 || length > CarriedForm.MOST_HEADING_BYTES) {
            throw new CarryException(Reason.NOT_CARRIED, "This is no carried file.");
        }
        return exactly(in, length);
    }

    private static CarriedHeading read(byte[] says) throws CarryException {
        try {
            return Wire.readMessage(says, CarriedHeading.class);
        } catch (WireException e) {
            throw new CarryException(Reason.NOT_CARRIED, "Its heading cannot be read.");
        }
    }

    private static byte[] exactly(DataInputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static byte[] unpacked(byte[] packed) throws CarryException {
        try {
            byte[] plain = new InflaterInputStream(new ByteArrayInputStream(packed))
                    .readNBytes(CarriedForm.MOST_FRAME_BYTES + 1);
            if (plain.length <= CarriedForm.MOST_FRAME_BYTES) {
                return plain;
            }
        } catch (IOException e) {
            // Not packed as it should be: said below.
        }
        throw new CarryException(Reason.UNREADABLE, "A frame is not of the form.");
    }

    private static DataInputStream stream(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 64 * 1024));
    }

    private static CarryException cutOff() {
        return new CarryException(Reason.CUT_OFF, "The file ends before its end.");
    }

    private static CarryException changed() {
        return new CarryException(
                Reason.WRONG_SIGNATURE, "The file was changed on its way, or not made by whom it names.");
    }
}
