package org.doorstep.system.bench;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.InventedDays;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.ToldClock;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;
import org.jdbi.v3.core.Handle;

/// Fifty kiosks that were alone for months find their hub in the same moment: everything they kept is sent through
/// their own senders, and counted, each once. One kiosk alone is [Backlog].
final class Drain implements Scenario {
    private static final int KIOSKS = 50;
    private static final int PASSES_EACH = 60;

    /// About what [InventedDays] makes of so many passes.
    private static final int EVENTS_A_DAY = 40;

    private static final int ROWS_A_TRANSACTION = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Programs programs;

    Drain(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        int each = extent.counts().backlogEvents() / KIOSKS;
        List<OutboxLine> lines = new ArrayList<>();
        try (TrialHouse house = ThroughBroker.house(extent, programs, "drain")) {
            try {
                long taps = 0;
                long visits = 0;
                for (int kiosk = 0; kiosk < KIOSKS; kiosk++) {
                    InventedDays days = fill(house, extent, kiosk, each, lines);
                    taps += days.taps();
                    visits += days.visits();
                }
                extent.progress().say("  %d kiosks hold %,d events each".formatted(KIOSKS, each));
                house.start(Part.HUB);
                long begun = System.nanoTime();
                lines.forEach(OutboxLine::speak);
                Patience.until(
                        "all is at the hub", PATIENCE, () -> lines.stream().allMatch(OutboxLine::isEmpty));
                double seconds = (System.nanoTime() - begun) / 1e9;
                try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
                    return List.of(
                            Finding.noted(
                                    "backlog of 50 kiosks at once, counted",
                                    "events/s",
                                    new Samples(new double[] {KIOSKS * each / seconds})),
                            Finding.exactly("50 kiosks: events kept", "", (long) KIOSKS * each, books.events()),
                            Finding.exactly("50 kiosks: taps counted", "", taps, books.taps()),
                            Finding.exactly("50 kiosks: visits", "", visits, books.visits()));
                }
            } finally {
                lines.forEach(OutboxLine::close);
            }
        }
    }

    private static InventedDays fill(TrialHouse house, Extent extent, int kiosk, int events, List<OutboxLine> lines)
            throws Exception {
        ZoneId zone = ZoneId.of(house.plan().zone());
        String name = "drain-%02d".formatted(kiosk + 1);
        LocalDate first = extent.today(zone).minusDays(events / EVENTS_A_DAY + 30);
        TrialPasses passes = new TrialPasses(extent.seed(), house.keys());
        int firstPass = kiosk * PASSES_EACH;
        InventedDays days = new InventedDays(
                first, zone, PASSES_EACH, n -> passes.pass(firstPass + n), passes.keyId(), extent.random(name));
        ToldClock clock = new ToldClock(first.atStartOfDay(zone).toInstant());
        OutboxLine line =
                new OutboxLine(house, name, clock, RunningClock.from(extent.clock()), extent.random("line " + name));
        lines.add(line);
        append(line.store(), days, clock, events);
        return days;
    }

    /// Gives an outbox a past: so many events, each at the moment at which it happened.
    static void append(KioskStore store, InventedDays days, ToldClock clock, int events) {
        for (int done = 0; done < events; done += ROWS_A_TRANSACTION) {
            int rows = Math.min(ROWS_A_TRANSACTION, events - done);
            store.database().write(transaction -> {
                for (int i = 0; i < rows; i++) {
                    appendNext(store, transaction, days, clock);
                }
                return rows;
            });
        }
    }

    static void appendNext(KioskStore store, Handle transaction, InventedDays days, ToldClock clock) {
        InventedDays.Spoken spoken = days.next();
        clock.tell(spoken.at());
        Envelope row = store.outbox().append(transaction, Lane.ATTENDANCE, spoken.event());
        if (spoken.event() instanceof HubEvent.TapRecorded) {
            days.tapWas(row.id());
        }
    }
}
