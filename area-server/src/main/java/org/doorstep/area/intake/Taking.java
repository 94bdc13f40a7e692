package org.doorstep.area.intake;

import java.util.concurrent.atomic.AtomicLong;

/// What hubs have asked since the start, counted. Safe for all threads.
public final class Taking {
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong elsewhere = new AtomicLong();
    private final AtomicLong strangers = new AtomicLong();

    /// Batches kept, now or earlier; figures of them that were new; batches that did not join; requests of nobody who
    /// is known.
    public record Counts(long taken, long rows, long elsewhere, long strangers) {}

    public Counts counts() {
        return new Counts(taken.get(), rows.get(), elsewhere.get(), strangers.get());
    }

    void answered(Intake.Outcome outcome) {
        switch (outcome) {
            case Intake.Outcome.Taken kept -> {
                taken.incrementAndGet();
                rows.addAndGet(kept.fresh());
            }
            case Intake.Outcome.DoesNotJoin other -> elsewhere.incrementAndGet();
        }
    }

    void stranger() {
        strangers.incrementAndGet();
    }
}
