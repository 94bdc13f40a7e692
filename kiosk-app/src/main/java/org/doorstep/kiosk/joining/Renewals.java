package org.doorstep.kiosk.joining;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.DoorOutcome;
import org.doorstep.relay.joining.DoorRefusal;
import org.doorstep.relay.joining.HubDoor;
import org.doorstep.relay.time.DeviceClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that this kiosk's certificate never ends: looks each minute whether the last third of its days has begun,
/// and then asks at the hub's door for the next, with the same key, until it has it. The link shows it at its next
/// connecting. After the end it goes on asking, for the door answers a year longer than the broker.
///
/// Whoever does not know the time cannot know that the days are over, and is told so by nobody but a broker that turns
/// it away. So a hub that is silent for long is asked too, once a day. Safe for all threads.
public final class Renewals implements AutoCloseable {
    /// A certificate's days are counted in thirds: two to use it, one to find the hub in.
    private static final int PARTS = 3;

    /// Looking costs four small files.
    private static final Duration TURN = Duration.ofMinutes(1);

    /// A building whose power comes back has all its kiosks ask at once; this keeps them apart, and a hub that is
    /// rebooted is there again after the second try.
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /// A no is seldom taken back, and only by a person.
    private static final Duration AFTER_A_NO = Duration.ofHours(6);

    /// A hub is back from a restart sooner than this. A kiosk that knows the time would know that its days are over,
    /// and is the more patient.
    private static final Duration SILENCE_UNSURE = Duration.ofMinutes(2);

    private static final Duration SILENCE = Duration.ofHours(1);

    /// Of asking for no other reason than silence.
    private static final Duration BETWEEN_GUESSES = Duration.ofDays(1);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    private final Path folder;
    private final Optional<DoorAddress> door;
    private final DeviceClock clock;
    private final BooleanSupplier hubAnswers;
    private final SecureRandom random;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("renew").daemon().unstarted(this::turnUntilClosed);

    // Only the thread's own; times are of uptime.
    private long silentSinceMs;
    private long notBeforeMs;
    private long nextGuessMs;
    private Duration pause = FIRST_PAUSE;

    private volatile Identity own;
    private volatile Membership.Renewal renewal;
    private volatile long renewed;
    private volatile long failed;

    /// `folder` holds this kiosk's identity; without a `door` it is only watched. `hubAnswers`: whether
    /// the hub lets this kiosk speak to it. Throws [KeyFileException] if the identity cannot be read.
    public Renewals(
            Path folder,
            Optional<DoorAddress> door,
            DeviceClock clock,
            BooleanSupplier hubAnswers,
            SecureRandom random) {
        this.folder = folder;
        this.door = door;
        this.clock = clock;
        this.hubAnswers = hubAnswers;
        this.random = random;
        this.own = IdentityFiles.read(folder);
        this.renewal = door.isPresent() ? Membership.Renewal.NOT_DUE : Membership.Renewal.BY_HAND;
        this.silentSinceMs = uptimeMs();
    }

    public void start() {
        thread.start();
    }

    public Membership now() {
        Instant until = until(own);
        return new Membership(until, Duration.between(passed(), until), renewal, renewed, failed);
    }

