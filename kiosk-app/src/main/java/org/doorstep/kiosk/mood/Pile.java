package org.doorstep.kiosk.mood;

import java.time.LocalDate;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.SessionId;

/// What answers are held together for, and leave together for: a session, or a week.
sealed interface Pile {

    record OfSession(SessionId session) implements Pile {
        @Override
        public LocalDate date() {
            return session.date();
        }

        @Override
        public MoodAnswered answer(int face) {
            return MoodAnswered.of(session, face);
        }

        @Override
        public String name() {
            return session.toString();
        }
    }

    /// Of answers given away from sessions, and of those whose session had too few.
    record OfWeek(LocalDate date) implements Pile {
        static OfWeek with(LocalDate day) {
            return new OfWeek(AnonymousEnvelope.weekOf(day));
        }

        @Override
        public MoodAnswered answer(int face) {
            return MoodAnswered.awayFromSessions(face);
        }

        @Override
        public String name() {
            return date.toString();
        }
    }

    /// The date under which its answers leave.
    LocalDate date();

    /// An answer of this pile.
    MoodAnswered answer(int face);

    String name();

    static Pile parse(String name) {
        return name.indexOf('@') < 0 ? new OfWeek(LocalDate.parse(name)) : new OfSession(SessionId.parse(name));
    }
}
