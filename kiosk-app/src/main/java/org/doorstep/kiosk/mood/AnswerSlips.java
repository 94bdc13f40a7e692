package org.doorstep.kiosk.mood;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.Shown;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.SessionId;

/// One slip for each visit: with it somebody may say once how it was. In memory only, and nothing of an answer is in a
/// slip: that it was used, and not for what. One owner's.
///
/// A pass has one slip for each session, however often it is shown; a guest has one for each touch. Whoever was
/// counted before this program started has none, so that nobody answers twice.
final class AnswerSlips {
    /// A hub has a few hundred visits a day; beyond this the oldest are gone.
    static final int MOST = 4_000;

    /// Faces that may still be on a glass: the last few.
    static final int MOST_FACES = 64;

    private final Map<String, Slip> ofVisits = new Least<>(MOST);
    private final Map<EventId, String> visitors = new Least<>(MOST_FACES);
    private final Map<EventId, Slip> ofFaces = new Least<>(MOST_FACES);

    static final class Slip {
        private final SessionId session;
        private boolean used;

        private Slip(SessionId session) {
            this.session = session;
        }

        SessionId session() {
            return session;
        }

        boolean isUsed() {
            return used;
        }

        void use() {
            used = true;
        }

        /// Somebody takes back what they have just touched.
        void giveBack() {
            used = false;
        }
    }

    void shown(Shown shown) {
        visitors.put(shown.face(), shown.visitor());
    }

    /// The slip of whoever this outcome is about, if there is somebody and they may have one.
    Optional<Slip> met(Outcome outcome, LocalDate today) {
        return switch (outcome) {
            case Outcome.Welcome came -> granted(came.event(), came.to().id(), today);
            case Outcome.NewPass came -> granted(came.event(), came.to().id(), today);
            case Outcome.GuestWelcome came -> {
                visitors.putIfAbsent(came.event(), "guest " + came.event());
                yield granted(came.event(), came.to().id(), today);
            }
            case Outcome.AlreadyIn here -> found(here.event(), here.to().id());
            case Outcome.Goodbye gone -> found(gone.event(), gone.from().id());
            case Outcome.GoodbyeOrStaying gone ->
                found(gone.event(), gone.from().id());
            // Until they choose, and if they do not, they are in the day's drop-in.
            case Outcome.ChooseSession came -> granted(came.event(), SessionId.dropIn(today), today);
            case Outcome.ShowOther _,
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

    /// The unused slip of whoever that face is about.
    Optional<Slip> of(EventId face) {
        return Optional.ofNullable(ofFaces.get(face)).filter(slip -> !slip.isUsed());
    }

    private Optional<Slip> granted(EventId face, SessionId session, LocalDate today) {
        String visitor = visitors.get(face);
        if (visitor == null) {
            // They were counted before this program started.
            return Optional.empty();
        }
        ofVisits.values().removeIf(slip -> slip.session.date().isBefore(today.minusDays(1)));
        Slip slip = ofVisits.computeIfAbsent(visitor + " " + session, _ -> new Slip(session));
        Slip before = ofFaces.put(face, slip);
        if (before != null && before.used && before.session.equals(SessionId.dropIn(today))) {
            // They answered, and only then said what they had come for: it is one visit.
            slip.use();
        }
        return Optional.of(slip);
    }

    private Optional<Slip> found(EventId face, SessionId session) {
        Optional<Slip> slip = Optional.ofNullable(visitors.get(face))
                .flatMap(visitor -> Optional.ofNullable(ofVisits.get(visitor + " " + session)));
        slip.ifPresent(found -> ofFaces.put(face, found));
        return slip;
    }

    /// Keeps the last few.
    private static final class Least<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        private final int most;

        Least(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
