package org.doorstep.hub.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.doorstep.relay.store.OwnersFile;

/// The secret by which `/metrics` answers: made at the hub's first start, in a file of its folder that its
/// owner alone may read. To change it, delete the file and start again.
public record MetricsToken(String value) {
    private static final int BYTES = 32;

    /// Reads it, or makes it.
    public static MetricsToken in(Path folder, RandomGenerator random) {
        Path file = folder.resolve("metrics-token");
        try {
            if (Files.notExists(file)) {
                byte[] secret = new byte[BYTES];
                random.nextBytes(secret);
                try (FileChannel out = OwnersFile.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    out.write(ByteBuffer.wrap(
                            (HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.UTF_8)));
                }
            }
            return new MetricsToken(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read or made.", e);
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
