package org.doorstep.kiosk.mood;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.Shown;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.ReasonId;
import org.doorstep.relay.mood.Mashing;
import org.doorstep.relay.time.DeviceClock;

/// Where a touch of a face, or a press of a button, becomes an answer. Safe for all threads; never waits for the disk.
///
/// A visit has one slip, and an answer with a slip is the session's; any other is the week's. So nobody answers twice
/// at one visit, and of a session's answers and visits a true share can be made. Touches that are play are set aside
/// and counted. Nothing that it remembers is ever written; decision 0094 has the reasons.
public final class MoodDesk implements AutoCloseable {
    /// Whoever has just shown their pass at a kiosk without a screen walks on to the buttons beside it.
    static final long AT_THE_BUTTONS_MS = 60_000;

    private static final int TICKET_BYTES = 12;

    private final MoodBox box;
    private final ScheduleBoard schedule;
    private final DeviceClock clock;
    private final RandomGenerator random;
    private final AnswerSlips slips = new AnswerSlips();
    private final Mashing mashing = new Mashing();
    private Optional<AtTheButtons> atTheButtons = Optional.empty();
    private Optional<Open> open = Optional.empty();

    /// What came of a press. Light and sound are the same for the first two: a filter that shows itself is played with.
    public enum Taken {
        THANKED,
        SET_ASIDE,
        NOT_NOW
    }

    /// An answer that may still be given a reason, or be taken back: until the page says that it is done, or the next
    /// touch or visitor.
    private record Open(
            String ticket, String about, MoodAnswered answer, Optional<AnswerSlips.Slip> slip, boolean isMeant) {}

    private record AtTheButtons(AnswerSlips.Slip slip, long uptimeMs) {}

    public MoodDesk(MoodBox box, ScheduleBoard schedule, DeviceClock clock, RandomGenerator random) {
        this.box = box;
        this.schedule = schedule;
        this.clock = clock;
        this.random = random;
    }

    /// A pass was shown, and is counted.
    public synchronized void shown(Shown shown) {
        slips.shown(shown);
    }

    /// What came of it, or of a touch: somebody has come or gone, and has the slip of their visit.
    public synchronized void met(Outcome outcome) {
        Optional<AnswerSlips.Slip> slip = slips.met(outcome, schedule.today());
        if (slip.isPresent()) {
            settle();
            atTheButtons = slip.map(of -> new AtTheButtons(of, uptimeMs()));
        }
    }

    /// Whether whoever that face is about can still say how it was.
    public synchronized boolean mayAnswer(EventId face) {
        return slips.of(face).isPresent();
    }

    /// A physical button, `face` from 1, the saddest, to 4.
    public synchronized Taken press(int face) {
        settle();
        Optional<AnswerSlips.Slip> slip = atTheButtons
                .filter(there -> uptimeMs() - there.uptimeMs() < AT_THE_BUTTONS_MS)
                .map(AtTheButtons::slip)
                .filter(unused -> !unused.isUsed());
        Open answer = take(slip, "", face);
        if (!give(answer)) {
            return Taken.NOT_NOW;
        }
        return answer.isMeant() ? Taken.THANKED : Taken.SET_ASIDE;
    }

    /// A face touched on the glass: of whoever the face `about` is about, or by anybody if it is empty. The ticket of
    /// the answer, for a reason or to take it back; empty if that slip is used or gone, and nothing was taken.
    public synchronized Optional<String> touch(String about, int face) {
        settle();
        if (about.isEmpty()) {
            open = Optional.of(take(Optional.empty(), about, face));
        } else {
            open = slips.of(EventId.parse(about)).map(slip -> take(Optional.of(slip), about, face));
        }
        return open.map(Open::ticket);
    }

    /// The word that goes with the answer of that ticket. False if it has been let go of meanwhile, as it was.
    public synchronized boolean because(String ticket, ReasonId reason) {
        Optional<Open> answer = open.filter(of -> of.ticket().equals(ticket));
        answer.ifPresent(of -> {
            open = Optional.of(new Open(ticket, of.about(), of.answer().because(reason), of.slip(), of.isMeant()));
            settle();
        });
        return answer.isPresent();
    }

    /// "I meant another one": whom the answer of that ticket was about, and it is as if it had not been given. Empty if
    /// it has been let go of.
    public synchronized Optional<String> takeBack(String ticket) {
        Optional<Open> answer = open.filter(of -> of.ticket().equals(ticket));
        answer.ifPresent(of -> {
            open = Optional.empty();
            of.slip().ifPresentOrElse(AnswerSlips.Slip::giveBack, mashing::takenBack);
        });
        return answer.map(Open::about);
    }

    /// No reason, and nothing more: whoever gave it has gone.
    public synchronized void done(String ticket) {
        if (open.filter(of -> of.ticket().equals(ticket)).isPresent()) {
            settle();
        }
    }

    /// What is still open is given as it is.
    @Override
    public synchronized void close() {
        settle();
    }

    private Open take(Optional<AnswerSlips.Slip> slip, String about, int face) {
        slip.ifPresent(AnswerSlips.Slip::use);
        MoodAnswered answer = slip.map(of -> MoodAnswered.of(of.session(), face))
                .orElseGet(() -> MoodAnswered.awayFromSessions(face));
        boolean isMeant = slip.isPresent() || mashing.isMeant(uptimeMs());
        return new Open(ticket(), about, answer, slip, isMeant);
    }

    private void settle() {
        open.ifPresent(this::give);
        open = Optional.empty();
    }

    private boolean give(Open answer) {
        return answer.isMeant()
                ? box.give(answer.answer())
                : box.setAside(answer.answer().face());
    }

    private String ticket() {
        byte[] bytes = new byte[TICKET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private long uptimeMs() {
        return clock.moment().uptimeMs();
    }
}
