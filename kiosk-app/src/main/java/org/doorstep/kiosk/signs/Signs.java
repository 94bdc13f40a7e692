package org.doorstep.kiosk.signs;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.Presented;
import org.doorstep.kiosk.hardware.Lamp;
import org.doorstep.kiosk.hardware.Lamp.Shade;
import org.doorstep.kiosk.hardware.Sounder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says by lamp and buzzer what the page says in words. Safe for all threads: whoever shows
/// something returns at once, and a sign that is under way gives way to the next, since the next
/// person is standing there.
///
/// Between signs the lamp rests, or says that help is needed while `well` is false: a kiosk that
/// saves nothing looks different from one that waits.
public final class Signs implements AutoCloseable {
    /// How often the resting light is looked at.
    private static final int LOOK_SECONDS = 2;

    private static final int CLOSE_SECONDS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Signs.class);

    private final Optional<Lamp> lamp;
    private final Optional<Sounder> sounder;
    private final BooleanSupplier well;
    private final ScheduledExecutorService hands = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("signs").daemon().factory());

    // Only the one thread of `hands` touches these.
    private long turn;
    private boolean playing;

    /// `well`: whether this kiosk can take a tap now.
    public Signs(Optional<Lamp> lamp, Optional<Sounder> sounder, BooleanSupplier well) {
        this.lamp = lamp;
        this.sounder = sounder;
        this.well = well;
    }

    public void start() {
        if (lamp.isPresent()) {
            hands.scheduleWithFixedDelay(this::rest, 0, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    public void show(Outcome outcome) {
        of(outcome).ifPresent(this::show);
    }

    public void show(Sign sign) {
        if (lamp.isEmpty() && sounder.isEmpty()) {
            return;
        }
        try {
            hands.execute(() -> begin(sign.steps()));
        } catch (RejectedExecutionException e) {
            // Closing: nobody looks any more.
        }
    }

    /// The sign for what came of a reading or touch; none for what only a page can say more of.
    static Optional<Sign> of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Welcome _,
                    Outcome.GuestWelcome _,
                    Outcome.ChooseSession _,
                    Outcome.NewPass _,
                    Outcome.CardAdded _,
                    Outcome.SlipTaken _ -> Optional.of(Sign.WELCOME);
            case Outcome.AlreadyIn _, Outcome.SameCard _ -> Optional.of(Sign.ALREADY_IN);
            case Outcome.Goodbye _, Outcome.GoodbyeOrStaying _, Outcome.SlipEnded _ -> Optional.of(Sign.GOODBYE);
            case Outcome.Refused(Presented.Refusal why) -> Optional.of(of(why));
            case Outcome.ShowItAgain _, Outcome.ShowOther _, Outcome.TooLate _ -> Optional.of(Sign.AGAIN);
            case Outcome.NoBlanks _, Outcome.CannotSave _, Outcome.IsItYours _ -> Optional.of(Sign.ASK);
            case Outcome.StillThere _ -> Optional.empty();
        };
    }

    private static Sign of(Presented.Refusal why) {
        return switch (why) {
            case HALF_READ, DAMAGED, SEVERAL_CARDS -> Sign.AGAIN;
            case EXPIRED,
                    OTHER_HUB,
                    EXPIRED_SLIP,
                    OWN_SLIP,
                    OTHER_SLIP,
                    FORGED,
                    WEB_ADDRESS,
                    NOT_A_PASS,
                    CHANGING_CARD,
                    SHARED_CARD,
                    STOPPED -> Sign.ASK;
        };
    }

    @Override
    public void close() {
        try {
            hands.execute(() -> {
                turn++;
                set(Shade.DARK, false);
            });
            hands.shutdown();
            hands.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // Closed before.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hands.shutdownNow();
    }

    private void begin(List<Sign.Step> steps) {
        turn++;
        playing = true;
        step(turn, steps.iterator());
    }

    private void step(long of, Iterator<Sign.Step> left) {
        if (of != turn) {
            return;
        }
        if (!left.hasNext()) {
            playing = false;
            rest();
            return;
        }
        Sign.Step next = left.next();
        set(next.shade(), next.tone());
        try {
            hands.schedule(() -> step(of, left), next.millis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            set(Shade.DARK, false);
        }
    }

    private void rest() {
        if (!playing) {
            set(well.getAsBoolean() ? Shade.RESTING : Shade.WAIT, false);
        }
    }

    private void set(Shade shade, boolean tone) {
        try {
            sounder.ifPresent(there -> there.sound(tone));
            lamp.ifPresent(there -> there.show(shade));
        } catch (RuntimeException e) {
            LOG.error("Lamp and buzzer could not be set.", e);
        }
    }
}
