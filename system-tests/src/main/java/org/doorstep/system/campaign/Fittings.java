package org.doorstep.system.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// What a house is fitted with before it is started, so that everything can be done to it that is permitted here: disks
/// of their own, clocks that can be bent, drawers with older states. To be closed after the house.
record Fittings(Map<Part, SmallDisk> disks, Map<Part, BentClock> clocks, Map<Part, Copies> drawers)
        implements AutoCloseable {
    static final List<Part> KIOSKS = List.of(Part.KIOSK_1, Part.KIOSK_2);

    /// Beside the house, in `folder`, goes what is no part of it.
    static Fittings fit(TrialHouse house, Path folder, Permits permits, QuickStarts starts, Set<Kind> kinds) {
        Map<Part, SmallDisk> disks = new EnumMap<>(Part.class);
        Map<Part, BentClock> clocks = new EnumMap<>(Part.class);
        Map<Part, Copies> drawers = new EnumMap<>(Part.class);
        Set<Kind> needDisks = EnumSet.of(Kind.POWER_CUT, Kind.DISK_FULL);
        needDisks.retainAll(kinds);
        for (Part part : List.of(Part.HUB, Part.KIOSK_1, Part.KIOSK_2)) {
            if (permits.disks() && !needDisks.isEmpty()) {
                disks.put(part, SmallDisk.under(house.folder(part)));
            }
            String database = part == Part.HUB ? "hub.db" : "kiosk.db";
            drawers.put(part, new Copies(house.folder(part), database, folder.resolve(part.folder() + ".drawer")));
        }
        for (Part part : KIOSKS) {
            permits.fakeTime().ifPresent(library -> {
                BentClock clock = new BentClock(library, folder, house.folder(part));
                clocks.put(part, clock);
                house.wrap(part, clock.wrap());
            });
        }
        for (Part part : house.parts()) {
            List<String> flags = new ArrayList<>(starts.flags(part));
            // A program that is killed leaves its unpacked SQLite there; a hundred of them fill a small disk.
            flags.add("-Dorg.sqlite.tmpdir=" + unpacked(folder));
            house.flags(part, flags);
        }
        return new Fittings(disks, clocks, drawers);
    }

    /// What was set up is on the disks, so that the first power cut finds a house that was furnished.
    void settle() {
        disks.values().forEach(SmallDisk::settle);
    }

    SmallDisk disk(Part part) {
        return disks.get(part);
    }

    BentClock clock(Part part) {
        return clocks.get(part);
    }

    Copies drawer(Part part) {
        return drawers.get(part);
    }

    private static Path unpacked(Path folder) {
        Path unpacked = folder.resolve("unpacked");
        Shell.run("mkdir", "-p", unpacked.toString());
        return unpacked;
    }

    @Override
    public void close() {
        disks.values().forEach(SmallDisk::close);
    }
}
