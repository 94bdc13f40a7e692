package org.doorstep.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A set-aside database as pages, each for itself: what a broken root or a missing page would keep SQLite from reaching
/// is still read here. Every version of a page is read, in the file and in the log: rows that are never changed may be
/// whole in one and damaged in another. After "Database File Format" in SQLite's own description.
///
/// sqlite-jdbc offers neither `.recover` nor the page table that it needs.
final class Wreck {
    /// Of every database that we make; used where the file no longer says so.
    static final int PAGE_SIZE = 4096;

    private static final int MOST_OVERFLOWS = 256;

    private final Path file;
    private final Map<Long, Long> newestInLog = new HashMap<>();
    private FileChannel main;
    private FileChannel log;
    private int pageSize = PAGE_SIZE;
    private int unreadable;

    Wreck(Path file) {
        this.file = file;
    }

    int read(Consumer<List<Object>> each) {
        Path logFile = Path.of(file + "-wal");
        try (FileChannel mainChannel = openIfThere(file);
                FileChannel logChannel = openIfThere(logFile)) {
            main = mainChannel;
            log = logChannel;
            List<WriteAheadLog.Frame> frames = List.of();
            if (log != null) {
                WriteAheadLog parsed = new WriteAheadLog(logFile);
                frames = parsed.committed();
                pageSize = frames.isEmpty() ? PAGE_SIZE : parsed.pageSize();
            }
            pageSize = statedPageSize().orElse(pageSize);
            frames.forEach(frame -> newestInLog.put((long) frame.page(), frame.offset()));
            long pages = main == null ? 0 : (main.size() + pageSize - 1) / pageSize;
            for (long number = 1; number <= pages; number++) {
                records(page(main, (number - 1) * pageSize), number == 1, each);
            }
            for (WriteAheadLog.Frame frame : frames) {
                records(page(log, frame.offset()), frame.page() == 1, each);
            }
            return unreadable;
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.CANNOT_WRITE, "Could not read " + file.getFileName() + ".", e);
        }
    }

    private void records(ByteBuffer page, boolean first, Consumer<List<Object>> each) {
        new WreckPage(page, first, this::overflow).records(each);
    }

    /// The bytes that go on from a page, so many of them; fewer if they cannot be had.
    private byte[] overflow(long firstPage, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        long number = firstPage;
        for (int i = 0; i < MOST_OVERFLOWS && bytes.hasRemaining() && number > 0; i++) {
            Long inLog = newestInLog.get(number);
            ByteBuffer page = inLog == null ? page(main, (number - 1) * pageSize) : page(log, inLog);
            number = Integer.toUnsignedLong(page.getInt(0));
            bytes.put(page.slice(4, Math.min(pageSize - 4, bytes.remaining())));
        }
        return bytes.hasRemaining() ? new byte[0] : bytes.array();
    }

    /// Zeros where the file ends early or the disk gives nothing.
    private ByteBuffer page(FileChannel channel, long offset) {
        ByteBuffer page = ByteBuffer.allocate(pageSize);
        if (channel != null) {
            try {
                while (page.hasRemaining() && channel.read(page, offset + page.position()) > 0) {
                    // Until it is full or the file ends.
                }
            } catch (IOException e) {
                unreadable++;
            }
        }
        return page.position(pageSize).flip();
    }

    private Optional<Integer> statedPageSize() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(18);
        if (main == null || main.read(header, 0) < header.capacity()) {
            return Optional.empty();
        }
        int stated = Short.toUnsignedInt(header.getShort(16));
        boolean possible = stated >= 512 && Integer.bitCount(stated) == 1;
        return possible ? Optional.of(stated) : Optional.empty();
    }

    private static FileChannel openIfThere(Path file) throws IOException {
        return Files.exists(file) ? FileChannel.open(file, StandardOpenOption.READ) : null;
    }
}
