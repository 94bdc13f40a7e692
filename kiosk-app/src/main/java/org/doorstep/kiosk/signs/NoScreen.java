package org.doorstep.kiosk.signs;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.doorstep.kiosk.checkin.CheckInDesk;
import org.doorstep.kiosk.checkin.Outcome;

/// What stands in the place of the page on a kiosk without a screen: nothing is drawn or served,
/// and what the page does beside that is done here. Safe for all threads.
public final class NoScreen implements AutoCloseable {
    /// While the disk takes nothing, it is asked again this often.
    private static final int TRY_TO_SAVE_SECONDS = 20;

    private final CheckInDesk desk;
    private final Runnable written;
    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("no screen").daemon().factory());

    /// `written` is told after each outcome that there may be news for the hub.
    public NoScreen(CheckInDesk desk, Runnable written) {
        this.desk = desk;
        this.written = written;
        ticking.scheduleWithFixedDelay(this::tryToSave, TRY_TO_SAVE_SECONDS, TRY_TO_SAVE_SECONDS, TimeUnit.SECONDS);
    }

    public void show(Outcome outcome) {
        if (!(outcome instanceof Outcome.StillThere)) {
            written.run();
        }
    }

    @Override
    public void close() {
        ticking.shutdownNow();
    }

    private void tryToSave() {
        if (!desk.saving()) {
            desk.tryToSave();
        }
    }
}
