package org.doorstep.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// SQLite's write-ahead log as its bytes lie, after "WAL File Format" in SQLite's own description of its files.
///
/// SQLite reads a log to the first frame that is not right and takes that for the end. That is right after a power cut,
/// where the frame is the last; after a damaged byte it silently drops every commit behind it.
final class WriteAheadLog {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int MAGIC = 0x377f0682;

    /// The program cuts its log at 1 MB in any quiet moment; a gigabyte is not ours.
    private static final long MOST_BYTES = 1L << 30;

    private int pageSize;
    private boolean headerIsSound;
    private final List<Frame> frames = new ArrayList<>();

    /// `offset` is that of the page's bytes. `sound` compares with the frame before it as it says itself, so that one
    /// damaged frame does not make all behind it wrong.
    record Frame(int page, long offset, boolean commits, boolean sound) {}

    WriteAheadLog(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            read(channel);
        }
    }

    /// A page size of one of its frames; 0 if there is none.
    int pageSize() {
        return frames.isEmpty() ? 0 : pageSize;
    }

    /// The frames of this generation up to its last commit, sound or not; what lies behind was never promised.
    List<Frame> committed() {
        int end = frames.size();
        while (end > 0 && !frames.get(end - 1).commits()) {
            end--;
        }
        return frames.subList(0, end);
    }

    /// Whether a commit would be dropped in silence: one that SQLite would not come to, or that is itself damaged. A
    /// commit that a power cut tore looks the same; it was promised to nobody, and is salvaged too.
    boolean isDamaged() {
        List<Frame> committed = committed();
        return !committed.isEmpty() && (!headerIsSound || committed.stream().anyMatch(frame -> !frame.sound()));
    }

    private void read(FileChannel channel) throws IOException {
        long size = Math.min(channel.size(), MOST_BYTES);
        ByteBuffer header = at(channel, 0, HEADER);
        if (size < HEADER + FRAME_HEADER || header.remaining() < HEADER) {
            return;
        }
        boolean big = (header.getInt(0) & 1) == 1;
        int[] sum = checksum(new int[2], header, 0, 24, big);
        headerIsSound = (header.getInt(0) & ~1) == MAGIC && sum[0] == header.getInt(24) && sum[1] == header.getInt(28);
        pageSize = headerIsSound ? header.getInt(8) : Wreck.PAGE_SIZE;
        long salts = headerIsSound
                ? header.getLong(16)
                : at(channel, HEADER, FRAME_HEADER).getLong(8);
        int[] before = headerIsSound ? sum : new int[2];
        boolean interrupted = false;
        for (long at = HEADER; at + FRAME_HEADER + pageSize <= size; at += FRAME_HEADER + pageSize) {
            ByteBuffer frame = at(channel, at, FRAME_HEADER + pageSize);
            if (frame.remaining() < FRAME_HEADER + pageSize) {
                return;
            }
            int[] own = {frame.getInt(16), frame.getInt(20)};
            if (frame.getLong(8) == salts) {
                int[] expected = checksum(before, frame, 0, 8, big && headerIsSound);
                expected = checksum(expected, frame, FRAME_HEADER, pageSize, big && headerIsSound);
                boolean sound = !interrupted && expected[0] == own[0] && expected[1] == own[1];
                frames.add(new Frame(frame.getInt(0), at + FRAME_HEADER, frame.getInt(4) != 0, sound));
            } else {
                // An older generation's frames lie behind ours, so this is the end, or a damaged frame before more.
                interrupted = true;
            }
            before = own;
        }
    }

    private static int[] checksum(int[] from, ByteBuffer bytes, int at, int length, boolean big) {
        int one = from[0];
        int two = from[1];
        ByteBuffer words = bytes.duplicate().order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = at; i < at + length; i += 8) {
            one += words.getInt(i) + two;
            two += words.getInt(i + 4) + one;
        }
        return new int[] {one, two};
    }

    private static ByteBuffer at(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
            // Until it is full or the file ends.
        }
        return bytes.flip();
    }
}
