package org.doorstep.system.campaign;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// What a house is fitted with before it is started, so that everything can be done to it that is permitted here: disks
/// of their own, clocks that can be bent, drawers with older cards, a stick, copies of each night. Where something is
/// not permitted or not wanted, there is none of it. To be closed after the house.
record Fittings(
        Map<Part, SmallDisk> disks,
        Map<Part, BentClock> clocks,
        Map<Part, Copies> drawers,
        Map<Part, Stick> sticks,
        Map<Part, List<String>> flags,
        NightlyCopies nights,
        HubAgain hubAgain)
        implements AutoCloseable {
    static final List<Part> KIOSKS = List.of(Part.KIOSK_1, Part.KIOSK_2);

    private static final Set<Kind> NEED_DISKS = EnumSet.of(Kind.POWER_CUT, Kind.DISK_FULL);
    private static final Set<Kind> BEND_THE_HUB = EnumSet.of(Kind.HUB_CLOCK_JUMP, Kind.HUB_REBOOT_1970);

    /// Where a second copy goes, and the sheet that opens it.
    record Stick(Path path, String sheet) {}

    /// What is to be fitted: `random` is for the ids of boots.
    record Order(Furnishing furnishing, Permits permits, QuickStarts starts, Set<Kind> kinds, Random random) {
        boolean any(Set<Kind> of) {
            return of.stream().anyMatch(kinds::contains);
        }
    }

    /// Beside the house, in `folder`, goes what is no part of it.
    static Fittings fit(TrialHouse house, Path folder, Programs programs, Order order, InstantSource clock) {
        Map<Part, SmallDisk> disks = new EnumMap<>(Part.class);
        Map<Part, BentClock> clocks = new EnumMap<>(Part.class);
        Map<Part, Copies> drawers = new EnumMap<>(Part.class);
        Map<Part, Stick> sticks = new EnumMap<>(Part.class);
        Map<Part, List<String>> flags = new EnumMap<>(Part.class);
        if (order.furnishing.secondCopy() && order.kinds.contains(Kind.SECOND_COPY)) {
            Path stick = folder.resolve("stick");
            Shell.run("mkdir", "-p", stick.toString());
            sticks.put(Part.HUB, new Stick(stick, HubAgain.makeReady(house, stick)));
        }
        for (Part part : List.of(Part.HUB, Part.KIOSK_1, Part.KIOSK_2)) {
            if (order.permits.disks() && order.any(NEED_DISKS)) {
                disks.put(part, SmallDisk.under(house.folder(part)));
            }
            if (order.permits.fakeTime().isPresent() && (part != Part.HUB || order.any(BEND_THE_HUB))) {
                Path library = order.permits.fakeTime().get();
                BentClock bent = new BentClock(library, folder, house.folder(part), order.random);
                clocks.put(part, bent);
                house.wrap(part, bent.wrap());
            }
        }
        if (order.kinds.contains(Kind.OLD_CARD)) {
            KIOSKS.forEach(kiosk ->
                    drawers.put(kiosk, new Copies(house.folder(kiosk), folder.resolve(kiosk.folder() + ".drawer"))));
        }
        Path unpacked = folder.resolve("unpacked");
        Shell.run("mkdir", "-p", unpacked.toString());
        for (Part part : house.parts()) {
            List<String> java = new ArrayList<>(order.starts.flags(part));
            // A program that is killed leaves its unpacked SQLite there; a hundred of them fill a small disk.
            java.add("-Dorg.sqlite.tmpdir=" + unpacked);
            flags.put(part, java);
            house.flags(part, java);
        }
        Path hub = house.folder(Part.HUB);
        return new Fittings(
                disks,
                clocks,
                drawers,
                sticks,
                flags,
                new NightlyCopies(hub.resolve("hub.db"), folder.resolve("nights"), clock),
                new HubAgain(programs, hub, folder, flags.get(Part.HUB)));
    }

    /// What was set up is on the disks, so that the first power cut finds a house that was furnished.
    void settle() {
        disks.values().forEach(SmallDisk::settle);
    }

    /// What somebody copied to this disk is on it: they took the card out properly.
    void settle(Part part) {
        if (disks.containsKey(part)) {
            disks.get(part).settle();
        }
    }

    /// The first copies, as soon as there is something to copy: an image that somebody made when the kiosk was new.
    void keepFirst() {
        drawers.values().forEach(Copies::keep);
        nights.keepIfItIsTime();
    }

    SmallDisk disk(Part part) {
        return disks.get(part);
    }

    BentClock clock(Part part) {
        return clocks.get(part);
    }

    /// The ids of all boots after the machine's own.
    Set<String> bootsMade() {
        Set<String> boots = new HashSet<>();
        clocks.values().forEach(clock -> boots.addAll(clock.bootsMade()));
        return boots;
    }

    @Override
    public void close() {
        disks.values().forEach(SmallDisk::close);
    }
}
