package org.doorstep.system.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("time")
class InventedDaysTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    @Test
    void theSameSeedSaysTheSame() {
        assertThat(device(1).nextText()).isEqualTo(device(1).nextText());
        assertThat(device(1).nextText()).isNotEqualTo(device(2).nextText());
    }

    @Test
    void whatIsCountedIsWhatWasSaid() throws Exception {
        InventedDays days = days(5);
        InventedDevice device = device(days, 5);
        Set<String> visits = new HashSet<>();
        Set<EventId> taps = new HashSet<>();
        long tapped = 0;
        long guests = 0;
        Instant last = Instant.EPOCH;
        for (int i = 1; i <= 5_000; i++) {
            Envelope event = Wire.read(Wire.write(device.next()));
            assertThat(event.sequence()).isEqualTo(i);
            assertThat(event.time()).isAfterOrEqualTo(last.minusSeconds(5));
            last = event.time();
            switch (event.data()) {
                case HubEvent.TapRecorded tap -> {
                    tapped++;
                    taps.add(event.id());
                    PassId pass = ((Credential.Pass) tap.credential()).pass();
                    visits.add(pass + " " + LocalDate.ofInstant(event.time(), ZONE));
                }
                case HubEvent.GuestCounted guest -> guests++;
                case HubEvent.CompanionsCounted with -> assertThat(taps).contains(with.tap());
                default -> throw new AssertionError("Nobody invents " + event.data());
            }
        }
        assertThat(days.taps()).isEqualTo(tapped);
        assertThat(days.guests()).isEqualTo(guests);
        assertThat(days.visits()).isEqualTo(visits.size());
    }

    private static InventedDevice device(long seed) {
        return device(days(seed), seed);
    }

    private static InventedDevice device(InventedDays days, long seed) {
        return new InventedDevice(new Source(new HubId("h"), new DeviceId("d")), days, new Random(seed));
    }

    private static InventedDays days(long seed) {
        return new InventedDays(
                LocalDate.of(2026, 3, 20),
                ZONE,
                100,
                number -> PassId.of(
                        ByteBuffer.allocate(PassId.BYTES).putInt(number).array()),
                "0001",
                new Random(seed));
    }
}
