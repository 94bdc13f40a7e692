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

    /// `ownNetwork`: whether this process was started in a network namespace of its own.
    static Permits look(boolean ownNetwork) throws IOException {
        Optional<Path> fakeTime = FAKE_TIME.stream().filter(Files::exists).findFirst();
        boolean disks = SmallDisk.possible();
        boolean reboots = fakeTime.isPresent() && Shell.tolerate("unshare", "-m", "-T", "--boottime", "1", "true");
        Map<Kind, String> notHere = new EnumMap<>(Kind.class);
        if (!disks) {
            notHere.put(Kind.POWER_CUT, "a loop device cannot be mounted here (it takes root)");
            notHere.put(Kind.DISK_FULL, "a loop device cannot be mounted here (it takes root)");
        }
        if (fakeTime.isEmpty()) {
            notHere.put(Kind.CLOCK_JUMP, "libfaketime is not installed (Debian: faketime)");
        }
        if (!reboots) {
            notHere.put(Kind.REBOOT_1970, "it takes libfaketime and namespaces of mounts and time (root)");
        }
        if (!ownNetwork || !PacketFilter.works()) {
            notHere.put(Kind.PACKETS_LOST, "it takes a network namespace of its own (root) and nftables");
        }
        return new Permits(fakeTime, disks, reboots, notHere);
    }
}
