package org.doorstep.kiosk.hardware.usb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/// A named pipe that stands for a device under `/dev/input`: real files, real polls and reads, and no grab.
final class DeviceFile implements AutoCloseable {
    private final Path path;
    private RandomAccessFile writer;

    DeviceFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    void plugIn() throws IOException, InterruptedException {
        if (writer == null) {
            int exit = new ProcessBuilder("mkfifo", path.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException("mkfifo ended with " + exit);
            }
            // Open for both, so that opening does not wait for the reader.
            writer = new RandomAccessFile(path.toFile(), "rw");
        }
    }

    /// The name goes first, or the reader could open the pipe once more and wait for ever for a writer.
    void unplug() throws IOException {
        if (writer != null) {
            Files.delete(path);
            writer.close();
            writer = null;
        }
    }

    void write(byte[] bytes) throws IOException {
        writer.write(bytes);
    }

    @Override
    public void close() throws IOException {
        unplug();
    }
}
