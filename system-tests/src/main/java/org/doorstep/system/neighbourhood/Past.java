package org.doorstep.system.neighbourhood;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.relay.contract.Ages;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubEvent.Outcome;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.jdbi.v3.core.Handle;

/// What one kiosk saw, written into its own outbox as the kiosk itself writes it: the same events, in the same order,
/// with the times of then. For one thread.
final class Past {
    /// How long after the tap a resident touches what they came for, and whom they brought.
    private static final long CHOOSING_SECONDS = 4;

    private static final long COUNTING_SECONDS = 9;

    private final KioskStore store;
    private final WalkingClock clock;
    private final PassBook passes;
    private final SelfWords selfWords;
    private final Instant feelsFrom;
    private final Feelings feelings = new Feelings();
    private long written;

    /// From `feelsFrom` on there was a mood meter.
    Past(KioskStore store, WalkingClock clock, PassBook passes, SelfWords selfWords, Instant feelsFrom) {
        this.store = store;
        this.clock = clock;
        this.passes = passes;
        this.selfWords = selfWords;
        this.feelsFrom = feelsFrom;
    }

    /// Writes a day's deeds in one transaction; they are on the disk when it returns.
    void write(List<Deed> day) {
        written += store.database().write(transaction -> {
            long events = 0;
            for (Deed deed : day) {
                clock.walkTo(deed.at());
                events += switch (deed.what()) {
                    case Deed.Tapped tap -> tapped(transaction, deed.at(), tap);
                    case Deed.CameAsGuest guest -> guest(transaction, deed.at(), guest);
                };
            }
            return events;
        });
        day.stream().filter(deed -> !deed.at().isBefore(feelsFrom)).forEach(this::feel);
        store.answers().ifPresent(feelings::letGo);
    }

    private void feel(Deed deed) {
        switch (deed.what()) {
            case Deed.Tapped tap -> {
                if (tap.shown() == Outcome.ARRIVAL) {
                    feelings.came(tap.chosen());
                }
            }
            case Deed.CameAsGuest guest -> feelings.came(guest.chosen());
        }
    }

    /// How many events there are so far.
    long written() {
        return written;
    }

    private long tapped(Handle transaction, Instant at, Deed.Tapped tap) {
        Credential credential = passes.of(tap.resident());
        long events = 1;
        if (credential instanceof Credential.Pass(var pass, String key) && passes.issueNow(tap.resident())) {
            store.outbox().append(transaction, Lane.MEMBER, new HubEvent.PassIssued(pass, key));
            events++;
        }
        boolean arrives = tap.shown() == Outcome.ARRIVAL;
        SessionId session = arrives ? tap.hint() : tap.chosen();
        Envelope written = say(
                transaction,
                new HubEvent.TapRecorded(credential, passes.assurance(tap.resident()), tap.shown(), session));
        return events
                + saidOfThemselves(transaction, tap.resident(), credential)
                + chosen(transaction, at, written, session, tap.chosen())
                + companions(transaction, at, written, tap.adults(), tap.children());
    }

    /// After their first tap, as somebody does who is new and looks at "About me".
    private long saidOfThemselves(Handle transaction, Resident resident, Credential credential) {
        if (!passes.speakNow(resident)) {
            return 0;
        }
        Optional<HubEvent> words = selfWords.event(resident, credential);
        words.ifPresent(said -> store.outbox().append(transaction, Lane.MEMBER, said));
        return words.isPresent() ? 1 : 0;
    }

    private long guest(Handle transaction, Instant at, Deed.CameAsGuest guest) {
        Envelope written = say(transaction, new HubEvent.GuestCounted(guest.hint(), 0, 0));
        return 1
                + chosen(transaction, at, written, guest.hint(), guest.chosen())
                + companions(transaction, at, written, guest.adults(), guest.children());
    }

    private long chosen(Handle transaction, Instant at, Envelope of, SessionId hint, SessionId chosen) {
        if (hint.equals(chosen)) {
            return 0;
        }
        clock.walkTo(at.plusSeconds(CHOOSING_SECONDS));
        say(transaction, new HubEvent.SessionChosen(of.id(), chosen));
        return 1;
    }

    private long companions(Handle transaction, Instant at, Envelope of, int adults, int children) {
        if (adults + children == 0) {
            return 0;
        }
        clock.walkTo(at.plusSeconds(COUNTING_SECONDS));
        say(transaction, new HubEvent.CompanionsCounted(of.id(), adults, ages(children)));
        return 1;
    }

    /// Most children who are brought along are at primary school, some younger, and a few older.
    private static Ages ages(int children) {
        int younger = children / 3;
        int older = children / 4;
        return new Ages(younger, children - younger - older, older);
    }

    private Envelope say(Handle transaction, HubEvent event) {
        return store.outbox().append(transaction, Lane.ATTENDANCE, event);
    }
}
