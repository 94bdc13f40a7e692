package org.doorstep.kiosk.face;

import java.util.List;
import org.doorstep.kiosk.staff.StaffDoor;
import org.doorstep.relay.contract.EventId;

/// Puts the way out of the page into words. Pure but for the words.
public final class StaffViews {
    /// To look the PIN up somewhere safe, and type it.
    private static final int TYPE = 60;

    private static final int READ = 30;

    /// As long as a PIN may be.
    private static final int MOST_DIGITS = 12;

    private final Words words;

    public StaffViews(Words words) {
        this.words = words;
    }

    /// A pass of staff was shown: its PIN is asked for.
    public View asked(EventId knock) {
        return pin(knock, words.say("staff.pin.hint"), false);
    }

    public View of(StaffDoor.Answer answer) {
        return switch (answer) {
            case StaffDoor.LetOut() ->
                new StaffView.Open(
                        words.say("staff.open.title"),
                        words.say("staff.open.sentence"),
                        words.say("staff.open.close"),
                        words.say("staff.open.still"),
                        READ);
            case StaffDoor.NotThatPin(EventId knock, int left) -> pin(knock, words.say("staff.pin.wrong", left), true);
            case StaffDoor.TooOften() -> notice(words.say("staff.often.title"), words.say("staff.often.sentence"));
            case StaffDoor.ShowItAgain() -> notice(words.say("staff.again.title"), words.say("staff.again.sentence"));
        };
    }

    private View pin(EventId knock, String hint, boolean problem) {
        return new StaffView.Pin(
                knock, words.say("staff.pin.title"), hint, problem, words.say("staff.pin.next"), MOST_DIGITS, TYPE);
    }

    private static View notice(String title, String sentence) {
        return new View.Notice("notice", "clock", title, List.of(sentence), List.of(), "notice", READ);
    }
}
