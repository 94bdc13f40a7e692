package org.doorstep.system.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder on a small file system of its own: ext4 in a file, mounted through a loop device, so that its power can be
/// cut and its space used up. For one thread, which must be root.
///
/// Cutting the power shuts the file system down without flushing its log (`FS_IOC_SHUTDOWN` with
/// `FS_IOC_SHUTDOWN_NOLOGFLUSH`, linux/fs.h and fs/ext4/ioctl.c): whatever was not synced is gone. What the kernel had
/// already handed to the file beneath stays, in order: a card that lies about what it has written is not shown by this.
public final class SmallDisk implements AutoCloseable {
    /// Room for a round's database and its log with much to spare, and little enough to be filled in a moment.
    private static final int MEGABYTES = 96;

    /// Perl is in every Debian, and can say an ioctl: the number, and NOLOGFLUSH as a 32-bit 2.
    private static final String SHUTDOWN =
            "open(my $f, '<', $ARGV[0]) or die $!; my $how = pack('L', 2); ioctl($f, 0x8004587d, $how) or die $!;";

    private static final int MOST_TRIES = 100;
    private static final long BETWEEN_TRIES_MILLIS = 50;

    private static final String FILLING = "filling";

    private final Path folder;
    private final Path image;

    private SmallDisk(Path folder, Path image) {
        this.folder = folder;
        this.image = image;
    }

    /// Whether this machine lets whoever runs this mount one. Tried, and not asked: root in a container may not.
    public static boolean possible() throws IOException {
        Path folder = Files.createTempDirectory("doorstep-disk");
        Path image = folder.resolve("image");
        Path here = Files.createDirectory(folder.resolve("here"));
        boolean can = Shell.tolerate("truncate", "-s", "4M", image.toString())
                && Shell.tolerate("/sbin/mkfs.ext4", "-q", "-F", image.toString())
                && Shell.tolerate("mount", "-o", "loop", image.toString(), here.toString());
        if (can) {
            Shell.run("umount", here.toString());
        }
        Shell.run("rm", "-r", folder.toString());
        return can;
    }

    /// Puts a new disk under this folder, with all that is in it.
    public static SmallDisk under(Path folder) {
        Path image = Path.of(folder + ".disk");
        Path before = Path.of(folder + ".before");
        Shell.run("truncate", "-s", MEGABYTES + "M", image.toString());
        Shell.run("/sbin/mkfs.ext4", "-q", "-m", "0", "-F", image.toString());
        Shell.run("mv", folder.toString(), before.toString());
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SmallDisk disk = new SmallDisk(folder, image);
        disk.mount();
        Shell.run("cp", "-a", before + "/.", folder.toString());
        Shell.run("rm", "-r", before.toString());
        disk.settle();
        return disk;
    }

    /// The numbers of the block device that it is mounted from, as the kernel writes them: `7:0`.
    public String device() {
        return Shell.say("findmnt", "-no", "MAJ:MIN", folder.toString());
    }

    /// Everything written so far is on it.
    void settle() {
        Shell.run("sync", "-f", folder.toString());
    }

    /// From now on nothing can be read or written. Whoever is writing is to be held still before: a sync that is under
    /// way is told that it succeeded, though what it waits for is thrown away, and no power cut lets anybody pass
    /// that on.
    public void cutPower() {
        Shell.run("perl", "-e", SHUTDOWN, folder.toString());
    }

    /// Mounts it again, which replays what its log has. Nobody may have a file of it open. A program that has just
    /// ended in a namespace of its own holds the disk for a moment longer, and then what is mounted is still dead.
    public void powerOn() throws InterruptedException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (Shell.tolerate("umount", folder.toString())) {
                mount();
                if (Shell.tolerate("touch", folder.resolve(".alive").toString())) {
                    return;
                }
            }
            Thread.sleep(BETWEEN_TRIES_MILLIS);
        }
        throw new IllegalStateException(folder + " could not be mounted again.");
    }

    /// Leaves no block free.
    void fill() {
        Shell.tolerate("dd", "if=/dev/zero", "of=" + folder.resolve(FILLING), "bs=1M", "status=none");
        Shell.tolerate("dd", "if=/dev/zero", "of=" + folder.resolve(FILLING + "-rest"), "bs=1K", "status=none");
    }

    void makeRoom() {
        Shell.run(
                "rm",
                "-f",
                folder.resolve(FILLING).toString(),
                folder.resolve(FILLING + "-rest").toString());
    }

    /// Takes the disk away and leaves what was on it in the folder, for whoever looks at it afterwards.
    @Override
    public void close() {
        Path after = Path.of(folder + ".after");
        Shell.run("cp", "-a", folder.toString(), after.toString());
        Shell.run("umount", folder.toString());
        Shell.run("rm", "-r", folder.toString(), image.toString());
        Shell.run("mv", after.toString(), folder.toString());
    }

    private void mount() {
        Shell.run("mount", "-o", "loop", image.toString(), folder.toString());
    }
}
