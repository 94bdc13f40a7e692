package org.doorstep.system.bench;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.system.trial.InventedDays;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.ToldClock;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;

/// A kiosk's outbox in a process of its own that takes events in as fast as it can keep them, to be killed when it has
/// said that it has the last of them.
///
/// Arguments: the kiosk's folder, the hub's keys, the seed, the first day, the zone, how many. It says `ready`, and
/// `accepted` when all are on the disk. Ends with its standard input.
final class AcceptAlone {
    /// As many as Mosquitto lets a client have on the way at once: both may sync several together.
    static final int WINDOW = 20;

    private static final int PASSES = 600;

    private AcceptAlone() {}

    public static void main(String[] args) throws Exception {
        ZoneId zone = ZoneId.of(args[4]);
        LocalDate first = LocalDate.parse(args[3]);
        long seed = Long.parseLong(args[2]);
        int events = Integer.parseInt(args[5]);
        InventedDays days = days(KeyFiles.read(Path.of(args[1])), seed, first, zone);
        ToldClock clock = new ToldClock(first.atStartOfDay(zone).toInstant());
        Source source = new Source(new HubId(TrialHouse.HUB), new DeviceId(Part.KIOSK_1.folder()));
        try (KioskStore store = KioskStore.open(Path.of(args[0]), source, clock, new Random(seed))) {
            System.out.println("ready " + InstantSource.system().instant());
            Deque<CompletableFuture<Boolean>> underWay = new ArrayDeque<>();
            for (int i = 0; i < events; i++) {
                if (underWay.size() == WINDOW) {
                    underWay.remove().join();
                }
                underWay.add(store.database().submit(transaction -> {
                    Drain.appendNext(store, transaction, days, clock);
                    return true;
                }));
            }
            underWay.forEach(CompletableFuture::join);
            System.out.println("accepted all");
            while (System.in.read() >= 0) {
                // Waits to be killed.
            }
        }
    }

    /// The same days for whoever has the same seed.
    static InventedDays days(KeyFiles keys, long seed, LocalDate first, ZoneId zone) {
        TrialPasses passes = new TrialPasses(seed, keys);
        return new InventedDays(first, zone, PASSES, passes::pass, passes.keyId(), new Random(seed));
    }
}
