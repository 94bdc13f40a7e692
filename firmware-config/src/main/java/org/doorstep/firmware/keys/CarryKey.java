package org.doorstep.firmware.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.doorstep.firmware.files.WholeFile;

/// The key with which a kiosk signs what is carried from it by hand (Ed25519): a file of its own folder, for its owner
/// only. The hub has the public half beside the kiosk's name. Its id is made of the public half, so that a second key
/// never goes by the first one's name.
public final class CarryKey {
    public static final String FILE = "carry-key.properties";

    /// Where the hub keeps the public half, among what it knows of the kiosk: `id:base64url`.
    public static final String REGISTERED_AS = "carry.keys";

    private static final int ID_BYTES = 2;

    private CarryKey() {}

    /// The folder's key, made now if there was none.
    public static KeyPairBytes in(Path folder, SecureRandom random) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.notExists(file)) {
                WholeFile.create(file, KeyFiles.pair("Ed25519", random));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyFileException("Could not make " + file + ": no right to write, or no room.", e);
        }
        return read(folder).orElseThrow(() -> new KeyFileException(file + " was made, and is not there any more."));
    }

    /// Empty if this folder has none. Throws [KeyFileException] if it cannot be read.
    public static Optional<KeyPairBytes> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            Properties lines = KeyFiles.properties(file);
            byte[] publicKey = KeyFiles.bytes(lines, "public");
            return Optional.of(new KeyPairBytes(id(publicKey), KeyFiles.bytes(lines, "private"), publicKey));
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFileException(
                    file + " cannot be read. Delete it, and give `doorstep carry new` for this kiosk again.", e);
        }
    }

    private static String id(byte[] publicKey) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey);
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
