package org.doorstep.firmware.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A small file, for its owner alone unless it says otherwise, that is there whole or not at all: a kill, a cut in
/// the power or a full disk on the way leaves what was there before. It is written beside its place, forced to the
/// disk, and only then given its name; what an interrupted write leaves beside it ends in `.part`, and the next write
/// takes it away.
public final class WholeFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<Set<PosixFilePermission>> FOR_ALL =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

    private WholeFile() {}

    /// Throws FileAlreadyExistsException, and changes nothing, if there is one of that name.
    public static void create(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path part = write(file, StandardCharsets.UTF_8.encode(text), OWNER_ONLY);
        try {
            link(file, part);
            force(file.toAbsolutePath().getParent());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Takes the place of the one that is there, if there is one.
    public static void replace(Path file, String text) throws IOException {
        replace(file, StandardCharsets.UTF_8.encode(text), OWNER_ONLY);
    }

    /// The same of bytes that are no text.
    public static void replace(Path file, byte[] content) throws IOException {
        replace(file, ByteBuffer.wrap(content), OWNER_ONLY);
    }

    /// The same for everybody to read: what is signed, and taken to a machine where the reader has another account.
    public static void replaceForAll(Path file, byte[] content) throws IOException {
        replace(file, ByteBuffer.wrap(content), FOR_ALL);
    }

    private static void replace(Path file, ByteBuffer content, FileAttribute<Set<PosixFilePermission>> rights)
            throws IOException {
        Path part = write(file, content, rights);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        force(file.toAbsolutePath().getParent());
    }

    /// A second name for the same bytes: unlike a move it is refused where somebody was there first. File systems that
    /// know no second names, such as a stick's, get the move; there a race of two commands is not guarded against.
    private static void link(Path file, Path part) throws IOException {
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path write(Path file, ByteBuffer content, FileAttribute<Set<PosixFilePermission>> rights)
            throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        Files.deleteIfExists(part);
        try (FileChannel channel =
                FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        return part;
    }

    /// Else a cut in the power could take the name away again.
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
