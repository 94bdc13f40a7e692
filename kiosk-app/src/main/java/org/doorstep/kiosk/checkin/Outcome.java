package org.doorstep.kiosk.checkin;

import java.time.LocalDate;
import java.util.List;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Schedule;

/// What came of a reading or a touch. Whatever says that somebody was counted is on the disk already.
///
/// `event` names the tap or the guest, so that a later touch (companions, the session) can say what it belongs to.
public sealed interface Outcome {

    /// Counted by a pass, now.
    record Welcome(EventId event, ComingFor to, Companions with) implements Outcome {}

    /// The same pass again in the same session, too soon to be a leaving.
    record AlreadyIn(EventId event, ComingFor to, Companions with) implements Outcome {}

    /// A second tap after the set time: the visit is closed.
    record Goodbye(EventId event, ComingFor from) implements Outcome {}

    /// A tap after the end of a session that they were still in, while something else is on: the visit is closed.
    /// Whoever stays for one of the `choices` says so by a touch.
    record GoodbyeOrStaying(EventId event, ComingFor from, List<Schedule.Occurrence> choices) implements Outcome {
        public GoodbyeOrStaying {
            choices = List.copyOf(choices);
        }
    }

    /// Counted, and several sessions are on. Whoever walks away without choosing is in the day's drop-in.
    record ChooseSession(EventId event, List<Schedule.Occurrence> choices) implements Outcome {
        public ChooseSession {
            choices = List.copyOf(choices);
        }
    }

    /// Counted without a card.
    record GuestWelcome(EventId event, ComingFor to, Companions with) implements Outcome {}

    /// A new pass, with its first tap: `code` is the text of its QR. `choices` are the sessions on, if several are.
    record NewPass(EventId event, String code, ComingFor to, List<Schedule.Occurrence> choices) implements Outcome {
        public NewPass {
            choices = List.copyOf(choices);
        }

        /// A pass is as good as a name: the code stays out of log lines.
        @Override
        public String toString() {
            return "NewPass[" + event + "]";
        }
    }

    /// "Use another card too": the other one is waited for.
    record ShowOther(EventId event) implements Outcome {}

    /// The card that was shown already, while another is waited for.
    record SameCard(EventId event) implements Outcome {}

    /// Another card, and perhaps a neighbour's: whoever it is says so by a touch. Nothing is kept yet.
    record IsItYours(EventId event) implements Outcome {}

    /// Both are one person's from now on.
    record CardAdded() implements Outcome {}

    /// No signed blank is left on this kiosk.
    record NoBlanks() implements Outcome {}

    /// A slip was shown: from now on its resident's pass, which is of the hub `from`, is taken here
    /// until `lastDay`.
    record SlipTaken(HubId from, LocalDate lastDay) implements Outcome {}

    /// And no more.
    record SlipEnded() implements Outcome {}

    /// Nothing was changed, and the reason was counted.
    record Refused(Presented.Refusal why) implements Outcome {}

    /// A touch that came too late: what it belonged to is no longer known here. Nothing was changed.
    record TooLate() implements Outcome {}

    /// Who asks about themselves has to have shown their pass a moment ago. Nothing was changed.
    record ShowItAgain() implements Outcome {}

    /// The disk did not take it. Nobody was counted, and nobody is told that they were.
    record CannotSave() implements Outcome {}

    /// The same card still lying on the reader: nothing to show, nothing to keep.
    record StillThere() implements Outcome {}
}
