package org.doorstep.relay.contract;

import java.time.Instant;

/// An event with where, when and by whom: CloudEvents 1.0, structured mode, with the `sequence` extension.
///
/// `sequence` is gap-free from 1 within (device, store, lane). `time` is the device's wall clock as it was, right or
/// wrong; it is never corrected in place.
public record Envelope(
        EventId id,
        Source source,
        Instant time,
        StoreId store,
        Lane lane,
        long sequence,
        Moment moment,
        HubEvent data) {

    public Envelope {
        Required.all(id, source, time, store, lane, moment, data);
        if (sequence < 1) {
            throw new IllegalArgumentException("Sequences begin at 1.");
        }
    }
}
