package org.doorstep.kiosk.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.Joined;
import org.doorstep.relay.joining.Newcomer;

/// The folder of a kiosk that joins. Keys come first, then certificates, and the settings last, in one rename: until
/// that the kiosk is new, with a key that nobody knows yet or that the same code is answered for again; from then on it
/// belongs to its hub. A cut in the power finds it in one of the two.
///
/// What cannot be written is a [KeyFileException] with a sentence that says what to do. For one thread.
public final class NewFolder implements Newcomer {
    /// Beside the kiosk's database; as `provisioning request` names it.
    static final String IDENTITY = "identity";

    /// All that a hub has to say. What else it may send is left out: a hub does not choose a kiosk's readers, which
    /// are commands that this kiosk runs.
    private static final List<String> TOLD = List.of(
            "hub.id", "device.id", "device.name", "hub.zone", "broker.host", "broker.port", "pass.keys", "sealing.key");

    /// What the settings will be, while they are looked at.
    private static final String CANDIDATE = "joining.properties";

    private final Path settingsFile;
    private final Path dataFolder;
    private final Consumer<Path> check;
    private final SecureRandom random;

    /// `check` reads settings as the next start will, and throws [SettingsException] if that start would fail.
    public NewFolder(Path settingsFile, Path dataFolder, Consumer<Path> check, SecureRandom random) {
        this.settingsFile = settingsFile;
        this.dataFolder = dataFolder.toAbsolutePath().normalize();
        this.check = check;
        this.random = random;
    }

    /// The request for a certificate, with a key that is made here, now, if there is none, and never leaves.
    @Override
    public String certificateRequest(Holder.Device name) {
        return IdentityFiles.request(identity(), name, random);
    }

    @Override
    public String carryKey() {
        return CarryKey.in(made(dataFolder), random).publicText();
    }

    /// Writes what the hub answered. Throws SettingsException, and stays new, if a kiosk could not start with it.
    void keep(Joined joined, DoorAddress door) {
        try {
            IdentityFiles.place(identity(), joined.chain(), joined.root());
            String settings = settings(joined.settings(), door);
            Path candidate = dataFolder.resolve(CANDIDATE);
            WholeFile.replace(candidate, settings);
            check.accept(candidate);
            WholeFile.replace(settingsFile.toAbsolutePath(), settings);
            Files.deleteIfExists(candidate);
        } catch (IOException e) {
            throw new KeyFileException(
                    "Could not write " + settingsFile + ": no right to, or no room. This kiosk has joined nothing yet.",
                    e);
        }
    }

    /// What stood there stays as it is, with its comments.
    private String settings(Map<String, String> answered, DoorAddress door) throws IOException {
        Map<String, String> told = new TreeMap<>(answered);
        told.keySet().retainAll(TOLD);
        told.put("broker.identity", identity().toString());
        told.put("door.host", door.host());
        told.put("door.port", Integer.toString(door.port()));
        String own = Files.readString(settingsFile);
        return own + (own.isEmpty() || own.endsWith("\n") ? "" : "\n")
                + "\n# Told by the hub when this kiosk joined it.\n"
                + told.entrySet().stream().map(NewFolder::line).collect(Collectors.joining());
    }

    /// A backslash is the only character of a value that the reader would take for another.
    private static String line(Map.Entry<String, String> setting) {
        return setting.getKey() + " = " + setting.getValue().replace("\\", "\\\\") + "\n";
    }

    private Path identity() {
        return made(dataFolder.resolve(IDENTITY));
    }

    private static Path made(Path folder) {
        try {
            return Files.isDirectory(folder)
                    ? folder
                    : Files.createDirectories(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new KeyFileException("Could not make " + folder + ": no right to write, or no room.", e);
        }
    }
}
