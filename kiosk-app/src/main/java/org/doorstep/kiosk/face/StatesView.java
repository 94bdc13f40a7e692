package org.doorstep.kiosk.face;

import java.util.List;
import org.doorstep.kiosk.health.Delivery;

/// The small honest line beneath every face: saved here, at the hub, at the centre, and how many passes are left.
public record StatesView(List<State> states, int blanks) {

    /// `kind` is done, waiting, quiet or trouble; each has a colour and a picture beside its words.
    record State(String kind, String picture, String words) {}

    public static StatesView of(Delivery delivery, boolean saving, int blanks, Words words) {
        State here = saving
                ? new State("done", "saved", words.say("states.saved"))
                : new State("trouble", "trouble", words.say("states.not-saving"));
        return new StatesView(List.of(here, hub(delivery, words), centre(delivery, words)), blanks);
    }

    private static State hub(Delivery delivery, Words words) {
        if (!delivery.hubHere()) {
            return new State("waiting", "away", words.say("states.hub.away", delivery.notAtHub()));
        }
        return delivery.notAtHub() == 0
                ? new State("done", "house", words.say("states.hub.all"))
                : new State("waiting", "waiting", words.say("states.hub.waiting", delivery.notAtHub()));
    }

    private static State centre(Delivery delivery, Words words) {
        if (!delivery.anything()) {
            return new State("quiet", "centre", words.say("states.centre.quiet"));
        }
        return delivery.notAtCentre() == 0
                ? new State("done", "centre", words.say("states.centre.all"))
                : new State("quiet", "waiting", words.say("states.centre.waiting", delivery.notAtCentre()));
    }
}
