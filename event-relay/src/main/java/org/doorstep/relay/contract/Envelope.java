package org.doorstep.relay.contract;

import java.time.Instant;

/// An event of every lane but the anonymous one, with where, when and by whom: CloudEvents 1.0, structured
/// mode, with the `sequence` extension.
///
/// `sequence` is gap-free from 1 within (device, store, lane). `time` is the device's wall clock as it was,
/// right or wrong; it is never corrected in place.
public record Envelope(
        EventId id, Source source, Instant time, StoreId store, Lane lane, long sequence, Moment moment, HubEvent data)
        implements AnyEnvelope {

    public Envelope {
        Required.all(id, source, time, store, lane, moment, data);
        if (lane == Lane.ANONYMOUS || data instanceof HubEvent.MoodAnswered || data instanceof HubEvent.MoodSetAside) {
            throw new IllegalArgumentException("What nobody may match has a form of its own: AnonymousEnvelope.");
        }
        if (sequence < 1) {
            throw new IllegalArgumentException("Sequences begin at 1.");
        }
    }
}
