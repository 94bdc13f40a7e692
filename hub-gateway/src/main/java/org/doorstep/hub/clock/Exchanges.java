package org.doorstep.hub.clock;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.talk.HubTime;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Answers devices that ask for the time, and keeps what they say their measuring came to: pairs of uptime and
/// true time, which date what a start of theirs wrote before it knew. Safe for all threads.
public final class Exchanges {
    /// What is told is of this connection; one that was interrupted tells it at the next.
    private static final Duration OLDEST = Duration.ofDays(1);

    /// A device on a bad line connects every minute; a pair this near to a better one dates nothing better.
    private static final Duration NEAR = Duration.ofMinutes(10);

    private final Database database;
    private final HubClock clock;
    private final Learning learning;

    /// Places again, in this transaction, what these starts of a device wrote while it did not know the time.
    @FunctionalInterface
    public interface Learning {
        void learnt(Handle transaction, DeviceId device, Set<String> boots);
    }

    public Exchanges(Database database, HubClock clock, Learning learning) {
        this.database = database;
        this.clock = clock;
        this.learning = learning;
    }

    public Reply.Time answer(DeviceId device, Request.Time asked) {
        HubTime now = clock.now();
        // A hub that has no true time taught none, so what a device says it learnt here is not to be believed now.
        if (now.believed() && !asked.learnt().isEmpty()) {
            database.write(transaction -> keep(transaction, device, asked, now));
        }
        return new Reply.Time(clock.now());
    }

    private int keep(Handle transaction, DeviceId device, Request.Time asked, HubTime now) {
        Set<String> boots = new LinkedHashSet<>();
        for (Request.Learnt learnt : asked.learnt()) {
            if (canBeOurs(learnt, now) && insert(transaction, device, learnt)) {
                boots.add(learnt.bootId());
            }
        }
        if (!boots.isEmpty()) {
            learning.learnt(transaction, device, boots);
        }
        return boots.size();
    }

    /// A device learnt it from this hub a moment ago, so it cannot be of another time than the hub's own.
    private static boolean canBeOurs(Request.Learnt learnt, HubTime now) {
        return !learnt.time().isAfter(now.time().plusMillis((long) learnt.boundMs() + now.boundMs()))
                && learnt.time().isAfter(now.time().minus(OLDEST));
    }

    private static boolean insert(Handle transaction, DeviceId device, Request.Learnt learnt) {
        return transaction
                        .createUpdate("""
                                INSERT INTO time_pair (device, boot, uptime_ms, at, bound_ms)
                                SELECT :device, :boot, :uptime, :at, :bound
                                WHERE NOT EXISTS (SELECT 1
                                                  FROM time_pair
                                                  WHERE device = :device AND boot = :boot
                                                    AND uptime_ms BETWEEN :uptime - :near AND :uptime + :near
                                                    AND bound_ms <= :bound)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("device", device.value())
                        .bind("boot", learnt.bootId())
                        .bind("uptime", learnt.uptimeMs())
                        .bind("at", learnt.time().toEpochMilli())
                        .bind("bound", learnt.boundMs())
                        .bind("near", NEAR.toMillis())
                        .execute()
                == 1;
    }
}
