package org.doorstep.hub.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Says that something changed, to whoever waits for it. Beats that nobody waited for are one change. Safe for all
/// threads.
public final class Pulse {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition beaten = lock.newCondition();
    private long beats;

    /// Something changed and is committed. Returns at once.
    public void beat() {
        lock.lock();
        try {
            beats++;
            beaten.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long beats() {
        lock.lock();
        try {
            return beats;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a beat after `seen`, at most so long; returns the newest beat.
    long await(long seen, Duration most) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (beats == seen && left > 0) {
                left = beaten.awaitNanos(left);
            }
            return beats;
        } finally {
            lock.unlock();
        }
    }

    /// Waits so long whatever happens, so that a burst of changes is one picture.
    static void rest(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
