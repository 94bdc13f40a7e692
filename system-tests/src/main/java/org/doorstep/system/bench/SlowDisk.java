package org.doorstep.system.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// A card that does twenty writes a second, as a worn SD card does: from a card at the reader to its welcome told to
/// the page, beside what one sync of one page takes there. A welcome stands for one commit, so it may take as long as
/// one, and what it takes on a quick disk, and no more.
final class SlowDisk implements Scenario {
    private static final int WRITES_A_SECOND = 20;
    private static final int UNHINDERED = 1_000_000;
    private static final int SYNCS = 40;
    private static final int UNCOUNTED = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Programs programs;

    SlowDisk(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        if (!ThrottledDisk.possible()) {
            return List.of(Finding.unmeasured(
                    "card to welcome on a slow disk",
                    "It takes root, loop devices and the block throttle of cgroup v1."));
        }
        int taps = extent.counts().slowTaps();
        TrialHouse house = ThroughBroker.house(extent, programs, "slow");
        // The house is closed first: nobody may have a file open on a disk that is taken away.
        try (ThrottledDisk disk = ThrottledDisk.under(house.folder(Part.KIOSK_1), UNHINDERED);
                house) {
            Samples quick = welcomes(house, extent, taps, "quick");
            disk.slowTo(WRITES_A_SECOND);
            Samples sync = syncs(disk, house);
            house.wrap(Part.KIOSK_1, disk.words());
            Samples slow = welcomes(house, extent, taps, "slow");
            Samples one = new Samples(new double[] {sync.median() + quick.median()});
            return List.of(
                    Finding.tail("quick disk: card to welcome told", "ms", quick),
                    Finding.tail("%d writes/s: one sync of one page".formatted(WRITES_A_SECOND), "ms", sync),
                    new Finding(
                            "%d writes/s: card to welcome told".formatted(WRITES_A_SECOND),
                            "ms",
                            slow,
                            new Limit.AtMostTimes(1.1, "one sync, and a quick disk's welcome", one)),
                    Finding.tail("%d writes/s: the same, its tail".formatted(WRITES_A_SECOND), "ms", slow));
        }
    }

    private static Samples welcomes(TrialHouse house, Extent extent, int taps, String which) throws Exception {
        house.start(Part.KIOSK_1);
        Random cards = extent.random("cards " + which);
        List<Double> millis = new ArrayList<>();
        try (KioskHand hand = new KioskHand(house.url(Part.KIOSK_1))) {
            hand.look();
            for (int i = 0; i < taps + UNCOUNTED; i++) {
                hand.blink();
                long begun = System.nanoTime();
                hand.card("%010d".formatted(1_000_000_000L + cards.nextInt(1_000_000_000)));
                if (hand.shown(PATIENCE).isEmpty()) {
                    throw new IllegalStateException("Nothing was shown within " + PATIENCE.toSeconds() + " s.");
                }
                if (i >= UNCOUNTED) {
                    millis.add((System.nanoTime() - begun) / 1e6);
                }
            }
        } finally {
            house.stop(Part.KIOSK_1);
        }
        extent.progress().say("  %s disk: %d taps".formatted(which, taps));
        return new Samples(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Samples syncs(ThrottledDisk disk, TrialHouse house) {
        List<String> command = new ArrayList<>(disk.words());
        command.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                ThrottledDisk.class.getName(),
                house.folder(Part.KIOSK_1).toString(),
                Integer.toString(SYNCS)));
        try (Program program =
                Program.start("syncs", command, house.folder(Part.HUB).resolve("syncs.log"))) {
            program.awaitReady(TrialHouse.STARTING);
            List<Double> millis = new ArrayList<>();
            for (int i = 1; i <= SYNCS; i++) {
                millis.add(Double.parseDouble(program.said("sync-" + i).orElseThrow()));
            }
            return new Samples(millis.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
