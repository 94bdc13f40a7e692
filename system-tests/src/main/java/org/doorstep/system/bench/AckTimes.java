package org.doorstep.system.bench;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.outbox.SenderState;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// From a kiosk's commit to the hub's acknowledgement of that row, back at the kiosk and written down there, at a
/// steady pace of events: a quiet afternoon, a rush, a hall that empties through one door.
final class AckTimes implements Scenario {
    private static final int[] PACES = {1, 50, 500};

    /// At the slowest pace each second gives one sample; at the fastest a few seconds give thousands.
    private static final int MOST_EVENTS = 3_000;

    private static final int UNCOUNTED = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    private final Programs programs;

    AckTimes(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "ack";
    }

    private record Committed(Envelope event, long nanos) {}

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        List<Finding> findings = new ArrayList<>();
        try (TrialHouse house = ThroughBroker.house(extent, programs, "ack")) {
            house.start(Part.HUB);
            RunningClock clock = RunningClock.from(extent.clock());
            try (OutboxLine line = new OutboxLine(house, "pace-01", clock, clock, extent.random("pace"))) {
                ConcurrentLinkedQueue<Committed> waiting = new ConcurrentLinkedQueue<>();
                List<Double> millis = Collections.synchronizedList(new ArrayList<>());
                line.watch(state -> heard(state, waiting, millis));
                line.speak();
                Patience.until("the hub answers", PATIENCE, line::isEmpty);
                for (int pace : PACES) {
                    int events = UNCOUNTED
                            + Math.min(MOST_EVENTS, pace * extent.counts().paceSeconds());
                    say(line, extent, pace, events, waiting);
                    Patience.until("all is acknowledged", PATIENCE, waiting::isEmpty);
                    double[] values = millis.stream()
                            .skip(UNCOUNTED)
                            .mapToDouble(Double::doubleValue)
                            .toArray();
                    millis.clear();
                    findings.add(Finding.tail(
                            "kiosk's commit to hub's acknowledgement, %d events/s".formatted(pace),
                            "ms",
                            new Samples(values)));
                    extent.progress().say("  %d events/s: %d measured".formatted(pace, values.length));
                }
            }
        }
        return findings;
    }

    /// Each at its own time: one that is late is followed the sooner by the next, so that slowness is not hidden by
    /// saying less.
    private static void say(
            OutboxLine line, Extent extent, int pace, int events, ConcurrentLinkedQueue<Committed> waiting) {
        HubEvent guest = new HubEvent.GuestCounted(SessionId.dropIn(extent.today(ZONE)), 0, 0);
        long begun = System.nanoTime();
        for (int i = 0; i < events; i++) {
            long due = begun + i * 1_000_000_000L / pace;
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            Envelope event = line.store()
                    .database()
                    .write(transaction -> line.store().outbox().append(transaction, Lane.ATTENDANCE, guest));
            waiting.add(new Committed(event, System.nanoTime()));
            line.wake();
        }
    }

    private static void heard(SenderState state, ConcurrentLinkedQueue<Committed> waiting, List<Double> millis) {
        long now = System.nanoTime();
        for (Committed first = waiting.peek();
                first != null && state.place(first.event) != SenderState.Place.SAVED_HERE;
                first = waiting.peek()) {
            millis.add((now - first.nanos) / 1e6);
            waiting.remove();
        }
    }
}
