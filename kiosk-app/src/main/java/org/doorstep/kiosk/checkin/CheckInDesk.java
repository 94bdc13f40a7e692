package org.doorstep.kiosk.checkin;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.identity.PassSlip;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.time.DeviceClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a reading or a touch becomes an outcome. Safe for all threads: readers and the screen call it as they come.
///
/// Whatever it says was counted is on the disk. A card that this kiosk has never seen is simply welcomed: only the hub
/// knows who is known, and a door that asks "who are you?" is a gate. It never waits for anything but the disk.
public final class CheckInDesk {
    /// A reader says a card again and again while it lies there. Within this, the same one is not a second tap; a
    /// person who taps again because nothing seemed to happen takes longer.
    static final long STILL_THERE_MS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(CheckInDesk.class);

    private final Taps taps;
    private final PassCheck check;
    private final AnotherCard another = new AnotherCard();
    private final Predicate<Credential> stopped;
    private final Slips slips;
    private final DeviceClock clock;
    private final Visitor.OfCards cardNames;
    private volatile Consumer<Outcome> followed = outcome -> {};
    private volatile boolean saving = true;
    private volatile Optional<PassSlip.Good> slipShown = Optional.empty();
    private LastSeen lastSeen = new LastSeen("", 0);

    private record LastSeen(String visitor, long uptimeMs) {}

    /// `stopped`: whether a pass was lost, as far as this kiosk has been told.
    public CheckInDesk(
            Database database,
            Outbox outbox,
            ScheduleBoard schedule,
            PassStock stock,
            CardTokens cards,
            PassKeys passKeys,
            Slips slips,
            Predicate<Credential> stopped,
            DeviceClock clock,
            RandomGenerator random) {
        this.taps = new Taps(database, outbox, schedule, stock, clock, () -> saving = true);
        this.check = new PassCheck(cards, passKeys, slips, clock, schedule.zone());
        this.slips = slips;
        this.stopped = stopped;
        this.clock = clock;
        this.cardNames = new Visitor.OfCards(random);
    }

    /// `seen` hears of each tap of a pass once it is on the disk, before its outcome is returned.
    /// Set before a reader is opened.
    public void watch(Consumer<Shown> seen) {
        taps.watch(seen);
    }

    /// `followed` hears of each outcome of somebody's coming or going before it is returned, after
    /// what [#watch] hears. Set before a reader is opened.
    public void follow(Consumer<Outcome> following) {
        followed = following;
    }

    /// Something was shown to a reader.
    public Outcome read(Reading reading) {
        return switch (check.check(reading)) {
            case Presented.Accepted(Credential credential, HubEvent.Assurance assurance) ->
                accepted(visitor(reading, credential), credential, assurance);
            case Presented.Slip(PassSlip.Good slip) -> takeSlip(slip);
            case Presented.Refused(Presented.Refusal why) -> new Outcome.Refused(why);
        };
    }

    /// Whose pass that is, if it is one that is taken here, without counting it: whoever shows it for
    /// something else neither comes nor goes by it, also while it lies there and is read again and again.
    public Optional<Credential> whose(Reading reading) {
        if (check.look(reading) instanceof Presented.Accepted(Credential credential, HubEvent.Assurance _)
                && !stopped.test(credential)) {
            stillThere(visitor(reading, credential));
            return Optional.of(credential);
        }
        return Optional.empty();
    }

    /// "Use another card too", said at the face of the tap `event`.
    public Outcome anotherCard(EventId event) {
        return another.waitFor(event, clock.moment().uptimeMs())
                ? new Outcome.ShowOther(event)
                : new Outcome.ShowItAgain();
    }

    /// Nobody waits for another card any more.
    public void neverMind(EventId event) {
        another.stopWaiting(event);
    }

    /// The pass of the tap `event`, if it was shown here a moment ago. In memory only.
    public Optional<Credential> shownLately(EventId event) {
        return another.credential(event, clock.moment().uptimeMs());
    }

    /// "Both are mine."
    public Outcome bothAreMine(EventId event) {
        return another.answered(event, clock.moment().uptimeMs())
                .map(both -> saved(() -> taps.added(both)))
                .orElseGet(Outcome.TooLate::new);
    }

    /// "That is somebody else's": whoever showed it meanwhile has come like anybody.
    public Outcome notMine(EventId event) {
        return another.answered(event, clock.moment().uptimeMs())
                .map(both -> count(both.visitor(), both.second(), both.assurance()))
                .orElseGet(Outcome.TooLate::new);
    }

    private Outcome takeSlip(PassSlip.Good slip) {
        return saved(() -> {
            slips.keep(slip, check.slipDay());
            slipShown = Optional.of(slip);
            return new Outcome.SlipTaken(slip.from(), slip.lastDay());
        });
    }

    /// "Stop using it here", of the slip that is on the glass.
    public Outcome endSlip() {
        Optional<PassSlip.Good> shown = slipShown;
        return saved(() -> {
            shown.ifPresent(slips::end);
            slipShown = Optional.empty();
            return shown.isPresent() ? new Outcome.SlipEnded() : new Outcome.TooLate();
        });
    }

