package org.doorstep.hub.joining;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.joining.ClaimName;
import org.doorstep.relay.joining.CodeProof;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.Fingerprint;
import org.doorstep.relay.joining.JoiningCode;
import org.doorstep.relay.joining.JoiningQr;
import org.doorstep.relay.time.DeviceClock;

/// The codes that managers have made: in memory alone, so that a hub that starts anew knows none.
/// Each is for one device, once, for 15 minutes by the clock that nobody can set, and for five
/// wrong tries. Safe for all threads.
public final class Claims {
    static final Duration LIFE = Duration.ofMinutes(15);

    /// A person who mistypes does so twice or thrice; whoever guesses needs 2^39 tries.
    static final int MOST_TRIES = 5;

    /// What became of a code is shown for so long, and told to a device that knows it.
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /// A hub sets up a handful at once; each open one can be tried.
    static final int MOST = 12;

    private final DoorAddress door;
    private final Supplier<Fingerprint> own;
    private final DeviceClock clock;
    private final SecureRandom random;
    private final Runnable changed;
    private final List<Claim> all = new ArrayList<>();

    /// `own`: the key that the door shows. `changed` is run after each change that a page shows.
    public Claims(
            DoorAddress door, Supplier<Fingerprint> own, DeviceClock clock, SecureRandom random, Runnable changed) {
        this.door = door;
        this.own = own;
        this.clock = clock;
        this.random = random;
        this.changed = changed;
    }

    /// A picture of one claim.
    record View(Place place, Claim.State state, String code, String qr, String door, Duration left, int wrongTries) {
        /// Says whose, never the code.
        @Override
        public String toString() {
            return "claim of " + place.id() + ", " + state;
        }
    }

    /// A new code for this place; an open one for it is taken back. Empty if there are too many open.
    Optional<Claim> begin(Place place) {
        // Stretching it takes a moment, so with nothing locked.
        JoiningCode code = freshCode();
        Fingerprint shown = own.get();
        CodeProof proof = new CodeProof(code, shown);
        Claim made = new Claim(place, new JoiningQr(door, shown, code), proof, now() + LIFE.toMillis());
        synchronized (all) {
            forget();
            all.stream().filter(claim -> claim.place().id().equals(place.id())).forEach(Claims::takeBack);
            all.removeIf(claim -> claim.place().id().equals(place.id()) && state(claim) != Claim.State.JOINED);
            if (all.stream().filter(claim -> state(claim) == Claim.State.OPEN).count() >= MOST) {
                return Optional.empty();
            }
            all.addFirst(made);
        }
        changed.run();
        return Optional.of(made);
    }

    /// Takes the code of this place back, if it is open.
    void takeBack(DeviceId id) {
        synchronized (all) {
            all.stream().filter(claim -> claim.place().id().equals(id)).forEach(Claims::takeBack);
        }
        changed.run();
    }

    /// The newest first, with what became of them.
    List<View> all() {
        synchronized (all) {
            forget();
            return all.stream().map(this::view).toList();
        }
    }

    /// Whether a code for this place is open.
    boolean open(DeviceId id) {
        return all().stream().anyMatch(view -> view.place().id().equals(id) && view.state() == Claim.State.OPEN);
    }

    /// Of one claim, what a page shows that asking can change.
    private record Seen(Claim.State state, int wrongTries) {
        static Seen of(Claim claim) {
            return new Seen(claim.state(), claim.wrongTries());
        }
    }

    /// What `asking` says of the claim of that name, with nobody else at it meanwhile; empty if
    /// there is none.
    <T> Optional<T> with(ClaimName name, Function<Claim, T> asking) {
        Optional<Claim> found;
        synchronized (all) {
            forget();
            found = all.stream()
                    .filter(claim -> claim.code().claim().equals(name))
                    .findFirst();
        }
        return found.map(claim -> {
            Seen before;
            Seen after;
            T said;
            synchronized (claim) {
                before = Seen.of(claim);
                claim.endIfOver(now());
                said = asking.apply(claim);
                after = Seen.of(claim);
            }
            // Else whoever tries on at a code that is over would have every page drawn anew.
            if (!after.equals(before)) {
                changed.run();
            }
            return said;
        });
    }

    /// Two of one name could not be told apart.
    private JoiningCode freshCode() {
        synchronized (all) {
            JoiningCode code = JoiningCode.random(random);
            while (isNamed(code.claim())) {
                code = JoiningCode.random(random);
            }
            return code;
        }
    }

    private boolean isNamed(ClaimName name) {
        return all.stream().anyMatch(claim -> claim.code().claim().equals(name));
    }

    private void forget() {
        long now = now();
        all.removeIf(claim -> now >= claim.endsAtMs() + REMEMBERED.toMillis());
    }

    private Claim.State state(Claim claim) {
        synchronized (claim) {
            claim.endIfOver(now());
            return claim.state();
        }
    }

    private static void takeBack(Claim claim) {
        synchronized (claim) {
            claim.takeBack();
        }
    }

    private View view(Claim claim) {
        synchronized (claim) {
            claim.endIfOver(now());
            Duration left = Duration.ofMillis(Math.max(0, claim.endsAtMs() - now()));
            boolean open = claim.state() == Claim.State.OPEN;
            return new View(
                    claim.place(),
                    claim.state(),
                    open ? claim.code().text() : "",
                    open ? claim.qr().text() : "",
                    door.text(),
                    left,
                    claim.wrongTries());
        }
    }

    private long now() {
        return clock.moment().uptimeMs();
    }
}
