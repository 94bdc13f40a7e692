package org.doorstep.kiosk.line;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.talk.HubTime;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.link.Requests;
import org.doorstep.relay.time.LastKnownTime;
import org.doorstep.relay.time.LearningClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the hub for the time, tells it once a connection what that came to, and keeps the time for the next
/// start. Safe for all threads.
final class TimeFromHub {
    /// A beacon that nobody took is gone by then: the hub sends one every minute.
    private static final Duration BEACON_AGE = Duration.ofMinutes(1);

    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(TimeFromHub.class);

    private final Requests requests;
    private final LearningClock clock;
    private final LastKnownTime kept;
    private final List<Request.Learnt> untold = new ArrayList<>();
    private boolean telling;

    TimeFromHub(Requests requests, LearningClock clock, LastKnownTime kept) {
        this.requests = requests;
        this.clock = clock;
        this.kept = kept;
    }

    /// A new connection: what is learnt next is told, since it is the best there is for what was written before
    /// it.
    synchronized void connected() {
        telling = true;
    }

    /// `news` is run when there is something to tell the hub; it may call this again, on another thread.
    void ask(Runnable news) {
        List<Request.Learnt> told = toTell();
        long askedAtMs = clock.moment().uptimeMs();
        requests.ask(new Request.Time(told), ANSWER_PATIENCE).whenComplete((reply, why) -> {
            // Here and now, on whatever thread brings it: a wait would count as the answer's way.
            if (reply instanceof Reply.Time time && heard(askedAtMs, told, time.now())) {
                news.run();
            }
        });
    }

    boolean doubts(HubTime beacon) {
        return clock.contradicts(beacon, BEACON_AGE);
    }

    void keep() {
        clock.passed().ifPresent(time -> {
            try {
                kept.keep(time);
            } catch (IOException e) {
                LOG.warn("The time could not be kept for the next start: {}", e.getMessage());
            }
        });
    }

    private synchronized List<Request.Learnt> toTell() {
        return List.copyOf(untold);
    }

    private synchronized boolean heard(long askedAtMs, List<Request.Learnt> told, HubTime now) {
        untold.removeAll(told);
        boolean tell = clock.learn(askedAtMs, now)
                .filter(learnt -> telling && untold.size() < Request.Time.MOST_LEARNT)
                .map(untold::add)
                .orElse(false);
        telling &= !tell;
        return tell;
    }
}