    /// The time that everybody's certificates are held against on this kiosk (decision 0051).
    public static CheckedAt time(DeviceClock clock, Identity own) {
        return CheckedAt.of(clock, floor(own));
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            // Not for an answer that is waited for: nothing is lost with it, the next start asks again.
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turnUntilClosed() {
        try {
            do {
                turnGuarded();
            } while (!closing.await(TURN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turnGuarded() {
        try {
            turn();
        } catch (RuntimeException e) {
            LOG.error("The kiosk's certificate could not be looked after.", e);
        }
    }

    /// Looks once, and asks if it is time to.
    void turn() {
        own = IdentityFiles.read(folder);
        long now = uptimeMs();
        if (hubAnswers.getAsBoolean()) {
            silentSinceMs = now;
        }
        boolean due = isDue();
        if (door.isEmpty()) {
            return;
        }
        if (!due && (renewal == Membership.Renewal.WAITING || hubAnswers.getAsBoolean())) {
            renewal = Membership.Renewal.NOT_DUE;
        }
        boolean guess =
                !due && now >= nextGuessMs && now - silentSinceMs >= patience().toMillis();
        if ((due || guess) && now >= notBeforeMs) {
            ask(door.get(), due);
        }
    }

    private void ask(DoorAddress at, boolean due) {
        Holder.Device device = (Holder.Device) own.holder();
        String request = IdentityFiles.request(folder, device, random);
        DoorOutcome<List<X509Certificate>> outcome = new HubDoor(at).renew(() -> own, request, () -> time(clock, own));
        switch (outcome) {
            case DoorOutcome.Done<List<X509Certificate>>(List<X509Certificate> chain) -> keep(chain);
            case DoorOutcome.Refused<List<X509Certificate>>(DoorRefusal why) ->
                failed(why.passes() ? Membership.Renewal.WAITING : Membership.Renewal.REFUSED, why.sentence(), due);
            case DoorOutcome.NotTheHub<List<X509Certificate>>(String sentence) ->
                failed(Membership.Renewal.WAITING, sentence, due);
            case DoorOutcome.Unreachable<List<X509Certificate>>(String sentence) ->
                failed(Membership.Renewal.WAITING, sentence, due);
        }
    }

    private void keep(List<X509Certificate> chain) {
        if (isWorseThanMyOwn(chain)) {
            failed(
                    Membership.Renewal.WAITING,
                    "The next certificate begins on " + latestFrom(chain) + ", which has not come. The hub's clock or"
                            + " this one is wrong.",
                    true);
            return;
        }
        try {
            IdentityFiles.place(folder, chain, own.root());
            own = IdentityFiles.read(folder);
        } catch (KeyFileException e) {
            failed(Membership.Renewal.WAITING, "The next certificate could not be kept. " + e.getMessage(), true);
            return;
        }
        renewal = Membership.Renewal.NOT_DUE;
        renewed++;
        pause = FIRST_PAUSE;
        nextGuessMs = uptimeMs() + BETWEEN_GUESSES.toMillis();
        LOG.info("Renewed: certificate {} until {}.", Serial.of(own.certificate()), until(own));
    }

    /// By a clock that knows the time, one whose days have not begun is not taken in the place of one that the hub
    /// lets in. Of whom the hub does not let in, the clock may be what is wrong, and nothing is lost by trying.
    private boolean isWorseThanMyOwn(List<X509Certificate> chain) {
        return knowsTheTime() && hubAnswers.getAsBoolean() && latestFrom(chain).isAfter(passed());
    }

    private static Instant latestFrom(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotBefore().toInstant())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    private void failed(Membership.Renewal now, String why, boolean due) {
        failed++;
        // Guessed: nothing is known to be wrong with the certificate.
        renewal = due || now == Membership.Renewal.REFUSED ? now : renewal;
        Duration whole = now == Membership.Renewal.REFUSED ? AFTER_A_NO : pause;
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        notBeforeMs = uptimeMs() + random.nextLong(whole.toMillis() / 2, whole.toMillis() + 1);
        LOG.info("Not renewed; the certificate ends at {}. {}", until(own), why);
    }

    /// By a clock that does not know the time, only what was signed counts, and by that nothing of its own is ever due.
    private boolean isDue() {
        Instant from = own.certificate().getNotBefore().toInstant();
        Duration third = Duration.between(from, until(own)).dividedBy(PARTS);
        return !passed().isBefore(until(own).minus(third));
    }

    private Duration patience() {
        return knowsTheTime() ? SILENCE : SILENCE_UNSURE;
    }

    /// The later of the floor and this machine's time, if it knows it.
    private Instant passed() {
        Instant floor = floor(own);
        Instant at = clock.instant();
        return knowsTheTime() && at.isAfter(floor) ? at : floor;
    }

    private boolean knowsTheTime() {
        return clock.moment().boundMs() < Moment.UNBOUNDED;
    }

    private long uptimeMs() {
        return clock.moment().uptimeMs();
    }

    private static Instant until(Identity identity) {
        return identity.certificate().getNotAfter().toInstant();
    }

    private static Instant floor(Identity identity) {
        return CheckedAt.floor(identity.chain(), identity.chain().getLast(), RevokedList.EMPTY);
    }
}
