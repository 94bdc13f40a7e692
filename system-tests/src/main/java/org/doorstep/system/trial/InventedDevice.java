package org.doorstep.system.trial;

import java.util.Random;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;

/// A device that says what happens in [InventedDays] as a real one says it, in one store and one lane, gap-free. For
/// one thread.
public final class InventedDevice {
    private static final int CLOCK_BOUND_MS = 50;

    private final Source source;
    private final InventedDays days;
    private final Random random;
    private final StoreId store;
    private final String boot;
    private long sequence;
    private long firstMillis = -1;

    public InventedDevice(Source source, InventedDays days, Random random) {
        this.source = source;
        this.days = days;
        this.random = random;
        this.store = StoreId.random(random);
        this.boot = EventId.random(0, random).toString();
    }

    public Envelope next() {
        InventedDays.Spoken spoken = days.next();
        long millis = spoken.at().toEpochMilli();
        if (firstMillis < 0) {
            firstMillis = millis;
        }
        Envelope envelope = new Envelope(
                EventId.random(millis, random),
                source,
                spoken.at(),
                store,
                Lane.ATTENDANCE,
                ++sequence,
                new Moment(boot, 60_000 + millis - firstMillis, Moment.Clock.SYNCED, CLOCK_BOUND_MS),
                spoken.event());
        if (spoken.event() instanceof HubEvent.TapRecorded) {
            days.tapWas(envelope.id());
        }
        return envelope;
    }

    public byte[] nextText() {
        return Wire.write(next());
    }

    public Source source() {
        return source;
    }

    public StoreId store() {
        return store;
    }

    public long said() {
        return sequence;
    }
}
