package org.doorstep.kiosk.mood;

import java.time.LocalDate;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.HubEvent;
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

    /// Of what was touched in a way in which nobody answers, by its week.
    record SetAside(LocalDate date) implements Pile {
        private static final String ASIDE = "aside ";

        static SetAside with(LocalDate day) {
            return new SetAside(AnonymousEnvelope.weekOf(day));
        }

        @Override
        public MoodAnswered answer(int face) {
            return MoodAnswered.awayFromSessions(face);
        }

        @Override
        public HubEvent leaving(MoodAnswered answer) {
            return new HubEvent.MoodSetAside(answer.face());
        }

        @Override
        public String name() {
            return ASIDE + date;
        }
    }

    /// The date under which its answers leave.
    LocalDate date();

    /// An answer of this pile.
    MoodAnswered answer(int face);

    /// What goes to the hub of it.
    default HubEvent leaving(MoodAnswered answer) {
        return answer;
    }

    String name();

    static Pile parse(String name) {
        if (name.startsWith(SetAside.ASIDE)) {
            return new SetAside(LocalDate.parse(name.substring(SetAside.ASIDE.length())));
        }
        return name.indexOf('@') < 0 ? new OfWeek(LocalDate.parse(name)) : new OfSession(SessionId.parse(name));
    }
}
