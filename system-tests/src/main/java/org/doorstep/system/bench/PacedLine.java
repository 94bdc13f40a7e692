package org.doorstep.system.bench;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.outbox.SenderState;
import org.doorstep.system.trial.TrialHouse;

/// An [OutboxLine] that commits guests at a steady pace, or many at once, and hears when the hub has each of them. For
/// one thread.
final class PacedLine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    private final ConcurrentLinkedQueue<Committed> waiting = new ConcurrentLinkedQueue<>();
    private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    private final OutboxLine line;
    private final HubEvent guest;

    private record Committed(Envelope event, long nanos) {}

    PacedLine(TrialHouse house, String device, Extent extent, Random random) throws Exception {
        RunningClock clock = RunningClock.from(extent.clock());
        line = new OutboxLine(house, device, clock, clock, random);
        guest = new HubEvent.GuestCounted(SessionId.dropIn(extent.today(ZONE)), 0, 0);
        line.watch(this::heard);
        line.speak();
        Patience.until("the hub answers", PATIENCE, line::isEmpty);
    }

    /// Milliseconds from the commit of each to its acknowledgement at the kiosk. Each at its own time: one that is late
    /// is followed the sooner by the next, so that slowness is not hidden by saying less.
    double[] paced(int pace, int uncounted, int events) throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < uncounted + events; i++) {
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
        Patience.until("all is acknowledged", PATIENCE, waiting::isEmpty);
        double[] values =
                millis.stream().skip(uncounted).mapToDouble(Double::doubleValue).toArray();
        millis.clear();
        return values;
    }

    /// Events a second, of so many that were committed before the first was sent.
    double drained(int events) throws Exception {
        Envelope last = line.store().database().write(transaction -> {
            for (int i = 1; i < events; i++) {
                line.store().outbox().append(transaction, Lane.ATTENDANCE, guest);
            }
            return line.store().outbox().append(transaction, Lane.ATTENDANCE, guest);
        });
        long begun = System.nanoTime();
        waiting.add(new Committed(last, begun));
        line.wake();
        Patience.until("all is drained", PATIENCE, waiting::isEmpty);
        millis.clear();
        return events / ((System.nanoTime() - begun) / 1e9);
    }

    boolean connected() {
        return line.connected();
    }

    private void heard(SenderState state) {
        long now = System.nanoTime();
        for (Committed first = waiting.peek();
                first != null && state.place(first.event) != SenderState.Place.SAVED_HERE;
                first = waiting.peek()) {
            millis.add((now - first.nanos) / 1e6);
            waiting.remove();
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
