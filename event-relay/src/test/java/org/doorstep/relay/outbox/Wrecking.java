package org.doorstep.relay.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/// One thing that happens to a database file, by a seed.
enum Wrecking {
    BYTES_TURNED,
    BYTES_TURNED_IN_THE_LOG,
    PAGE_ZEROED,
    PAGE_OF_THE_LOG_ZEROED,
    FILE_CUT,
    LOG_CUT,
    LOG_DELETED;

    private static final int PAGE = 4096;

    /// Of these nobody may know how much there was.
    boolean cutsOff() {
        return this == FILE_CUT || this == LOG_CUT || this == LOG_DELETED;
    }

    /// A log whose very end is wiped out cannot be told from one that ended there: the last commit is gone unseen.
    long lostWithoutATrace() {
        return this == PAGE_OF_THE_LOG_ZEROED ? 1 : 0;
    }

    Consumer<Path> by(Random random) {
        return file -> {
            try {
                Path log = Path.of(file + "-wal");
                switch (this) {
                    case BYTES_TURNED -> turn(file, random);
                    case BYTES_TURNED_IN_THE_LOG -> turn(log, random);
                    case PAGE_ZEROED -> zero(file, random);
                    case PAGE_OF_THE_LOG_ZEROED -> zero(log, random);
                    case FILE_CUT -> cut(file, random);
                    case LOG_CUT -> cut(log, random);
                    case LOG_DELETED -> Files.deleteIfExists(log);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static void turn(Path file, Random random) throws IOException {
        byte[] bytes = bytes(file);
        if (bytes.length > 0) {
            int at = random.nextInt(bytes.length);
            for (int i = 0; i <= random.nextInt(8) && at + i < bytes.length; i++) {
                bytes[at + i] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(file, bytes);
        }
    }

    private static void zero(Path file, Random random) throws IOException {
        byte[] bytes = bytes(file);
        if (bytes.length >= PAGE) {
            int page = random.nextInt(bytes.length / PAGE);
            Arrays.fill(bytes, page * PAGE, (page + 1) * PAGE, (byte) 0);
            Files.write(file, bytes);
        }
    }

    private static void cut(Path file, Random random) throws IOException {
        byte[] bytes = bytes(file);
        if (bytes.length > 0) {
            Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }
}
