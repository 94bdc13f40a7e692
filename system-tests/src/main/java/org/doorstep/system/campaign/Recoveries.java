package org.doorstep.system.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import tools.jackson.databind.JsonNode;

/// Sees when a fault is over: when everything that people were told before it was mended has been acknowledged by the
/// hub. Other faults go on meanwhile, so it is the time to recover among them, not alone. Safe for all threads.
final class Recoveries implements AutoCloseable {
    private static final long BETWEEN_LOOKS_MILLIS = 250;

    private final Tally tally;
    private final Map<Part, Visitors> doors;
    private final Map<Part, Long> atHub = new EnumMap<>(Part.class);
    private final List<Open> open = new ArrayList<>();
    private final List<Thread> lookers = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private record Open(Kind kind, long mendedNanos, Map<Part, Long> marks) {}

    Recoveries(Tally tally, Map<Part, Visitors> doors, Map<Part, String> urls) {
        this.tally = tally;
        this.doors = doors;
        urls.forEach((kiosk, url) ->
                lookers.add(Thread.ofPlatform().name("recoveries of " + kiosk).start(() -> look(kiosk, url))));
    }

    /// A fault at this place was mended, at this moment of `System.nanoTime`.
    synchronized void mended(Kind kind, Place place, long nanos) {
        Map<Part, Long> marks = new EnumMap<>(Part.class);
        doors.forEach((kiosk, visitors) -> {
            if (place.part() == kiosk || !(place.isLine() || place.isKiosk())) {
                marks.put(kiosk, visitors.saved());
            }
        });
        open.add(new Open(kind, nanos, marks));
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            for (Thread looker : lookers) {
                looker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Part kiosk, String url) {
        try (KioskHand hand = new KioskHand(url)) {
            while (!closing.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    long saved = doors.get(kiosk).saved();
                    JsonNode health = hand.health();
                    if (health.get("hubHere").booleanValue()) {
                        arrived(kiosk, saved - health.get("notAtHub").longValue());
                    }
                } catch (IOException e) {
                    // The kiosk is away: nothing can be seen of it now.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void arrived(Part kiosk, long through) {
        atHub.put(kiosk, through);
        for (Iterator<Open> each = open.iterator(); each.hasNext(); ) {
            Open fault = each.next();
            boolean over = fault.marks.entrySet().stream()
                    .allMatch(mark -> atHub.getOrDefault(mark.getKey(), -1L) >= mark.getValue());
            if (over) {
                tally.recovered(fault.kind, (System.nanoTime() - fault.mendedNanos) / 1e9);
                each.remove();
            }
        }
    }
}