    /// "I have no card."
    public Outcome guest() {
        return saved(taps::guest);
    }

    /// "New here?"
    public Outcome newPass() {
        Outcome outcome = saved(taps::newPass);
        if (outcome instanceof Outcome.NewPass made
                && check.check(Reading.Code.of(made.code()))
                        instanceof Presented.Accepted(Credential.Pass pass, HubEvent.Assurance _)) {
            another.shown(
                    made.event(), Visitor.of(pass.pass()), pass, clock.moment().uptimeMs());
        }
        return outcome;
    }

    /// So many came along with the tap or guest `event`; not added to what was said before, but instead of it.
    public Outcome companions(EventId event, Companions with) {
        return saved(() -> taps.companions(event, with));
    }

    /// Asks again what the tap `event` was for.
    public Outcome whatFor(EventId event) {
        return saved(() -> taps.whatFor(event));
    }

    /// "Something else": the answer to the question what the tap `event` was for.
    public Outcome somethingElse(EventId event) {
        return saved(() -> taps.somethingElse(event));
    }

    public Outcome choose(EventId event, SessionId session) {
        return saved(() -> taps.choose(event, session));
    }

    /// How often each reason has come up since the start; only those that did.
    public Map<String, Long> refusals() {
        Map<String, Long> counts = new TreeMap<>();
        check.refused().forEach((why, count) -> {
            if (count > 0) {
                counts.put(why.name().toLowerCase(Locale.ROOT).replace('_', '-'), count);
            }
        });
        return counts;
    }

    /// False from the first thing the disk did not take until the next that it did.
    public boolean saving() {
        return saving;
    }

    /// Finds out whether the disk takes writes again; to be called now and then while not [#saving].
    public void tryToSave() {
        saved(() -> {
            taps.tryToWrite();
            return new Outcome.StillThere();
        });
    }

    private Visitor visitor(Reading reading, Credential credential) {
        return credential instanceof Credential.Pass pass
                ? Visitor.of(pass.pass())
                : cardNames.of((Reading.CardNumber) reading, credential);
    }

    private Outcome accepted(Visitor visitor, Credential credential, HubEvent.Assurance assurance) {
        if (stopped.test(credential)) {
            return stillThere(visitor) ? new Outcome.StillThere() : new Outcome.Refused(check.stopped());
        }
        Optional<Outcome> met =
                another.meets(visitor, credential, assurance, clock.moment().uptimeMs());
        if (met.isPresent()) {
            return stillThere(visitor) ? new Outcome.StillThere() : met.get();
        }
        return tap(visitor, credential, assurance);
    }

    private Outcome tap(Visitor visitor, Credential credential, HubEvent.Assurance assurance) {
        return stillThere(visitor) ? new Outcome.StillThere() : count(visitor, credential, assurance);
    }

    private Outcome count(Visitor visitor, Credential credential, HubEvent.Assurance assurance) {
        Outcome outcome = saved(() -> taps.tap(visitor, credential, assurance));
        if (outcome instanceof Outcome.CannotSave) {
            forgetLastSeen();
        }
        faceOf(outcome)
                .ifPresent(event ->
                        another.shown(event, visitor, credential, clock.moment().uptimeMs()));
        return outcome;
    }

    /// What the face of somebody who has come or gone names them by.
    private static Optional<EventId> faceOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Welcome welcome -> Optional.of(welcome.event());
            case Outcome.AlreadyIn in -> Optional.of(in.event());
            case Outcome.ChooseSession choosing -> Optional.of(choosing.event());
            case Outcome.GoodbyeOrStaying leaving -> Optional.of(leaving.event());
            case Outcome.Goodbye leaving -> Optional.of(leaving.event());
            case Outcome.GuestWelcome _,
                    Outcome.NewPass _,
                    Outcome.ShowOther _,
                    Outcome.SameCard _,
                    Outcome.IsItYours _,
                    Outcome.CardAdded _,
                    Outcome.NoBlanks _,
                    Outcome.SlipTaken _,
                    Outcome.SlipEnded _,
                    Outcome.Refused _,
                    Outcome.TooLate _,
                    Outcome.ShowItAgain _,
                    Outcome.CannotSave _,
                    Outcome.StillThere _ -> Optional.empty();
        };
    }

    /// True while one and the same card keeps being read; each time moves the window on.
    private synchronized boolean stillThere(Visitor visitor) {
        long uptimeMs = clock.moment().uptimeMs();
        boolean same = lastSeen.visitor.equals(visitor.otherName()) && uptimeMs - lastSeen.uptimeMs < STILL_THERE_MS;
        lastSeen = new LastSeen(visitor.otherName(), uptimeMs);
        return same;
    }

    /// What was not kept must not stand in the way of the next try.
    private synchronized void forgetLastSeen() {
        lastSeen = new LastSeen("", 0);
    }

    private Outcome saved(Supplier<Outcome> work) {
        try {
            Outcome outcome = work.get();
            followed.accept(outcome);
            return outcome;
        } catch (StoreException e) {
            if (saving) {
                LOG.error("Check-ins cannot be saved ({}): {}", e.kind(), e.getMessage());
            }
            saving = false;
            return new Outcome.CannotSave();
        }
    }
}
