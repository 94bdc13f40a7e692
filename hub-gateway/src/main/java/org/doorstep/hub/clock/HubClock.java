package org.doorstep.hub.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.doorstep.relay.contract.HubTime;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.ClockDrift;
import org.doorstep.relay.time.DeviceClock;

/// The hub's own time, and whether it is to be believed. Safe for all threads.
///
/// True time is what a time server, a clock chip or a person vouches for. A hub that has none of them says so,
/// and then nobody learns from it and nothing is corrected by it.
public final class HubClock {
    /// A clock chip or a PC's own clock gains or loses up to 20 parts in a million: a minute in five weeks.
    static final Duration KEPT_BOUND = Duration.ofMinutes(1);

    /// A person compares the minutes with a telephone, and presses a few seconds later.
    static final Duration CONFIRMED_BOUND = Duration.ofMinutes(2);

    private final DeviceClock clock;
    private final Database database;
    private volatile Optional<Confirmed> confirmed;

    /// In start `boot` of this machine, at `uptimeMs`, somebody said that it was `at`.
    private record Confirmed(String boot, long uptimeMs, Instant at) {
        /// Empty if it was in another start, or if the clock has been set since.
        Optional<Long> boundMs(Instant wall, Moment now) {
            if (!boot.equals(now.bootId())) {
                return Optional.empty();
            }
            long drift = ClockDrift.over(now.uptimeMs() - uptimeMs);
            Instant expected = at.plusMillis(now.uptimeMs() - uptimeMs);
            long apart = Math.abs(Duration.between(expected, wall).toMillis());
            return apart <= drift + CONFIRMED_BOUND.toMillis()
                    ? Optional.of(CONFIRMED_BOUND.toMillis() + apart + drift)
                    : Optional.empty();
        }
    }

    public HubClock(DeviceClock clock, Database database) {
        this.clock = clock;
        this.database = database;
        this.confirmed = database.read(handle -> handle.createQuery("""
                        SELECT boot, uptime_ms, at
                        FROM hub_time_confirmed
                        ORDER BY rowid DESC
                        LIMIT 1
                        """)
                .map((row, context) -> new Confirmed(
                        row.getString("boot"), row.getLong("uptime_ms"), Instant.ofEpochMilli(row.getLong("at"))))
                .findOne());
    }

    public HubTime now() {
        Moment moment = clock.moment();
        Instant wall = clock.instant();
        return switch (moment.clock()) {
            case SYNCED -> new HubTime(wall, Moment.Clock.SYNCED, moment.boundMs());
            case RESTORED, HUB -> new HubTime(wall, Moment.Clock.RESTORED, (int) KEPT_BOUND.toMillis());
            case UNKNOWN ->
                confirmed
                        .flatMap(person -> person.boundMs(wall, moment))
                        .map(bound -> new HubTime(wall, Moment.Clock.RESTORED, (int) Math.min(bound, Moment.UNBOUNDED)))
                        .orElseGet(() -> new HubTime(wall, Moment.Clock.UNKNOWN, Moment.UNBOUNDED));
        };
    }

    /// Somebody who is signed in has looked at the clock and says that it is right. It holds until the machine
    /// is started again or its clock is set.
    public void confirm(String byName) {
        Moment moment = clock.moment();
        Confirmed said = new Confirmed(moment.bootId(), moment.uptimeMs(), clock.instant());
        database.write(handle -> handle.createUpdate("""
                        INSERT INTO hub_time_confirmed (boot, uptime_ms, at, by_name)
                        VALUES (:boot, :uptime, :at, :by)
                        """)
                .bind("boot", said.boot)
                .bind("uptime", said.uptimeMs)
                .bind("at", said.at.toEpochMilli())
                .bind("by", byName)
                .execute());
        confirmed = Optional.of(said);
    }
}
