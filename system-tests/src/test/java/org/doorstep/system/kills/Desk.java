package org.doorstep.system.kills;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.contract.EventId;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Shown;
import org.doorstep.system.trial.TrialPasses;

/// People at one kiosk, one after the other, who write down what they were shown. They do not know that programs are
/// being killed: when the kiosk is away they come back a moment later. One thread runs it; read it when that has ended.
final class Desk implements Runnable {
    private static final double GUESTS = 0.2;
    private static final double CARDS = 0.2;

    /// A welcome takes milliseconds. Nothing within this is a kiosk that was killed between the tap and the page.
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /// A queue at the door: several people a second, which is more than any hall has and leaves the machine some air.
    private static final int LONGEST_GAP_MILLIS = 250;

    private final KioskHand hand;
    private final TrialPasses passes;
    private final int people;
    private final LocalDate today;
    private final Random random;
    private final Map<EventId, String> welcomes = new HashMap<>();
    private final List<EventId> guests = new ArrayList<>();
    private final List<String> faces = new ArrayList<>();
    private final CountDownLatch pace = new CountDownLatch(1);
    private volatile boolean closing;
    private String last = "";
    private int presses;

    Desk(String url, TrialPasses passes, int people, LocalDate today, Random random) {
        this.hand = new KioskHand(url);
        this.passes = passes;
        this.people = people;
        this.today = today;
        this.random = random;
    }

    @Override
    public void run() {
        try (hand) {
            boolean looking = false;
            while (!closing) {
                try {
                    if (!looking) {
                        hand.look();
                        hand.blink();
                        looking = true;
                    }
                    someone();
                    pace.await(random.nextInt(LONGEST_GAP_MILLIS), TimeUnit.MILLISECONDS);
                } catch (IOException e) {
                    looking = false;
                    // The one place that waits by the clock: the kiosk was killed, and a person would come again.
                    hand.shown(BETWEEN_LOOKS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closing = true;
        pace.countDown();
    }

    /// What a welcome was for, by the tap that it named: a pass, or a card.
    Map<EventId, String> welcomes() {
        return welcomes;
    }

    /// Guests whose touch was answered with "counted".
    List<EventId> guests() {
        return guests;
    }

    /// Every face that was shown, in order.
    List<String> faces() {
        return faces;
    }

    int presses() {
        return presses;
    }

    private void someone() throws IOException, InterruptedException {
        if (random.nextDouble() < GUESTS) {
            presses++;
            Shown shown = hand.guest();
            faces.add(shown.view());
            guests.add(shown.event().orElseThrow());
            return;
        }
        int who = random.nextInt(people);
        boolean card = random.nextDouble() < CARDS;
        String name = card ? "card " + who : "pass " + passes.pass(who);
        if (name.equals(last)) {
            return;
        }
        last = name;
        presses++;
        if (card) {
            hand.card("%010d".formatted(1_000_000 + who));
        } else {
            hand.code(passes.code(who, today));
        }
        Optional<Shown> shown = hand.shown(SHOWN_WITHIN);
        if (shown.isEmpty()) {
            throw new IOException("Nothing was shown.");
        }
        faces.add(shown.get().view());
        if (shown.get().view().equals("welcome")) {
            welcomes.put(shown.get().event().orElseThrow(), name);
        }
    }
}
