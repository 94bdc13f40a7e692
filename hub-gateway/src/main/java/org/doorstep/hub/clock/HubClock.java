package org.doorstep.hub.clock;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.talk.HubTime;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.ClockDrift;
import org.doorstep.relay.time.DeviceClock;
import org.doorstep.relay.time.LastKnownTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hub's own time, and whether it is to be believed. Safe for all threads.
///
/// True time is what a time server, a clock chip or a person vouches for. A hub that has none of them says so,
/// and then nobody learns from it and nothing is corrected by it. A clock chip vouches for what it said when this
/// program began, if that can be; not for a clock that jumps meanwhile, nor for one that woke in 1970.
public final class HubClock {
    /// A clock chip or a PC's own clock gains or loses up to 20 parts in a million: a minute in five weeks.
    static final Duration KEPT_BOUND = Duration.ofMinutes(1);

    /// A person compares the minutes with a telephone, and presses a few seconds later.
    static final Duration CONFIRMED_BOUND = Duration.ofMinutes(2);

    /// When this was written: a clock before it knows nothing.
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    /// Longer in a drawer than this is less likely than a clock chip with a flat battery that says anything.
    private static final Duration LONGEST_AWAY = Duration.ofDays(730);

    /// A card bears 144 small writes a day for years.
    private static final Duration KEEP_EVERY = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(HubClock.class);

    private final DeviceClock clock;
    private final Database database;
    private final LastKnownTime lastKnown;
    private volatile Optional<Confirmed> confirmed;
    private Anchor anchor;
    private Instant keptAt = Instant.MIN;

    /// At `uptimeMs` the wall clock said `wall`; whether that can have been so.
    private record Anchor(long uptimeMs, Instant wall, boolean canBe) {
        /// How far the wall clock may be out now by having gone at another pace than the kernel's other clock; empty if
        /// it was set, or was wrong from the start.
        Optional<Long> boundMs(Instant now, Moment moment) {
            long passed = moment.uptimeMs() - uptimeMs;
            long apart = Math.abs(Duration.between(wall.plusMillis(passed), now).toMillis());
            return canBe && apart <= KEPT_BOUND.toMillis() + ClockDrift.over(passed)
                    ? Optional.of(KEPT_BOUND.toMillis() + apart)
                    : Optional.empty();
        }
    }

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

    /// `lastKnown` is in the hub's folder; a time that is certainly past is kept there by [#keep].
    public HubClock(DeviceClock clock, Database database, LastKnownTime lastKnown) {
        this.clock = clock;
        this.database = database;
        this.lastKnown = lastKnown;
        Instant wall = clock.instant();
        this.anchor = new Anchor(clock.moment().uptimeMs(), wall, canBe(wall, lastKnown.read()));
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

    public synchronized HubTime now() {
        Moment moment = clock.moment();
        Instant wall = clock.instant();
        return switch (moment.clock()) {
            case SYNCED -> {
                anchor = new Anchor(moment.uptimeMs(), wall, true);
                yield new HubTime(wall, Moment.Clock.SYNCED, moment.boundMs());
            }
            case RESTORED, HUB ->
                anchor.boundMs(wall, moment)
                        .map(bound -> new HubTime(wall, Moment.Clock.RESTORED, bound.intValue()))
                        .orElseGet(() -> asConfirmed(wall, moment));
            case UNKNOWN -> asConfirmed(wall, moment);
        };
    }

    /// Keeps the time for the next start, now and then, if it is to be believed.
    synchronized void keep() {
        HubTime now = now();
        Instant past = now.time().minusMillis(now.boundMs());
        if (!now.believed() || past.isBefore(keptAt.plus(KEEP_EVERY))) {
            return;
        }
        try {
            lastKnown.keep(past);
            keptAt = past;
        } catch (IOException e) {
            log.warn("The time could not be kept for the next start: {}", e.getMessage());
        }
    }

    private HubTime asConfirmed(Instant wall, Moment moment) {
        return confirmed
                .flatMap(person -> person.boundMs(wall, moment))
                .map(bound -> new HubTime(wall, Moment.Clock.RESTORED, (int) Math.min(bound, Moment.UNBOUNDED)))
                .orElseGet(() -> new HubTime(wall, Moment.Clock.UNKNOWN, Moment.UNBOUNDED));
    }

    private static boolean canBe(Instant wall, Optional<Instant> lastKnown) {
        return !wall.isBefore(EARLIEST)
                && lastKnown
                        .filter(known ->
                                wall.plus(KEPT_BOUND).isBefore(known) || wall.isAfter(known.plus(LONGEST_AWAY)))
                        .isEmpty();
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
