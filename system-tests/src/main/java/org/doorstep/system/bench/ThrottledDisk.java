package org.doorstep.system.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.doorstep.system.campaign.SmallDisk;

/// A disk that does so many writes a second for whoever is put into its group: ext4 in a file, through a loop device,
/// which the kernel's block throttle (cgroup v1, `blkio.throttle.write_iops_device`) holds back for the processes of
/// that group alone. Closing it lets it go.
final class ThrottledDisk implements AutoCloseable {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup/blkio");

    private final SmallDisk disk;
    private final Path group;

    private ThrottledDisk(SmallDisk disk, Path group) {
        this.disk = disk;
        this.group = group;
    }

    static boolean possible() throws IOException {
        return SmallDisk.possible() && Files.exists(GROUPS.resolve("blkio.throttle.write_iops_device"));
    }

    /// Puts that folder on it, with all that is in it.
    static ThrottledDisk under(Path folder, int writesASecond) {
        SmallDisk disk = SmallDisk.under(folder);
        Path group = GROUPS.resolve("doorstep-bench-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(group);
        } catch (IOException e) {
            disk.close();
            throw new UncheckedIOException("The kernel would make no group to slow the disk down for.", e);
        }
        ThrottledDisk throttled = new ThrottledDisk(disk, group);
        throttled.slowTo(writesASecond);
        return throttled;
    }

    /// From now on.
    void slowTo(int writesASecond) {
        try {
            Files.writeString(
                    group.resolve("blkio.throttle.write_iops_device"), disk.device() + " " + writesASecond + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The kernel would not slow the disk down.", e);
        }
    }

    /// What a command must stand behind to be held back; it gives way to the program.
    List<String> words() {
        return List.of("/bin/sh", "-c", "echo $$ > " + group.resolve("cgroup.procs") + " && exec \"$@\"", "sh");
    }

    @Override
    public void close() {
        disk.close();
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            throw new UncheckedIOException("The group of the slow disk could not be taken away.", e);
        }
    }

    /// Writes and syncs one page after another in this folder, over what is there, and says how long each took.
    /// Its own main, since only a process of the group is held back.
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0], "syncs");
        int count = Integer.parseInt(args[1]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(4096);
            for (int i = 0; i <= count; i++) {
                page.clear();
                long begun = System.nanoTime();
                channel.write(page, 0);
                channel.force(false);
                if (i > 0) {
                    System.out.println("sync-" + i + " " + (System.nanoTime() - begun) / 1e6);
                }
            }
        }
        Files.delete(file);
        System.out.println("ready all");
    }
}
