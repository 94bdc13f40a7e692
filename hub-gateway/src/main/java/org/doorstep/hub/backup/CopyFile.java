package org.doorstep.hub.backup;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import org.doorstep.firmware.keys.RecoveryKey;

/// One copy as it is written: a [Round] at a time, each on the disk and read back before it counts. What a failed round
/// left behind is cut off by the next. For one thread.
final class CopyFile {
    private static final String UNFINISHED = ".part";

    private final SealedFrames frames;
    private final Path finished;
    private Path file;
    private long length;
    private byte[] chain;

    private CopyFile(Path finished, SealedFrames frames) {
        this.finished = finished;
        this.file = Path.of(finished + UNFINISHED);
        this.frames = frames;
    }

    /// Begins a file that bears its name only when [#publish] is called.
    static CopyFile begin(Path path, SealedFrames.Head head, RecoveryKey recovery, SecureRandom random)
            throws IOException {
        SealedFrames.Begun begun = SealedFrames.begin(head, recovery, random);
        CopyFile copy = new CopyFile(path, begun.frames());
        try (FileChannel channel = FileChannel.open(
                copy.file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeAll(channel, begun.head());
        }
        copy.length = begun.head().length;
        copy.chain = SealedFrames.after(new byte[32], begun.head());
        return copy;
    }

    /// It is whole: gives it its name.
    void publish() throws IOException {
        Files.move(file, finished, StandardCopyOption.ATOMIC_MOVE);
        file = finished;
        syncFolder();
    }

    boolean isThere() {
        try {
            return Files.size(file) >= length;
        } catch (IOException e) {
            return false;
        }
    }

    long length() {
        return length;
    }

    Path path() {
        return file;
    }

    Round round() throws IOException {
        return new Round();
    }

    /// What is written together. It counts when [#finish] returns; closed before that, nothing of it does.
    final class Round implements AutoCloseable {
        private final FileChannel channel;
        private byte[] chainNow = chain;
        private long lengthNow = length;

        private Round() throws IOException {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            channel.truncate(length);
            channel.position(length);
        }

        void add(boolean point, List<CopyRecord> records) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                for (CopyRecord each : records) {
                    each.writeTo(out);
                }
            }
            byte[] frame = frames.seal(chainNow, point, bytes.toByteArray());
            writeAll(channel, frame);
            chainNow = SealedFrames.after(chainNow, frame);
            lengthNow += frame.length;
        }

        /// Throws IOException if what stands on the disk is not what was written.
        void finish() throws IOException {
            channel.force(true);
            if (!MessageDigest.isEqual(readBack(), chainNow)) {
                throw new IOException("What was written could not be read back.");
            }
            chain = chainNow;
            length = lengthNow;
        }

        private byte[] readBack() throws IOException {
            byte[] value = chain;
            try (InputStream disk = new FromTheDisk(file, length);
                    DataInputStream in = new DataInputStream(new BufferedInputStream(disk))) {
                for (long at = length; at < lengthNow; ) {
                    byte[] head = in.readNBytes(SealedFrames.HEAD_BYTES);
                    int rest = head.length < SealedFrames.HEAD_BYTES
                            ? -1
                            : ByteBuffer.wrap(head).getInt();
                    if (rest < 0 || rest > SealedFrames.MOST_BYTES) {
                        return new byte[0];
                    }
                    byte[] frame = new byte[SealedFrames.HEAD_BYTES + rest];
                    System.arraycopy(head, 0, frame, 0, head.length);
                    if (in.readNBytes(frame, head.length, rest) < rest) {
                        return new byte[0];
                    }
                    value = SealedFrames.after(value, frame);
                    at += frame.length;
                }
            }
            return value;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// So that the new name is on the disk too.
    private void syncFolder() {
        try (FileChannel folder = FileChannel.open(finished.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Not every file system lets a folder be synced; then the name is there a little later.
        }
    }
}
