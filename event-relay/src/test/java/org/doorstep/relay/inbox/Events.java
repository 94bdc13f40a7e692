package org.doorstep.relay.inbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;

/// Events of one store's attendance lane, made by hand.
final class Events {
    static final HubId HUB = new HubId("millbrook");
    static final DeviceId KIOSK = new DeviceId("kiosk-1");
    static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");

    private final Random random;
    private final DeviceId device;
    final StoreId store;

    Events(long seed) {
        this(seed, KIOSK);
    }

    Events(long seed, DeviceId device) {
        this.random = new Random(seed);
        this.device = device;
        this.store = StoreId.random(random);
    }

    Envelope guest(long sequence) {
        return event(sequence, new HubEvent.GuestCounted(SessionId.dropIn(LocalDate.parse("2026-11-22")), 0, 1));
    }

    Envelope event(long sequence, HubEvent data) {
        return new Envelope(
                EventId.random(NOW.toEpochMilli() + sequence, random),
                new Source(HUB, device),
                NOW,
                store,
                Lane.ATTENDANCE,
                sequence,
                new Moment("boot", 1_000 + sequence, Moment.Clock.SYNCED, 10),
                data);
    }

    static Received received(Envelope event) {
        return new Received(event.source().device(), Lane.ATTENDANCE, Wire.write(event), NOW);
    }

    static Received received(byte[] text) {
        return new Received(KIOSK, Lane.ATTENDANCE, text, NOW);
    }
}
