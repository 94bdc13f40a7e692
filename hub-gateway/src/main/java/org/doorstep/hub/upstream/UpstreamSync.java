package org.doorstep.hub.upstream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.doorstep.hub.attendance.Marks;
import org.doorstep.hub.disclosure.Gate;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the counts when it is time, releases what moved, and sends it: one loop on one thread,
/// which owns all state but the status. Resumes from what the area says it has, so a month's
/// silence needs nothing special.
///
/// The status and the two signals may be used from any thread.
public final class UpstreamSync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamSync.class);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /// An area that comes back is noticed within five minutes; a hub away for a month has asked
    /// 9,000 times.
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    /// A sign of life, so that silence means something.
    private static final Duration SIGN_OF_LIFE = Duration.ofHours(1);

    /// Signals that come together are answered together.
    private static final Duration SETTLING = Duration.ofMillis(250);

    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(5);

    /// More disagreements than this in one go and the two are talking past each other: wait, then
    /// try anew.
    private static final int MOST_JOINS = 3;

    /// How the last asking went; since when, if not well.
    private record Way(UpstreamStatus.State state, Instant awaySince) {}

    private final Cadence cadence;
    private final AreaServer area;
    private final Release release;
    private final Delivery delivery;
    private final GivenBack givenBack;
    private final LedgerProof proof;
    private final ProofBook proofs;
    private final InstantSource clock;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean closing;
    private volatile Way way = new Way(UpstreamStatus.State.FINE, Instant.EPOCH);
    private Thread thread;

    /// The row after which to go on; empty until the area has said where it is.
    private OptionalLong position = OptionalLong.empty();

    private Duration retry = Duration.ZERO;

    /// When to ask again after a failure; empty when nothing failed, or while it is asked.
    private Optional<Instant> retryAt = Optional.empty();

    private Instant answeredAt = Instant.MIN;

    /// Whether the area was asked, since this program began, what it knows: a hub that was restored
    /// must hear what it told before it tells anything.
    private boolean asked;

    /// `timeIsKnown`: whether `clock` is to be believed now. `tellDevices` is given
    /// acknowledgements to send after the area has taken figures.
    public UpstreamSync(
            Cadence cadence,
            HttpAreaServer area,
            Database database,
            Gate gate,
            Marks marks,
            HubId hub,
            ZoneId zone,
            Inbox inbox,
            InstantSource clock,
            BooleanSupplier timeIsKnown,
            Consumer<List<Addressed>> tellDevices) {
        this(
                cadence,
                area,
                new Release(cadence, database, gate, marks, zone, inbox, clock, timeIsKnown),
                new Delivery(database, gate, hub, zone, inbox, clock, tellDevices),
                new GivenBack(database, gate),
                new LedgerProof(database, gate, hub, new ProofBook(database), clock),
                new ProofBook(database),
                clock);
    }

    UpstreamSync(
            Cadence cadence,
            AreaServer area,
            Release release,
            Delivery delivery,
            GivenBack givenBack,
            LedgerProof proof,
            ProofBook proofs,
            InstantSource clock) {
        this.cadence = cadence;
        this.area = area;
        this.release = release;
        this.delivery = delivery;
        this.givenBack = givenBack;
        this.proof = proof;
        this.proofs = proofs;
        this.clock = clock;
    }

    public void start() {
        thread = Thread.ofVirtual().name("upstream").start(this::runUntilClosed);
    }

    /// Something may have been counted. Cheap; call it after every commit.
    public void countsMoved() {
        if (cadence == Cadence.AT_ONCE) {
            signal.release();
        }
    }

    public UpstreamStatus status() {
        Delivery.Waiting waiting = delivery.waiting();
        Way now = way;
        return new UpstreamStatus(
                now.state(), waiting.rows(), waiting.takenAt(), release.lookedAt(), now.awaySince(), proofs.last());
    }

    /// The same figures for whoever carries them by hand.
    public FiguresByHand byHand() {
        return new FiguresByHand(delivery, release);
    }

    /// Sends nothing more; what was released waits in the ledger.
    @Override
    public void close() {
        closing = true;
        signal.release();
        area.close();
        if (thread != null) {
            try {
                thread.join(CLOSING_PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void runUntilClosed() {
        while (!closing) {
            Duration next = stepSafely();
            try {
                if (signal.tryAcquire(Math.max(1, next.toMillis()), TimeUnit.MILLISECONDS)) {
                    TimeUnit.MILLISECONDS.sleep(SETTLING.toMillis());
                    signal.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration stepSafely() {
        try {
            return step();
        } catch (StoreException e) {
            if (!closing) {
                LOG.warn("Figures could not be looked at or sent; trying again in {}.", LONGEST_RETRY, e);
            }
            return LONGEST_RETRY;
        } catch (RuntimeException e) {
            LOG.error("A mistake in the sending of figures; trying again in {}.", LONGEST_RETRY, e);
            return LONGEST_RETRY;
        }
    }

    /// One round: look if it is time, send if there is something. Returns how long until the next,
    /// zero for at once.
    Duration step() {
        Instant now = clock.instant();
        if (!asked) {
            asked = true;
            join(area.cursor());
        }
        boolean looked = isTimeToLook(now);
        if (looked) {
            release.look();
        }
        if (isTimeToAsk(now)) {
            retryAt = Optional.empty();
            send(looked);
            prove();
        }
        return untilNext(clock.instant());
    }

    /// A time further away than any pause was set by a clock that has been put back since.
    private boolean isTimeToAsk(Instant now) {
        return retryAt.isEmpty()
                || !now.isBefore(retryAt.get())
                || retryAt.get().isAfter(now.plus(LONGEST_RETRY));
    }

    private boolean isTimeToLook(Instant now) {
        Instant last = release.lookedAt();
        boolean anotherHour = hour(now) != hour(last);
        return anotherHour || (cadence == Cadence.AT_ONCE && release.anythingNew());
    }

    private static long hour(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SIGN_OF_LIFE.toSeconds());
    }

    /// Sends batches until nothing waits or something is in the way.
    private void send(boolean evenWithoutRows) {
        boolean signOfLife = evenWithoutRows
                || way.state() != UpstreamStatus.State.FINE
                || answeredAt.plus(SIGN_OF_LIFE).isBefore(clock.instant());
        int joins = 0;
        while (!closing) {
            if (position.isEmpty()) {
                if (++joins > MOST_JOINS) {
                    failed(UpstreamStatus.State.AWAY);
                    return;
                }
                if (!join(area.cursor())) {
                    return;
                }
            }
            FigureBatch batch = delivery.batchAfter(position.getAsLong(), release.lookedAt());
            if (batch.rows().isEmpty() && !signOfLife) {
                return;
            }
            signOfLife = false;
            switch (area.send(batch)) {
                case AreaServer.Answer.At at -> takenOrElsewhere(batch, at.cursor());
                case AreaServer.Answer.Elsewhere elsewhere -> position = OptionalLong.empty();
                case AreaServer.Answer.Refused refused -> {
                    failed(UpstreamStatus.State.REFUSED);
                    return;
                }
                case AreaServer.Answer.Away away -> {
                    failed(UpstreamStatus.State.AWAY);
                    return;
                }
            }
        }
    }

    /// Only where nothing waits, and both are at the same row.
    private void prove() {
        boolean together = position.isPresent() && way.state() == UpstreamStatus.State.FINE && !closing;
        if (together && proof.isDue() && !proof.compare(area)) {
            position = OptionalLong.empty();
        }
    }

    private boolean join(AreaServer.Answer answer) {
        return switch (answer) {
            case AreaServer.Answer.At at -> {
                position = delivery.joinAt(at.cursor());
                if (position.isEmpty()) {
                    position = givenBack.from(area, at.cursor());
                }
                if (position.isEmpty()) {
                    failed(UpstreamStatus.State.AWAY);
                }
                yield position.isPresent();
            }
            case AreaServer.Answer.Elsewhere elsewhere -> {
                failed(UpstreamStatus.State.AWAY);
                yield false;
            }
            case AreaServer.Answer.Refused refused -> {
                failed(UpstreamStatus.State.REFUSED);
                yield false;
            }
            case AreaServer.Answer.Away away -> {
                failed(UpstreamStatus.State.AWAY);
                yield false;
            }
        };
    }

    private void takenOrElsewhere(FigureBatch batch, FigureCursor cursor) {
        boolean ours = cursor.ledger().equals(batch.ledger())
                && cursor.through() == batch.through()
                && cursor.chain().equals(batch.chain());
        if (!ours) {
            position = OptionalLong.empty();
            return;
        }
        position = OptionalLong.of(batch.through());
        answeredAt = clock.instant();
        retry = Duration.ZERO;
        if (way.state() != UpstreamStatus.State.FINE) {
            LOG.info("The area server is there again.");
        }
        delivery.taken(batch.through());
        way = new Way(UpstreamStatus.State.FINE, Instant.EPOCH);
    }

    private void failed(UpstreamStatus.State state) {
        boolean first = way.state() == UpstreamStatus.State.FINE;
        retry = retry.isZero() ? FIRST_RETRY : retry.multipliedBy(2);
        if (retry.compareTo(LONGEST_RETRY) > 0) {
            retry = LONGEST_RETRY;
        }
        retryAt = Optional.of(clock.instant().plus(retry));
        position = OptionalLong.empty();
        if (first) {
            LOG.warn("The area server is {}; figures wait in the ledger.", state);
        }
        way = new Way(state, first ? clock.instant() : way.awaySince());
    }

    private Duration untilNext(Instant now) {
        Instant nextHour = Instant.ofEpochSecond((hour(now) + 1) * SIGN_OF_LIFE.toSeconds());
        Instant next = retryAt.filter(nextHour::isAfter).orElse(nextHour);
        return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
    }
}
