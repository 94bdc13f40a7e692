package org.doorstep.firmware.keys;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import org.doorstep.relay.contract.HubId;

/// What a hub needs to make second copies that only the [RecoverySheet] opens: the sheet's public half, and a proof
/// that whoever made a copy had this key, so that a stick alone is not enough to forge one. The arrays are not to be
/// changed.
public record RecoveryKey(String id, byte[] publicKey, byte[] proof) {
    /// In the hub's `keys` folder.
    public static final String FILE = "recovery.properties";

    /// The file that marks a stick, disk or share as ready for this hub's copies. Where it is missing nothing is
    /// written, so that nothing lands in an empty mount point while the stick is out.
    public static String markOf(HubId hub) {
        return "doorstep-" + hub + ".copies";
    }

    public RecoveryKey {
        if (!id.matches("[0-9a-f]{4}")
                || publicKey.length != KeyPairBytes.BYTES
                || proof.length != KeyPairBytes.BYTES) {
            throw new IllegalArgumentException("A recovery key has a name of four hex digits, and 32 bytes twice.");
        }
    }

    /// Empty if this hub has none. Throws [KeyFileException] if its file cannot be read.
    public static Optional<RecoveryKey> read(Path keysFolder) {
        Path file = keysFolder.resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
            return Optional.of(
                    new RecoveryKey(lines.getProperty("id", ""), bytes(lines, "public"), bytes(lines, "proof")));
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFileException("The recovery key in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// The lines of its file.
    public String fileText() {
        return "id = " + id + "\npublic = " + text(publicKey) + "\nproof = " + text(proof) + "\n";
    }

    /// So that no log line or message can show the proof.
    @Override
    public String toString() {
        return "recovery key " + id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecoveryKey that && fileText().equals(that.fileText());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    private static byte[] bytes(Properties lines, String key) {
        return Base64.getUrlDecoder().decode(lines.getProperty(key, "").strip());
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
