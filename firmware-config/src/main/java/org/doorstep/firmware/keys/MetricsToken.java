package org.doorstep.firmware.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.doorstep.firmware.files.WholeFile;

/// The secret by which `/metrics` answers: made at the program's first start, in a file of its folder that its
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
                WholeFile.replace(file, HexFormat.of().formatHex(secret) + "\n");
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
