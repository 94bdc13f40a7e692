package org.doorstep.kiosk.staff;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.time.DeviceClock;

/// Tells a pass of staff from all others, and lets out of the page whoever shows one and knows its
/// PIN. Nothing of it is on the disk, and no visit is counted. Safe for all threads; one PIN is tried
/// at a time, so that guesses cannot be made side by side.
public final class StaffDoor {
    /// To find the keys on the glass; then the pass is shown once more.
    static final long KNOCK_MS = 120_000;

    /// Whoever mistypes does so twice. At so many in so long a million PINs take five years.
    static final int MOST_WRONG = 5;

    static final long WRONG_COUNT_MS = 15 * 60_000;

    private final StaffPasses passes;
    private final PassKeys keys;
    private final ZoneId zone;
    private final DeviceClock clock;
    private final RandomGenerator random;
    private final Deque<Long> wrong = new ArrayDeque<>();
    private Optional<Knock> latest = Optional.empty();

    private record Knock(EventId id, PassName pass, long untilUptimeMs) {}

    /// What came of a PIN.
    public sealed interface Answer {}

    public record LetOut() implements Answer {}

    /// `left`: how often it may be tried still.
    public record NotThatPin(EventId knock, int left) implements Answer {}

    /// Nobody is let out until the first of those wrong ones is a quarter of an hour old.
    public record TooOften() implements Answer {}

    /// Nobody has shown such a pass just now.
    public record ShowItAgain() implements Answer {}

    public StaffDoor(StaffPasses passes, PassKeys keys, ZoneId zone, DeviceClock clock, RandomGenerator random) {
        this.passes = passes;
        this.keys = keys;
        this.zone = zone;
        this.clock = clock;
        this.random = random;
    }

    /// Whether this is a pass of staff; then its PIN may be given for two minutes, by this name.
    public synchronized Optional<EventId> knock(Reading reading) {
        Optional<PassName> pass = name(reading).filter(name -> passes.pin(name).isPresent());
        if (pass.isPresent()) {
            EventId id = EventId.byChance(random);
            latest = Optional.of(new Knock(id, pass.get(), clock.moment().uptimeMs() + KNOCK_MS));
            return Optional.of(id);
        }
        return Optional.empty();
    }

    /// Takes a part of a second, whatever comes of it.
    public synchronized Answer tried(EventId knock, String pin) {
        long now = clock.moment().uptimeMs();
        Optional<Knock> known = latest.filter(one -> one.id.equals(knock) && now < one.untilUptimeMs);
        if (known.isEmpty()) {
            return new ShowItAgain();
        }
        wrong.removeIf(at -> at + WRONG_COUNT_MS <= now);
        if (wrong.size() >= MOST_WRONG) {
            latest = Optional.empty();
            return new TooOften();
        }
        if (passes.pin(known.get().pass).filter(hash -> hash.fits(pin)).isPresent()) {
            latest = Optional.empty();
            wrong.clear();
            return new LetOut();
        }
        wrong.addLast(now);
        int left = MOST_WRONG - wrong.size();
        return left == 0 ? new TooOften() : new NotThatPin(knock, left);
    }

    /// Its last day does not matter: what the hub names is what counts.
    private Optional<PassName> name(Reading reading) {
        if (!(reading instanceof Reading.Code(String text))) {
            return Optional.empty();
        }
        return switch (PassCode.read(text, keys, LocalDate.ofInstant(clock.instant(), zone))) {
            case PassCode.Valid valid -> named(valid.pass());
            case PassCode.Expired expired -> named(expired.pass());
            default -> Optional.empty();
        };
    }

    private static Optional<PassName> named(PassId pass) {
        return Optional.of(PassName.of(pass));
    }
}
