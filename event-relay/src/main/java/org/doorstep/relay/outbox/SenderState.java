package org.doorstep.relay.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;

/// How the sending goes, as it was a moment ago.
///
/// `answered`: the hub itself has answered on this connection, not only its broker, and has left no question
/// without an answer since. `depth` counts the rows that the hub has not acknowledged, and `oldestSeconds` is the age
/// of the oldest of them by the wall clock; the anonymous lane is left out of both. `twin`: the hub hears
/// another device with this one's name, which keeps it; this one stands back and sends now and then.
public record SenderState(
        boolean connected,
        boolean answered,
        long depth,
        long oldestSeconds,
        Instant heardAt,
        List<Progress> lanes,
        boolean twin) {
    /// Never, so far.
    static final Instant NEVER = Instant.EPOCH;

    /// The three honest states of an event.
    public enum Place {
        SAVED_HERE,
        AT_HUB,
        AT_CENTRE
    }

    /// One lane of one store. `parted`: the hub holds other rows there, so these are issued again in a later store.
    public record Progress(StoreId store, Lane lane, long last, long through, long centre, boolean parted) {}

    public SenderState {
        lanes = List.copyOf(lanes);
    }

    static SenderState none() {
        return new SenderState(false, false, 0, 0, NEVER, List.of(), false);
    }

    /// When the hub last acknowledged anything to this program.
    public Optional<Instant> lastAcknowledged() {
        return heardAt.equals(NEVER) ? Optional.empty() : Optional.of(heardAt);
    }

    /// How far an event has come, by the envelope that [Outbox#append] gave.
    public Place place(Envelope event) {
        for (Progress lane : lanes) {
            if (lane.store.equals(event.store()) && lane.lane == event.lane()) {
                if (event.sequence() <= lane.centre) {
                    return Place.AT_CENTRE;
                }
                return event.sequence() <= lane.through ? Place.AT_HUB : Place.SAVED_HERE;
            }
        }
        return Place.SAVED_HERE;
    }

    /// What the heartbeat says of this device's last rows.
    public List<DeviceState.LaneTail> tails() {
        return lanes.stream()
                .filter(lane -> !lane.parted && lane.lane != Lane.ANONYMOUS)
                .map(lane -> new DeviceState.LaneTail(lane.store, lane.lane, lane.last))
                .toList();
    }

    public boolean hasParted() {
        return lanes.stream().anyMatch(Progress::parted);
    }
}
