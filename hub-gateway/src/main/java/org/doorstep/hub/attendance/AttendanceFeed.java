package org.doorstep.hub.attendance;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Says that committed figures have changed, without saying what: whoever waits asks again. Many changes while nobody
/// looks are one. Safe for all threads; made for one virtual thread for each open page.
public final class AttendanceFeed {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long version;

    /// Where the feed is now. Ask before reading the figures, so that no change falls between.
    public long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the feed is beyond `seen`, or the time is over, and returns where it is then.
    public long await(long seen, Duration most) throws InterruptedException {
        lock.lock();
        try {
            long nanoseconds = most.toNanos();
            while (version <= seen && nanoseconds > 0) {
                nanoseconds = changed.awaitNanos(nanoseconds);
            }
            return version;
        } finally {
            lock.unlock();
        }
    }

    void committed() {
        lock.lock();
        try {
            version++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
