package org.doorstep.system.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// The wall clock of one kiosk or of the hub, bent by libfaketime while it runs; what counts from the boot stays the
/// kernel's, as it does on a real board. For one thread.
final class BentClock {
    private static final Path UPTIME = Path.of("/proc/uptime");

    /// As if all that passes until the program runs were the reboot's: a start cannot have begun before the end of the
    /// one before it, which the hub reckons with, and the campaign leaves no more between them.
    private static final int SECONDS_SINCE_BOOT = 0;

    /// In a namespace of mounts of its own: the disks of the other programs are let go, or they could not be taken off
    /// while this one runs; then the boot id, which a new boot has and a restart has not, is bound over
    /// the kernel's.
    private static final String NEW_BOOT = """
            while read -r _ at _; do
              case $at in "$1") ;; "$0"/*) umount "$at" ;; esac
            done < /proc/mounts
            mount --bind "$2" /proc/sys/kernel/random/boot_id
            shift 2
            exec "$@"
            """;

    private final Path house;
    private final Path own;
    private final Path library;
    private final Path told;
    private final Path bootId;
    private final Random random;
    private final List<String> bootsMade = new CopyOnWriteArrayList<>();

    /// Of the program in the folder `own`, which is in the folder `house`. Its boot ids come from `random`.
    BentClock(Path library, Path house, Path own, Random random) {
        this.random = random;
        this.library = library;
        this.house = house;
        this.own = own;
        this.told = Path.of(own + ".clock");
        this.bootId = Path.of(own + ".boot-id");
        rightTime();
    }

    /// So many years from the truth, at once.
    void jump(int years) {
        write(told, "%+dy".formatted(years));
    }

    void rightTime() {
        write(told, "+0");
    }

    /// The next start begins the year 1970.
    void startIn1970() {
        write(told, "@1970-01-01 00:00:10");
    }

    /// What a program stands behind to see this clock. Without the last, every timed wait of the JVM (which is on
    /// CLOCK_MONOTONIC, not faked here) ends at once, and the program does nothing but wait.
    List<String> wrap() {
        return List.of(
                "/usr/bin/env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + told,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    /// The same, as after a reboot a moment ago: another boot id, and CLOCK_BOOTTIME near nothing.
    List<String> wrapAfterReboot() {
        String boot = new UUID(random.nextLong(), random.nextLong()).toString();
        bootsMade.add(boot);
        write(bootId, boot);
        List<String> reboot = new ArrayList<>(List.of(
                "/usr/bin/unshare",
                "-m",
                "-T",
                "--boottime",
                Long.toString(SECONDS_SINCE_BOOT - uptimeSeconds()),
                "/bin/sh",
                "-c",
                NEW_BOOT,
                house.toString(),
                own.toString(),
                bootId.toString()));
        reboot.addAll(wrap());
        return reboot;
    }

    /// The id of each boot that was made so.
    List<String> bootsMade() {
        return List.copyOf(bootsMade);
    }

    private static long uptimeSeconds() {
        try {
            return (long) Double.parseDouble(Files.readString(UPTIME).split(" ")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In one step, so that a program never reads half a time.
    private static void write(Path file, String text) {
        try {
            Path next = Path.of(file + ".next");
            Files.writeString(next, text + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
