package org.doorstep.system.bench;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.InventedDays;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.ToldClock;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;

/// A kiosk that has been alone for most of a year finds its hub: everything it kept is sent and counted, each once,
/// while the hub is killed and started again in the middle.
final class Backlog implements Scenario {
    private static final int PASSES = 600;

    /// About what [InventedDays] makes of so many passes.
    private static final int EVENTS_A_DAY = 400;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Programs programs;

    Backlog(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        int events = extent.counts().backlogEvents();
        try (TrialHouse house = TrialHouse.make(
                extent.folder().resolve("backlog"), programs, TrialHouse.Plan.readable(TrialHouse.Broker.EMBEDDED))) {
            InventedDays days = fill(house, extent, events);
            house.start(Part.HUB);
            double seconds;
            double awaySeconds;
            try (KioskHand hand = new KioskHand(house.url(Part.KIOSK_1))) {
                long begun = System.nanoTime();
                house.start(Part.KIOSK_1);
                Patience.until("half is at the hub", PATIENCE, () -> hand.isAtHubBut(events / 2));
                long killed = System.nanoTime();
                house.kill(Part.HUB);
                house.start(Part.HUB);
                awaySeconds = (System.nanoTime() - killed) / 1e9;
                Patience.until("all is at the hub", PATIENCE, () -> hand.isAtHubBut(0));
                seconds = (System.nanoTime() - begun) / 1e9;
            }
            try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
                return List.of(
                        Finding.noted(
                                "backlog of one kiosk, counted, hub killed in the middle",
                                "events/s",
                                new Samples(new double[] {events / seconds})),
                        Finding.noted(
                                "of that time, hub killed to serving again", "s", new Samples(new double[] {awaySeconds
                                })),
                        Finding.exactly("backlog: events kept", "", events, books.events()),
                        Finding.exactly("backlog: taps counted", "", days.taps(), books.taps()),
                        Finding.exactly("backlog: visits", "", days.visits(), books.visits()),
                        Finding.exactly(
                                "backlog: guests",
                                "",
                                days.guests(),
                                books.guestIds().size()));
            }
        }
    }

    /// Gives the kiosk its past, through its own outbox.
    private static InventedDays fill(TrialHouse house, Extent extent, int events) {
        ZoneId zone = ZoneId.of(house.plan().zone());
        LocalDate first = extent.today(zone).minusDays(events / EVENTS_A_DAY + 30);
        TrialPasses passes = new TrialPasses(extent.seed(), house.keys());
        InventedDays days =
                new InventedDays(first, zone, PASSES, passes::pass, passes.keyId(), extent.random("backlog"));
        ToldClock clock = new ToldClock(first.atStartOfDay(zone).toInstant());
        Source source = new Source(new HubId(TrialHouse.HUB), new DeviceId(Part.KIOSK_1.folder()));
        try (KioskStore store = KioskStore.open(house.folder(Part.KIOSK_1), source, clock, extent.random("kiosk"))) {
            Drain.append(store, days, clock, events);
        }
        return days;
    }
}
