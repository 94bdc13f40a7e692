package org.doorstep.relay.contract.talk;

import java.time.Instant;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.Required;

/// A hub's own time, in its answers and in its beacon on `doorstep/v1/{hub}/time`.
///
/// `boundMs` is the most that it can be out, in milliseconds; [Moment#UNBOUNDED] says that this hub has no true
/// time (no internet, no clock chip, nobody who has confirmed it), and then nothing may be learnt from it.
/// `clock` is `synced` where its kernel says so, `restored` where a clock chip or a person vouches for it, else
/// `unknown`.
public record HubTime(Instant time, Moment.Clock clock, int boundMs) {

    public HubTime {
        Required.all(time, clock);
        if (boundMs < 0) {
            throw new IllegalArgumentException("A bound is not negative.");
        }
    }

    public boolean believed() {
        return boundMs < Moment.UNBOUNDED;
    }
}
