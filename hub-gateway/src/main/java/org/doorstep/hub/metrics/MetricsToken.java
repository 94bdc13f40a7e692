package org.doorstep.hub.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.doorstep.relay.store.OwnersFile;

/// The secret by which `/metrics` answers: made at the hub's first start, in a file of its folder that its
/// owner alone may read. To change it, delete the file and start again.
public record MetricsToken(String value) {
    private static final String FILE = "metrics-token";
    private static final int BYTES = 32;

    /// Reads it, or makes it. An empty file is what a power cut has left of one that was never used.
    public static MetricsToken in(Path folder, RandomGenerator random) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.notExists(file) || Files.size(file) == 0) {
                byte[] secret = new byte[BYTES];
                random.nextBytes(secret);
                write(folder, HexFormat.of().formatHex(secret) + "\n");
            }
            return new MetricsToken(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read or made.", e);
        }
    }

    /// Whole or not at all, and on the disk.
    private static void write(Path folder, String text) throws IOException {
        Path aside = folder.resolve(FILE + ".new");
        try (FileChannel out = OwnersFile.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Files.move(aside, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    public MetricsToken {
        if (value.length() < BYTES) {
            throw new IllegalArgumentException("The file metrics-token is too short: delete it, and it is made anew.");
        }
    }

    @Override
    public String toString() {
        return "a token";
    }
}
