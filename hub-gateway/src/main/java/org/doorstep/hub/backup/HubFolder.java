package org.doorstep.hub.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The small files beside the database: keys, settings, who the devices are. Without them a
/// restored database would know nobody's card. The database and the broker's own files are left
/// out.
record HubFolder(Path path) {
    /// A list of activities or a key has a few KB; what is larger is not ours.
    private static final long MOST_BYTES = 256_000;

    /// A thousand devices, and then it is no hub.
    private static final int MOST_FILES = 1_000;

    /// As deep as `identity/issuing/issued`: whom the hub gave which certificate.
    private static final int DEPTH = 4;

    /// Each file's name and what tells whether it has changed.
    Map<String, String> digests() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (Path file : files()) {
            digests.put(path.relativize(file).toString(), sha256(Files.readAllBytes(file)));
        }
        return digests;
    }

    byte[] content(String name) throws IOException {
        return Files.readAllBytes(path.resolve(name));
    }

    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(path, DEPTH)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (isOurs(file) && found.size() < MOST_FILES) {
                    found.add(file);
                }
            }
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    private boolean isOurs(Path file) throws IOException {
        Path name = path.relativize(file);
        return !name.startsWith("broker")
                && !name.startsWith("given")
                && !name.toString().startsWith("hub.db")
                && !name.toString().equals(CopyFolder.FORGOTTEN)
                && !name.toString().startsWith("sqlite-")
                && !name.toString().endsWith(".log")
                && Files.isRegularFile(file)
                && Files.size(file) <= MOST_BYTES;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
