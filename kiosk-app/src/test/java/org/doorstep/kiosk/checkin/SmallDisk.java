package org.doorstep.kiosk.checkin;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// An ext4 file system of 12 MB in a file, mounted: a disk that can be filled, break and lose its right to be written.
/// Where this may not be done (not root, no loop devices) the test is skipped and says so.
final class SmallDisk implements AutoCloseable {
    private static final int BYTES = 12 * 1024 * 1024;
    private static final int STEP = 64 * 1024;

    private final Path image;
    private final Path mounted;

    SmallDisk(Path folder) throws IOException {
        image = folder.resolve("disk.img");
        mounted = Files.createDirectories(folder.resolve("disk"));
        Files.write(image, new byte[BYTES]);
        // With blocks as large as a page of memory, as on a card: SQLite makes sure of each page of its index by one
        // byte, and of smaller blocks the rest would be found wanting only as it is written, by a signal.
        assumeTrue(run("mkfs.ext4", "-q", "-F", "-m", "0", "-b", "4096", image.toString()), "no mkfs.ext4 here");
        mount();
    }

    Path folder() {
        return mounted;
    }

    void fill() throws IOException {
        try (var out = Files.newOutputStream(mounted.resolve("filler"))) {
            for (int i = 0; i < BYTES / STEP; i++) {
                out.write(new byte[STEP]);
            }
        } catch (IOException e) {
            // Full, which is what was wanted.
        }
    }

    void empty() throws IOException {
        Files.delete(mounted.resolve("filler"));
    }

    /// As ext4 itself does after an error, with files open.
    boolean becomeReadOnly() {
        return run("mount", "-o", "remount,abort", mounted.toString());
    }

    /// Every read and write that reaches the disk is an I/O error from here on (FS_IOC_SHUTDOWN).
    boolean fail() {
        return run(
                "python3",
                "-c",
                "import fcntl,os,struct;fd=os.open('" + mounted
                        + "',os.O_RDONLY);fcntl.ioctl(fd,0x8004587d,struct.pack('I',2))");
    }

    void mount() {
        assumeTrue(run("mount", "-o", "loop", image.toString(), mounted.toString()), "mounting is not permitted here");
    }

    void unmount() {
        run("umount", mounted.toString());
    }

    @Override
    public void close() {
        unmount();
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
