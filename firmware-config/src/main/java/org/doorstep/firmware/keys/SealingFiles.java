package org.doorstep.firmware.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.doorstep.firmware.files.WholeFile;

/// A hub's sealing keys as files that come and go: a new one beside the others, for its owner only,
/// and one that is destroyed. A name is used once; the newest is never destroyed. Whoever was cut off
/// between overwriting one and taking it away has a file of zeros, which is no key and no fault.
public final class SealingFiles {
    static final String KIND = "sealing";

    private final Path folder;

    /// `folder`: the hub's `keys`.
    public SealingFiles(Path folder) {
        this.folder = folder;
    }

    /// All that are there, the newest last. Throws [KeyFileException] if there is none, or one is
    /// not of the form.
    public List<KeyPairBytes> all() {
        try {
            return KeyFiles.each(folder, KIND, KeyFiles::pairOf);
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFileException("The sealing keys in " + folder + " cannot be read.", e);
        }
    }

    /// A new pair, on the disk when this returns.
    public KeyPairBytes makeNext(SecureRandom random) {
        String id = String.format("%04x", Integer.parseInt(all().getLast().id(), 16) + 1);
        try {
            WholeFile.create(file(id), KeyFiles.pair("X25519", random));
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyFileException(
                    "Could not make a sealing key in " + folder + ": no right to write, or no room.", e);
        }
        return all().getLast();
    }

    /// Whoever is enrolled from these files from now on is told that key and no newer one.
    public void tell(String id) {
        Path file = folder.resolve(KeyFiles.TOLD);
        try {
            if (!Files.exists(file) || !Files.readString(file).strip().equals(id)) {
                WholeFile.replace(file, id + "\n");
            }
        } catch (IOException e) {
            throw new KeyFileException("Which sealing key is told could not be written to " + file + ".", e);
        }
    }

    /// Overwrites the file and takes it away. What the file system or a flash card has moved
    /// elsewhere is beyond it. One that is gone already is left alone.
    public void destroy(String id) {
        Path file = file(id);
        try {
            if (!Files.exists(file)) {
                return;
            }
            if (all().getLast().id().equals(id)) {
                throw new IllegalArgumentException("The newest sealing key is in use.");
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer nothing = ByteBuffer.allocate((int) channel.size());
                while (nothing.hasRemaining()) {
                    channel.write(nothing);
                }
                channel.force(true);
            }
            Files.delete(file);
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        } catch (NoSuchFileException e) {
            // Somebody else was first.
        } catch (IOException e) {
            throw new KeyFileException("The sealing key " + file + " could not be destroyed.", e);
        }
    }

    /// Takes away what was overwritten when the program was cut off.
    public void takeAwayOverwritten() {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                if (KeyFiles.isOf(KIND, file) && isOverwritten(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new KeyFileException("What is left of a destroyed sealing key could not be taken away.", e);
        }
    }

    /// Nothing but zeros, as [#destroy] leaves it for a moment.
    static boolean isOverwritten(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (byte one : bytes) {
            if (one != 0) {
                return false;
            }
        }
        return bytes.length > 0;
    }

    private Path file(String id) {
        return folder.resolve(KIND + "-" + id + ".properties");
    }
}
