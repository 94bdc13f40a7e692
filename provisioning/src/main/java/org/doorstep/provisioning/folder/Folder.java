package org.doorstep.provisioning.folder;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/// One program's folder. Its `settings.properties` is written last: where it stands, the folder is whole, and where a
/// command was interrupted before that, giving it again goes on with the secrets already made.
public final class Folder {
    public static final String SETTINGS = "settings.properties";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;

    private Folder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /// A folder to be made; throws [FolderException] if it is already whole.
    public static Folder begin(Path path) {
        Folder folder = new Folder(path);
        if (Files.exists(folder.file(SETTINGS))) {
            throw new FolderException(path + " already holds settings. Nothing was changed.");
        }
        folder.makeFolder(folder.path);
        return folder;
    }

    /// A folder made earlier; throws [FolderException] if it is not there, or is another kind of folder.
    public static Folder made(Path path, String kind) {
        Folder folder = new Folder(path);
        if (!Files.exists(folder.file(SETTINGS))) {
            throw new FolderException(
                    path + " holds no settings: make it with `doorstep " + kind + " new`, or name another folder.");
        }
        return folder;
    }

    /// Absolute, for settings that name it.
    public Path path() {
        return path;
    }

    /// The account that made it.
    public String owner() {
        try {
            return Files.getOwner(path).getName();
        } catch (IOException e) {
            throw new FolderException("Could not read whose folder " + path + " is.", e);
        }
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    public Path makeFolder(String name) {
        return makeFolder(path.resolve(name));
    }

    /// The secret kept under this name, made now if there was none.
    public Secret secret(String name, SecureRandom random) {
        Path file = file(name);
        if (!Files.exists(file)) {
            write(file, Secret.random(random).text() + "\n");
        }
        return readSecret(name);
    }

    public Secret readSecret(String name) {
        try {
            return new Secret(Files.readString(file(name)).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new FolderException("The secret in " + file(name) + " cannot be read. Nothing more was changed.", e);
        }
    }

    /// Writes the settings, last of all.
    public void finish(Map<String, String> settings) {
        write(file(SETTINGS), text(settings));
    }

    /// Registers someone under this name; throws [FolderException] if another is registered so.
    public void register(String folder, String name, Map<String, String> facts) {
        Path file = makeFolder(folder).resolve(name + ".properties");
        if (Files.exists(file)) {
            if (!read(file).equals(facts)) {
                throw new FolderException(name + " is already registered in " + file + ", with another secret or"
                        + " name. If that one is gone for good, delete this file and give the command again.");
            }
            return;
        }
        write(file, text(facts));
    }

    public Map<String, String> settings() {
        return read(file(SETTINGS));
    }

    /// Writes a file that was not there before, for its owner only.
    public void write(String name, String text) {
        write(file(name), text);
    }

    private void write(Path file, String text) {
        try {
            Files.createFile(file, OWNER_ONLY_FILE);
            Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileAlreadyExistsException e) {
            throw new FolderException(file + " is already there. It was not changed.", e);
        } catch (IOException e) {
            throw new FolderException("Could not write " + file + ": no right to, or no room.", e);
        }
    }

    private Path makeFolder(Path folder) {
        try {
            return Files.isDirectory(folder) ? folder : Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        } catch (IOException e) {
            throw new FolderException("Could not make the folder " + folder + ".", e);
        }
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new FolderException("Could not read " + file + ".", e);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }

    /// Plain `key = value`: a backslash is the only character of a value that the reader would take for another.
    private static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
    }
}
