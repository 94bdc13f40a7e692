package org.doorstep.hub.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file read past the page cache where the file system allows it: what was just written is otherwise read back from
/// memory, which proves nothing about the stick. Where it does not allow it, an ordinary reading. For one thread.
final class FromTheDisk extends InputStream {
    private static final int BLOCKS = 64;

    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final int block;

    FromTheDisk(Path file, long from) throws IOException {
        block = Math.toIntExact(Math.clamp(Files.getFileStore(file).getBlockSize(), 512, 1 << 16));
        channel = open(file);
        buffer = ByteBuffer.allocateDirect(block * (BLOCKS + 1))
                .alignedSlice(block)
                .limit(0);
        try {
            channel.position(from - from % block);
            for (long skip = from % block; skip > 0; skip--) {
                if (read() < 0) {
                    break;
                }
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        return buffer.hasRemaining() || fill() ? Byte.toUnsignedInt(buffer.get()) : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!buffer.hasRemaining() && !fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean fill() throws IOException {
        if (channel.position() % block != 0) {
            // The last block of the file was short: this is its end.
            buffer.limit(0);
            return false;
        }
        buffer.clear();
        int count = channel.read(buffer.limit(block * BLOCKS));
        buffer.flip();
        return count > 0;
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, direct());
        } catch (UnsupportedOperationException | IOException | ClassNotFoundException e) {
            return FileChannel.open(file, StandardOpenOption.READ);
        }
    }

    /// The JDK's own option for it, by name: javac warns of whoever names its class, and here warnings are errors.
    private static OpenOption direct() throws ClassNotFoundException {
        for (Object option :
                Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
            if (option.toString().equals("DIRECT") && option instanceof OpenOption direct) {
                return direct;
            }
        }
        throw new UnsupportedOperationException("This JDK has no direct reading.");
    }
}
