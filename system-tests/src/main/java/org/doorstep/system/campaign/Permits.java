package org.doorstep.system.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What this machine permits: the clock that can be bent, and for each kind of fault that cannot be done here, why not.
record Permits(Optional<Path> fakeTime, boolean disks, boolean reboots, Map<Kind, String> notHere) {
    private static final List<Path> FAKE_TIME = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    private static final String NO_DISKS = "a loop device cannot be mounted here (it takes root)";
    private static final String NO_FAKETIME = "libfaketime is not installed (Debian: faketime)";
    private static final String NO_REBOOTS = "it takes libfaketime and namespaces of mounts and time (root)";

    /// `ownNetwork`: whether this process was started in a network namespace of its own.
    static Permits look(boolean ownNetwork) throws IOException {
        Optional<Path> fakeTime = FAKE_TIME.stream().filter(Files::exists).findFirst();
        boolean disks = SmallDisk.possible();
        boolean reboots = fakeTime.isPresent() && Shell.tolerate("unshare", "-m", "-T", "--boottime", "1", "true");
        Map<Kind, String> notHere = new EnumMap<>(Kind.class);
        if (!disks) {
            notHere.put(Kind.POWER_CUT, NO_DISKS);
            notHere.put(Kind.DISK_FULL, NO_DISKS);
        }
        if (fakeTime.isEmpty()) {
            notHere.put(Kind.CLOCK_JUMP, NO_FAKETIME);
            notHere.put(Kind.HUB_CLOCK_JUMP, NO_FAKETIME);
        }
        if (!reboots) {
            notHere.put(Kind.REBOOT_1970, NO_REBOOTS);
            notHere.put(Kind.HUB_REBOOT_1970, NO_REBOOTS);
        }
        if (!ownNetwork || !PacketFilter.works()) {
            notHere.put(Kind.PACKETS_LOST, "it takes a network namespace of its own (root) and nftables");
        }
        return new Permits(fakeTime, disks, reboots, notHere);
    }
}
