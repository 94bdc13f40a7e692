package org.doorstep.kiosk.health;

import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.outbox.SenderState;

/// How far what this kiosk saved has come: the three honest states.
///
/// `notAtHub` rows wait for the hub's word; `notAtCentre` attendance rows are in no figure that the area has taken.
/// `twin`: another kiosk uses this one's name, and this one hands over what it has only now and then.
/// `anything` is false until the first is written.
public record Delivery(boolean hubHere, long notAtHub, long notAtCentre, boolean anything, boolean twin) {

    static Delivery of(SenderState state, boolean hubAnswers) {
        long notAtCentre = state.lanes().stream()
                .filter(lane -> lane.lane() == Lane.ATTENDANCE && !lane.parted())
                .mapToLong(lane -> Math.max(0, lane.last() - lane.centre()))
                .sum();
        boolean anything = state.lanes().stream().anyMatch(lane -> lane.last() > 0);
        return new Delivery(state.connected() && hubAnswers, state.depth(), notAtCentre, anything, state.twin());
    }
}
