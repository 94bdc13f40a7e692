package org.doorstep.system.neighbourhood;

import java.time.LocalDate;
import java.util.Map;
import org.doorstep.relay.contract.ActivityId;

/// Somebody invented who holds a pass. They have a number and never a name, as at the hub.
///
/// `habit` is how likely they are to come to each of their favourites in a week; they come from
/// `first` on, and until `last`. On the day `looksRound` everybody comes by, if only for a cup of
/// tea: so each pass is known. `leaves` is how likely they are to tap on the way out, `frontDoor`
/// which kiosk they use, mostly.
record Resident(
        int number,
        Pass pass,
        SmallArea home,
        Map<ActivityId, Double> habit,
        LocalDate first,
        LocalDate last,
        LocalDate looksRound,
        double dropsIn,
        double leaves,
        double frontDoor) {

    /// What they hold: a card of some number, or a printed code that the hub has signed.
    sealed interface Pass {
        /// The card's text as the kiosk's readers write it: `4:9F3C21A7`.
        record Card(String text) implements Pass {}

        /// One of the hub's signed blanks; which, is known when the hub has signed them.
        record Code() implements Pass {}
    }

    boolean comesOn(LocalDate date) {
        return !date.isBefore(first) && !date.isAfter(last);
    }
}
