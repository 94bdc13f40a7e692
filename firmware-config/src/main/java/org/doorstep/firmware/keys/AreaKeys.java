package org.doorstep.firmware.keys;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// The keys of an area, for what is carried between it and its hubs by hand: figures are sealed to it, and it signs
/// what it says to them. In the area's `keys` folder, in the form of a hub's keys ([KeyFiles]): `sealing-0001` (X25519)
/// and `signing-0001` (Ed25519). The last of a kind is the one to make new things with.
public record AreaKeys(List<KeyPairBytes> sealingKeys, List<KeyPairBytes> signingKeys) {
    /// What a hub knows of its area's keys, in the hub's own `keys` folder: the public halves, as `id:base64url`.
    public static final String OF_A_HUB = "area.properties";

    public AreaKeys {
        sealingKeys = List.copyOf(sealingKeys);
        signingKeys = List.copyOf(signingKeys);
    }

    /// The public halves as a hub has them: the one to seal to, and those that the area's word is checked with.
    public record PublicHalves(String sealing, String signing) {
        /// The lines of the hub's file.
        public String fileText() {
            return "sealing = " + sealing + "\nsigning = " + signing + "\n";
        }
    }

    public KeyPairBytes signingKey() {
        return signingKeys.getLast();
    }

    public PublicHalves publicHalves() {
        return new PublicHalves(
                sealingKeys.getLast().publicText(),
                String.join(
                        ",", signingKeys.stream().map(KeyPairBytes::publicText).toList()));
    }

    /// Makes the first of each kind where there is none. The folder must exist.
    public static void make(Path folder, SecureRandom random) {
        try {
            KeyFiles.write(folder, "sealing", () -> KeyFiles.pair("X25519", random));
            KeyFiles.write(folder, "signing", () -> KeyFiles.pair("Ed25519", random));
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyFileException("Could not make the keys in " + folder + ": no right to write, or no room.", e);
        }
    }

    /// Throws [KeyFileException] if a kind of key is missing or a file is not of the form.
    public static AreaKeys read(Path folder) {
        try {
            return new AreaKeys(
                    KeyFiles.each(folder, "sealing", KeyFiles::pairOf),
                    KeyFiles.each(folder, "signing", KeyFiles::pairOf));
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFileException(
                    "The area's keys in " + folder + " are not there or cannot be read. `doorstep carry new HUB-FOLDER"
                            + " --area AREA-FOLDER` makes them where an earlier version made the area.",
                    e);
        }
    }

    /// What a hub knows of its area's keys; empty if it was set up without.
    public static Optional<PublicHalves> knownTo(Path hubKeysFolder) {
        Path file = hubKeysFolder.resolve(OF_A_HUB);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
            return Optional.of(new PublicHalves(
                    lines.getProperty("sealing", "").strip(),
                    lines.getProperty("signing", "").strip()));
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFileException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
