package org.doorstep.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.identity.CheckedAt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerDoorTest {
    private static final String SECRET = "nobody knows it";

    @TempDir
    private Path folder;

    @Test
    void noDoorSaysItsSecret() {
        EnrolledDevices devices = new EnrolledDevices(folder);
        List<BrokerDoor> doors = List.of(
                new BrokerDoor.Secrets(devices, SECRET),
                new BrokerDoor.Certificates(
                        () -> null,
                        devices,
                        _ -> false,
                        () -> new CheckedAt(Instant.EPOCH, false, Instant.EPOCH),
                        new TurnedAway(() -> Instant.EPOCH),
                        SECRET));
        for (BrokerDoor door : doors) {
            assertThat(door.ownSecret()).isEqualTo(SECRET);
            assertThat(door.toString()).doesNotContain(SECRET);
        }
    }
}
