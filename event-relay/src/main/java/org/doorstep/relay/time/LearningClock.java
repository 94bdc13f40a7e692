package org.doorstep.relay.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.talk.HubTime;
import org.doorstep.relay.contract.talk.Request;

/// A device's clock that makes the best of what it is told, and says truthfully how good that is. Safe for all
/// threads.
///
/// It counts on CLOCK_BOOTTIME from the best evidence of this start: the kernel while it is in step with a time
/// server (`synced`), the hub's answer (`hub`), or the time this device last knew (`restored`). The wall clock
/// is looked at when it starts and while the kernel vouches for it; if somebody sets it meanwhile, nothing here
/// jumps. Where the evidence contradicts itself, the time goes on without a bound until the hub settles it.
public final class LearningClock implements DeviceClock {
    /// When this was written; a clock before it knows nothing, unless the device remembers a time.
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    /// Longer in a drawer than this is less likely than a clock chip with a flat battery that says anything.
    private static final Duration LONGEST_AWAY = Duration.ofDays(730);

    /// Wall clock and uptime are read one after the other, and this thread may have to wait between.
    private static final long READING_MS = 250;

    private final DeviceClock kernel;
    private final String bootId;
    private final long startedMs;
    private final Optional<Instant> passedAtStart;
    private Evidence best;
    private boolean kernelContradicted;

    /// At `uptimeMs` it was `time`, give or take `boundMs`.
    private record Evidence(long uptimeMs, Instant time, Moment.Clock from, long boundMs) {
        Instant at(long uptime) {
            return time.plusMillis(uptime - uptimeMs);
        }

        long boundAt(long uptime) {
            return boundMs >= Moment.UNBOUNDED ? Moment.UNBOUNDED : boundMs + ClockDrift.over(uptime - uptimeMs);
        }

        boolean bounded() {
            return boundMs < Moment.UNBOUNDED;
        }

        /// Whether both can be true, each within its bound.
        boolean agreesWith(Evidence other) {
            long apart =
                    Math.abs(Duration.between(at(other.uptimeMs), other.time).toMillis());
            return apart <= boundAt(other.uptimeMs) + other.boundMs + READING_MS;
        }

        Evidence without(Moment.Clock quality) {
            return new Evidence(uptimeMs, time, quality, Moment.UNBOUNDED);
        }
    }

    /// The wall clock and the moment that belongs to it.
    private record Reading(Instant time, Moment moment) {}

    /// `lastKnown` is what [#passed] said before the last start.
    public LearningClock(DeviceClock kernel, Optional<Instant> lastKnown) {
        this.kernel = kernel;
        Moment now = kernel.moment();
        this.bootId = now.bootId();
        this.startedMs = now.uptimeMs();
        this.passedAtStart = lastKnown;
        Instant wall = kernel.instant();
        this.best = now.clock() == Moment.Clock.SYNCED
                ? new Evidence(startedMs, wall, Moment.Clock.SYNCED, now.boundMs())
                : atStart(wall, now.clock(), lastKnown);
    }

    private Evidence atStart(Instant wall, Moment.Clock kept, Optional<Instant> lastKnown) {
        if (lastKnown.isEmpty()) {
            Moment.Clock quality = wall.isBefore(EARLIEST) ? Moment.Clock.UNKNOWN : kept;
            return new Evidence(startedMs, wall, quality, Moment.UNBOUNDED);
        }
        Instant known = lastKnown.get();
        boolean believable = !wall.isBefore(known) && wall.isBefore(known.plus(LONGEST_AWAY));
        return new Evidence(startedMs, believable ? wall : known, Moment.Clock.RESTORED, Moment.UNBOUNDED);
    }

    @Override
    public Instant instant() {
        return now().time;
    }

    @Override
    public Moment moment() {
        return now().moment;
    }

    /// A time that is certainly past, to be kept for the next start: one that was known within a bound, or else
    /// the one kept before and all that this start has lasted. Empty if nothing was ever known.
    public synchronized Optional<Instant> passed() {
        Reading now = now();
        return now.moment.boundMs() < Moment.UNBOUNDED
                ? Optional.of(now.time.minusMillis(now.moment.boundMs()))
                : passedAtStart.map(at -> at.plusMillis(now.moment.uptimeMs() - startedMs));
    }

    /// Takes the hub's answer to a question asked at `askedAtMs` of uptime, and returns what it came to: the
    /// true time was read somewhere between asking and now. Empty if the hub itself has no true time.
    public synchronized Optional<Request.Learnt> learn(long askedAtMs, HubTime told) {
        long uptime = kernel.moment().uptimeMs();
        long half = Math.max(0, uptime - askedAtMs) / 2 + 1;
        long bound = told.boundMs() + half;
        if (!told.believed() || bound >= Moment.UNBOUNDED) {
            return Optional.empty();
        }
        now();
        Evidence heard = new Evidence(uptime, told.time().plusMillis(half), Moment.Clock.HUB, bound);
        boolean agrees = best.bounded() && best.agreesWith(heard);
        if (best.bounded() && !agrees && best.from == Moment.Clock.SYNCED) {
            if (told.clock() != Moment.Clock.SYNCED) {
                // A hub that no time server keeps in step knows no better than a device that one does.
                return Optional.empty();
            }
            kernelContradicted = true;
        }
        if (!agrees || heard.boundMs <= best.boundAt(uptime)) {
            best = best.from == Moment.Clock.SYNCED && agrees ? best : heard;
        }
        return Optional.of(new Request.Learnt(bootId, uptime, heard.time, (int) bound));
    }

    /// Whether a beacon that may be as old as `oldest` cannot be true together with this clock.
    public synchronized boolean contradicts(HubTime beacon, Duration oldest) {
        Reading now = now();
        long bound = (long) now.moment.boundMs() + beacon.boundMs();
        if (!beacon.believed()) {
            return false;
        }
        return now.moment.boundMs() == Moment.UNBOUNDED
                || now.time.plusMillis(bound).isBefore(beacon.time())
                || now.time.minusMillis(bound).isAfter(beacon.time().plus(oldest));
    }

    private synchronized Reading now() {
        Moment moment = kernel.moment();
        if (moment.clock() == Moment.Clock.SYNCED && !kernelContradicted) {
            listenToKernel(new Evidence(moment.uptimeMs(), kernel.instant(), Moment.Clock.SYNCED, moment.boundMs()));
        }
        long uptime = moment.uptimeMs();
        long bound = Math.min(best.boundAt(uptime), Moment.UNBOUNDED);
        boolean vouchedFor = moment.clock() == Moment.Clock.SYNCED && !kernelContradicted;
        // What the kernel vouched for a while ago is remembered, with a bound that grows.
        Moment.Clock quality = best.from == Moment.Clock.SYNCED && !vouchedFor ? Moment.Clock.RESTORED : best.from;
        return new Reading(best.at(uptime), new Moment(bootId, uptime, quality, (int) bound));
    }

    /// A clock that a time server keeps in step does not jump within one start. If it does, one of the two
    /// times was wrong, and nobody here can say which.
    private void listenToKernel(Evidence said) {
        if (!best.bounded() || best.agreesWith(said)) {
            best = said;
        } else {
            kernelContradicted = true;
            best = best.from == Moment.Clock.HUB ? best : best.without(Moment.Clock.RESTORED);
        }
    }
}
