package org.doorstep.kiosk.hardware.contactless;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.doorstep.kiosk.hardware.CardWriter;
import org.slf4j.LoggerFactory;

/// The one thing that is to be written on a card, between who wishes it and the reader's thread.
/// Safe for all threads.
final class CardWishes implements CardWriter {
    /// Time to find the card again and hold it up.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private Optional<Wish> waiting = Optional.empty();

    private record Wish(String from, String to, Consumer<Written> told, Instant since) {}

    CardWishes(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void rewrite(String from, String to, Consumer<Written> told) {
        Optional<Wish> before;
        synchronized (this) {
            before = waiting;
            waiting = Optional.of(new Wish(from, to, told, clock.instant()));
        }
        before.ifPresent(wish -> tell(wish, Written.GONE));
    }

    synchronized boolean waiting() {
        return waiting.isPresent();
    }

    synchronized String from() {
        return waiting.map(Wish::from).orElse("");
    }

    synchronized String to() {
        return waiting.map(Wish::to).orElse("");
    }

    void done(Written written) {
        take().ifPresent(wish -> tell(wish, written));
    }

    /// No card is there now: is it too late?
    void grewOld() {
        Optional<Wish> late;
        synchronized (this) {
            late = waiting.filter(wish -> !clock.instant().isBefore(wish.since().plus(PATIENCE)));
            if (late.isPresent()) {
                waiting = Optional.empty();
            }
        }
        late.ifPresent(wish -> tell(wish, Written.GONE));
    }

    void end() {
        done(Written.GONE);
    }

    private synchronized Optional<Wish> take() {
        Optional<Wish> wish = waiting;
        waiting = Optional.empty();
        return wish;
    }

    private static void tell(Wish wish, Written written) {
        try {
            wish.told().accept(written);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(CardWishes.class).error("How a card was written could not be told.", e);
        }
    }
}
