package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.attendance.Attendance;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.keeping.Forgotten;
import org.doorstep.hub.privacy.Outcome;
import org.doorstep.hub.privacy.Retention;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Retention and the real erasing together, on a clock that the test moves.
class UnseenForLongTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final HubId HUB = new HubId("millbrook");
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final Instant THEN = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant LATER = Instant.parse("2029-11-20T12:00:00Z");

    private final SecureRandom random = new SecureRandom();
    private final StoreId store = StoreId.random(random);
    private final PassId gone = pass();
    private final PassId still = pass();
    private Instant now = THEN;
    private long sequence;

    @Test
    void whoHasNotComeForThreeYearsIsForgottenOnceAndTheCountsStay(@TempDir Path folder) throws IOException {
        InstantSource clock = () -> now;
        KeyFiles.make(Files.createDirectories(folder.resolve("keys")), random);
        KeyFiles keys = KeyFiles.read(folder.resolve("keys"));
        try (Database database = Hub.open(folder)) {
            PersonalSide personal = PersonalSide.of(keys, Forgotten.in(folder, random, clock), clock, random);
            Inbox inbox = new Inbox(database, HUB, random, clock, personal.boxes());
            Attendance attendance = new Attendance(ZONE, personal.passes(), new SessionPlaces(ZONE));
            EventIngest ingest =
                    new EventIngest(database, inbox, Hub.projections(personal, attendance), acks -> {}, () -> {});
            ingest.commit(List.of(tap(gone, THEN), tap(still, THEN), tap(still, LATER)));
            database.write(handle -> handle.execute(
                    "INSERT INTO look_up (at, by_name, by_role, pass, reason, note)"
                            + " VALUES (?, 'amina', 'MANAGER', ?, 'other', 'wanted to know')",
                    LATER.toEpochMilli(),
                    gone.value()));
            Retention retention = new Retention(
                    Fields.kept(), database, new LettingGo(personal.erasing(), random), () -> Optional.of(now), ZONE);

            now = Instant.parse("2029-11-23T12:00:00Z");
            assertThat(retention.look()).isEqualTo(new Outcome.Ran(0, 0));
            now = Instant.parse("2029-11-25T12:00:00Z");
            assertThat(retention.look()).isEqualTo(new Outcome.Ran(1, 0));
            now = Instant.parse("2029-11-26T12:00:00Z");
            assertThat(retention.look()).as("once").isEqualTo(new Outcome.Ran(0, 0));

            assertThat(count(database, "SELECT count(*) FROM pass WHERE name = '" + gone.value() + "'"))
                    .isZero();
            assertThat(count(database, "SELECT count(*) FROM pass WHERE name = '" + still.value() + "'"))
                    .isEqualTo(1);
            assertThat(count(database, "SELECT sum(visits) FROM day_figures"))
                    .as("visits")
                    .isEqualTo(3);
            assertThat(count(database, "SELECT count(*) FROM look_up WHERE pass = '' AND note = ''"))
                    .as("that somebody looked stays, at whom does not")
                    .isEqualTo(1);
        }
    }

    private EventIngest.Arrival tap(PassId pass, Instant at) {
        Envelope event = new Envelope(
                EventId.random(at.toEpochMilli(), random),
                new Source(HUB, KIOSK),
                at,
                store,
                Lane.ATTENDANCE,
                ++sequence,
                new Moment("boot", sequence, Moment.Clock.SYNCED, 10),
                new HubEvent.TapRecorded(
                        new Credential.Pass(pass, "0001"),
                        HubEvent.Assurance.SIGNED,
                        HubEvent.Outcome.ARRIVAL,
                        SessionId.dropIn(LocalDate.ofInstant(at, ZONE))));
        return new EventIngest.Arrival(new Received(KIOSK, Lane.ATTENDANCE, Wire.write(event), at), () -> {});
    }

    private PassId pass() {
        byte[] bytes = new byte[PassId.BYTES];
        random.nextBytes(bytes);
        return PassId.of(bytes);
    }

    private static long count(Database database, String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
