package org.doorstep.provisioning.folder;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorstep.firmware.files.WholeFile;

/// One program's folder. Its `settings.properties` is written last: where it stands, the folder is whole, and where a
/// command was interrupted before that, giving it again goes on with the secrets already made.
public final class Folder {
    public static final String SETTINGS = "settings.properties";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /// Stands in a folder from its beginning until it is whole: what is in it was made here, and may be made again.
    private static final String BEGUN = ".begun";

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
        folder.markAsBegun();
        return folder;
    }

    /// A folder made earlier; throws [FolderException] if it is not there, or is another kind of folder.
    public static Folder made(Path path, String kind) {
        return made(path, kind, "new");
    }

    /// The same for what another verb than `new` makes.
    public static Folder made(Path path, String kind, String verb) {
        Folder folder = new Folder(path);
        if (!Files.exists(folder.file(SETTINGS))) {
            throw new FolderException(path + " holds no settings: make it with `doorstep " + kind + " " + verb
                    + "`, or name another folder.");
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
        try {
            Files.deleteIfExists(file(BEGUN));
        } catch (IOException e) {
            throw new FolderException("Could not take " + file(BEGUN) + " away. All else is made.", e);
        }
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

    /// Adds a fact to what is registered under this name, or puts it in the place of the one of that kind; all others
    /// stay. Throws [FolderException] if nobody is registered so.
    public void registerAlso(String folder, String name, String kind, String fact) {
        Path file = path.resolve(folder).resolve(name + ".properties");
        if (!Files.exists(file)) {
            throw new FolderException(name + " is not registered in " + path + ". Nothing was changed.");
        }
        Map<String, String> facts = new TreeMap<>(read(file));
        if (fact.equals(facts.put(kind, fact))) {
            return;
        }
        try {
            WholeFile.replace(file, text(facts));
        } catch (IOException e) {
            throw new FolderException("Could not write " + file + ": no right to, or no room.", e);
        }
    }

    public Map<String, String> settings() {
        return read(file(SETTINGS));
    }

    /// Writes a file that was not there before, for its owner only.
    public void write(String name, String text) {
        write(file(name), text);
    }

    /// Writes a file whole, in the place of the one that is there: for what others told, not for secrets.
    public void writeOver(String name, String text) {
        try {
            WholeFile.replace(file(name), text);
        } catch (IOException e) {
            throw new FolderException("Could not write " + file(name) + ": no right to, or no room.", e);
        }
    }

    /// As [#write], but over what an interrupted command left in a folder that is not whole yet: for what is worked out
    /// anew each time, not for secrets.
    public void writeAnew(String name, String text) {
        if (!Files.exists(file(BEGUN))) {
            write(name, text);
            return;
        }
        try {
            WholeFile.replace(file(name), text);
        } catch (IOException e) {
            throw new FolderException("Could not write " + file(name) + ": no right to, or no room.", e);
        }
    }

    /// Not where somebody else's files are.
    private void markAsBegun() {
        try (Stream<Path> there = Files.list(path)) {
            if (there.findAny().isEmpty()) {
                WholeFile.create(file(BEGUN), "");
            }
        } catch (IOException e) {
            throw new FolderException("Could not begin the folder " + path + ": no right to, or no room.", e);
        }
    }

    private void write(Path file, String text) {
        try {
            WholeFile.create(file, text);
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
