package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.completeness.Contacts;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.DeviceState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the door knows of whoever booked a room.
class SeenAtTheDoorTest {
    @TempDir
    Path folder;

    private TestHub hub;
    private InventedHouse house;
    private SeenAtTheDoor door;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        house = new InventedHouse(hub);
        door = new SeenAtTheDoor(new Contacts(new EnrolledDevices(folder.resolve("devices"))), TestHub.ZONE);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aTapOfAnyOfTheirPassesIsTheirComingAndNobodyElses() {
        Instant tapped = hub.now().minus(Duration.ofMinutes(10));
        hub.database.write(handle -> {
            for (String name : List.of("card", "telephone", "another's")) {
                handle.execute("INSERT INTO pass (kind, name, symbol) VALUES ('code', ?, ?)", name, "S" + name);
            }
            handle.execute(
                    "INSERT INTO resident_pass (pass, leader) SELECT id, (SELECT id FROM pass WHERE name = 'card')"
                            + " FROM pass WHERE name IN ('card', 'telephone')");
            handle.execute("INSERT INTO activity (id, title, room, picture) VALUES ('club', 'Club', 'Hall', 'star')");
            handle.execute(
                    "INSERT INTO session (name, activity, day, starts, ends) VALUES ('club@1', 'club', '2026-11-24', ?, ?)",
                    tapped.toEpochMilli(),
                    tapped.plusSeconds(3600).toEpochMilli());
            return handle.execute(
                    "INSERT INTO tap (event, pass, session, at, raw_at, unsure, device, shown_session)"
                            + " SELECT 'tap-1', pass.id, session.id, ?, ?, 0, 'kiosk-1', '' FROM pass, session"
                            + " WHERE pass.name = 'card' AND session.name = 'club@1'",
                    tapped.toEpochMilli(),
                    tapped.toEpochMilli());
        });
        assertThat(came("card", tapped.minusSeconds(60), hub.now())).isTrue();
        assertThat(came("telephone", tapped.minusSeconds(60), hub.now())).isTrue();
        assertThat(came("another's", tapped.minusSeconds(60), hub.now())).isFalse();
        assertThat(came("card", tapped.plusSeconds(60), hub.now()))
                .as("that was before")
                .isFalse();
    }

    @Test
    void whereNoCardCanBeShownNothingIsKnown() {
        assertThat(known(hub.now().minus(Duration.ofHours(1)))).isFalse();
    }

    @Test
    void allIsKnownUpToWhenTheLastKioskWasHeardOf() {
        house.device("kiosk-1", "Front door", DeviceState.offline("0.1.0"), true);
        assertThat(known(hub.now())).isTrue();
        house.device("kiosk-2", "Hall", DeviceState.offline("0.1.0"), false);
        assertThat(known(hub.now())).as("one has been away for 47 minutes").isFalse();
        assertThat(known(hub.now().minus(Duration.ofMinutes(50)))).isTrue();
    }

    private boolean came(String pass, Instant from, Instant to) {
        return hub.database.read(handle -> door.came(handle, new Holder.Resident(pass), from, to));
    }

    private boolean known(Instant upTo) {
        return hub.database.read(handle -> door.isKnownUpTo(handle, upTo, hub.now()));
    }
}
