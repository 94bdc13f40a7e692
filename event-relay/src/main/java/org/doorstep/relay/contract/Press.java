package org.doorstep.relay.contract;

/// A button of a box that keeps nothing was pressed: 1 is the saddest, 4 the happiest. On the topic
/// [Topics#press], QoS 0 and never retained. It has no sequence, no id, no time and no session, so one
/// that is lost on the way is lost, and nobody can say which came first.
public record Press(int face) {
    public Press {
        if (face < 1 || face > HubEvent.MoodAnswered.FACES) {
            throw new IllegalArgumentException("A face is 1 to " + HubEvent.MoodAnswered.FACES + ".");
        }
    }
}
