package org.doorstep.system.campaign;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.doorstep.relay.contract.EventId;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Shown;
import org.doorstep.system.trial.TrialPasses;

/// People at one kiosk, one after the other, who write into the [TruthBook] what they were shown. They do not know what
/// is being done to the house: when the kiosk is away they come back, until it has said something to them. One thread
/// runs it.
final class Visitors implements Runnable {
    private static final double GUESTS = 0.15;
    private static final double CARDS = 0.1;
    private static final double BACK_AGAIN = 0.15;
    private static final double WITH_COMPANIONS = 0.1;

    /// Longer than any program is held still: what is not shown by then was lost between the tap and the page.
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(8);

    /// So that a pass is good on a kiosk whose clock is ten years ahead.
    private static final int GOOD_FOR_YEARS = 15;

    private static final long BETWEEN_LOOKS_MILLIS = 100;

    /// The same card sooner than this is still lying on the reader, and nothing is shown for it.
    private static final Duration STILL_LYING_THERE = Duration.ofSeconds(4);

    /// More than come within the time that a card can still be lying there.
    private static final int MOST_REMEMBERED = 200;

    /// People who were not answered and mean to come back; beyond it the one who has waited longest stays away.
    private static final int MOST_WAITING = 1_000;

    private final Door door;
    private final String url;
    private final TrialPasses passes;
    private final AtomicInteger newcomers;
    private final LocalDate today;
    private final TruthBook book;
    private final InstantSource clock;
    private final Random random;
    private final int longestGapMillis;
    private final AtomicLong saved = new AtomicLong();
    private final SequencedSet<Integer> unanswered = new LinkedHashSet<>();
    private final SequencedMap<Integer, Instant> lately = new LinkedHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    Visitors(
            Door door,
            String url,
            TrialPasses passes,
            AtomicInteger newcomers,
            LocalDate today,
            TruthBook book,
            InstantSource clock,
            Random random,
            int longestGapMillis) {
        this.door = door;
        this.url = url;
        this.passes = passes;
        this.newcomers = newcomers;
        this.today = today;
        this.book = book;
        this.clock = clock;
        this.random = random;
        this.longestGapMillis = longestGapMillis;
    }

    @Override
    public void run() {
        try {
            while (!closed()) {
                try (KioskHand hand = new KioskHand(url)) {
                    hand.look();
                    hand.blink();
                    while (!closed()) {
                        someone(hand);
                        closing.await(random.nextInt(longestGapMillis), TimeUnit.MILLISECONDS);
                    }
                } catch (IOException e) {
                    // The kiosk is away. It may be working off what was pressed; nobody presses meanwhile.
                    closing.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closing.countDown();
    }

    /// Presses after which the kiosk said that something is saved.
    long saved() {
        return saved.get();
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void someone(KioskHand hand) throws IOException, InterruptedException {
        double what = random.nextDouble();
        if (what < GUESTS) {
            guest(hand);
        } else if (what < GUESTS + CARDS) {
            card(hand);
        } else {
            pass(hand, person(what > 1 - BACK_AGAIN));
        }
    }

    private void guest(KioskHand hand) throws IOException, InterruptedException {
        book.pressedGuest();
        Instant asked = clock.instant();
        Shown shown = hand.guest();
        Optional<EventId> event = shown.event();
        if (event.isPresent()) {
            saved.incrementAndGet();
            book.guest(event.get(), new TruthBook.Counted(door, "guest", asked, clock.instant()));
            companions(hand, event.get());
        } else {
            book.notSaved();
        }
    }

    /// A card that nobody has seen before: at one kiosk only, so that its welcome names all there is of it.
    private void card(KioskHand hand) throws IOException, InterruptedException {
        book.pressedCard();
        String number = "%010d".formatted(1_000_000 + newcomers.incrementAndGet());
        Instant asked = clock.instant();
        hand.card(number);
        Shown shown = shownTo(hand);
        if (shown.view().equals("welcome")) {
            saved.incrementAndGet();
            book.welcomed(
                    shown.event().orElseThrow(), new TruthBook.Counted(door, "card " + number, asked, clock.instant()));
        } else {
            book.notSaved();
        }
    }

    private void pass(KioskHand hand, int number) throws IOException, InterruptedException {
        String who = passes.pass(number).toString();
        Instant asked = clock.instant();
        book.pressed(who);
        holdsUp(number, asked);
        hand.code(passes.code(number, today.plusYears(GOOD_FOR_YEARS)));
        Shown shown = shownTo(hand);
        switch (shown.view()) {
            case "welcome" -> {
                saved.incrementAndGet();
                EventId event = shown.event().orElseThrow();
                book.welcomed(event, new TruthBook.Counted(door, who, asked, clock.instant()));
                unanswered.remove(number);
                companions(hand, event);
            }
            case "again", "goodbye" -> {
                saved.incrementAndGet();
                book.knownTo(who);
                unanswered.remove(number);
            }
            default -> book.notSaved();
        }
    }

    /// Some have others with them, and touch how many.
    private void companions(KioskHand hand, EventId event) throws IOException, InterruptedException {
        if (random.nextDouble() >= WITH_COMPANIONS) {
            return;
        }
        int adults = random.nextInt(3);
        int children = 1 + random.nextInt(4);
        try {
            Shown shown = hand.companions(event, adults, children);
            boolean taken = shown.event().isPresent();
            book.companions(event, new TruthBook.Companions(adults, children, taken));
            if (taken) {
                saved.incrementAndGet();
            }
        } catch (IOException e) {
            book.companions(event, new TruthBook.Companions(adults, children, false));
            throw e;
        }
    }

    private static Shown shownTo(KioskHand hand) throws IOException, InterruptedException {
        return hand.shown(SHOWN_WITHIN).orElseThrow(() -> new IOException("Nothing was shown."));
    }

    /// Whoever was not answered comes first; then people who have been here or at the other kiosk; else somebody new.
    private int person(boolean backAgain) {
        Instant lyingThere = clock.instant().minus(STILL_LYING_THERE);
        if (!unanswered.isEmpty() && longAgo(unanswered.getFirst(), lyingThere)) {
            return unanswered.removeFirst();
        }
        if (backAgain && newcomers.get() > 0) {
            int number = 1 + random.nextInt(newcomers.get());
            if (longAgo(number, lyingThere)) {
                return number;
            }
        }
        return newcomers.incrementAndGet();
    }

    private boolean longAgo(int number, Instant lyingThere) {
        return lately.getOrDefault(number, Instant.MIN).isBefore(lyingThere);
    }

    private void holdsUp(int number, Instant now) {
        lately.remove(number);
        lately.put(number, now);
        if (lately.size() > MOST_REMEMBERED) {
            lately.pollFirstEntry();
        }
        unanswered.remove(number);
        unanswered.add(number);
        if (unanswered.size() > MOST_WAITING) {
            unanswered.removeFirst();
        }
    }
}
