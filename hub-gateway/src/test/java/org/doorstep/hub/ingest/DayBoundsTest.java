package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.hub.aboutme.HeldBackDays;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kiosk in the wrong hands, that says things in everybody's name.
class DayBoundsTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final SessionId DROP_IN = SessionId.dropIn(TODAY);
    private static final DeviceId ROGUE = new DeviceId("kiosk-1");

    @TempDir
    private Path folder;

    private Instant now = TrialIngest.NOW;

    @Test
    void noKioskHasMoreThanTwentyPeopleForgottenInADayUntilAPersonHasLooked() {
        try (TrialIngest hub = hub("left")) {
            for (int pass = 1; pass <= 30; pass++) {
                hub.take(tap(hub, pass));
            }
            for (int pass = 1; pass <= 25; pass++) {
                hub.take(left(hub, "kiosk-1", pass));
            }
            hub.take(left(hub, "kiosk-2", 30));

            assertThat(forgotten(hub)).isEqualTo(21);
            HeldBackDays held = held(hub);
            assertThat(held.waiting()).containsExactly(new HeldBack.Waiting(ROGUE, TODAY, 5));
            hub.ingest.rebuild();
            assertThat(forgotten(hub)).isEqualTo(21);
            assertThat(held.waiting()).hasSize(1);

            assertThat(held.letCount(new DeviceId("kiosk-2"), TODAY, "moira")).isFalse();
            assertThat(held.letCount(ROGUE, TODAY, "moira")).isTrue();

            assertThat(forgotten(hub)).isEqualTo(26);
            assertThat(held.waiting()).isEmpty();
        }
    }

    @Test
    void whatComesAfterAPersonHasLookedWaitsForAnotherLook() {
        try (TrialIngest hub = hub("later")) {
            for (int pass = 1; pass <= 25; pass++) {
                hub.take(tap(hub, pass));
            }
            for (int pass = 1; pass <= 21; pass++) {
                hub.take(left(hub, "kiosk-1", pass));
            }
            HeldBackDays held = held(hub);
            assertThat(held.letCount(ROGUE, TODAY, "moira")).isTrue();
            assertThat(forgotten(hub)).isEqualTo(21);

            now = TrialIngest.NOW.plusSeconds(60);
            for (int pass = 22; pass <= 25; pass++) {
                byte[] text = Wire.write(left(hub, "kiosk-1", pass));
                hub.take(new EventIngest.Arrival(new Received(ROGUE, Lane.ATTENDANCE, text, now), () -> {}));
            }
            assertThat(forgotten(hub)).isEqualTo(21);
            assertThat(held.waiting()).containsExactly(new HeldBack.Waiting(ROGUE, TODAY, 4));
            hub.ingest.rebuild();
            assertThat(forgotten(hub)).isEqualTo(21);

            assertThat(held.letCount(ROGUE, TODAY, "moira")).isTrue();
            assertThat(forgotten(hub)).isEqualTo(25);
        }
    }

    @Test
    void whatIsMoreThanSixtyDenialsChangesNoFigureAndStopsNothingThatCameWithIt() {
        try (TrialIngest hub = hub("denied")) {
            List<Envelope> batch = new ArrayList<>();
            for (int pass = 1; pass <= 70; pass++) {
                batch.add(tap(hub, pass));
            }
            for (int pass = 1; pass <= 70; pass++) {
                batch.add(hub.event("kiosk-1", TrialIngest.NOW, new HubEvent.VisitDenied(credential(pass), DROP_IN)));
            }
            batch.add(tap(hub, 71));
            hub.take(batch.toArray(Envelope[]::new));

            assertThat(hub.count("SELECT passes FROM day_attendance")).isEqualTo(11);
            assertThat(held(hub).waiting()).containsExactly(new HeldBack.Waiting(ROGUE, TODAY, 10));
        }
    }

    private TrialIngest hub(String name) {
        return new TrialIngest(folder.resolve(name), 7);
    }

    private HeldBackDays held(TrialIngest hub) {
        return new HeldBackDays(hub.database, TrialIngest.LONDON, () -> now, () -> {
            hub.ingest.countWhatWaits();
            hub.ingest.projectAwaiting();
        });
    }

    private static long forgotten(TrialIngest hub) {
        return hub.count("SELECT COUNT(*) FROM keeper WHERE surrogate IS NOT NULL");
    }

    private static Envelope tap(TrialIngest hub, int pass) {
        return hub.event("kiosk-1", Instant.parse("2026-11-24T10:00:00Z"), TrialIngest.tap(pass, DROP_IN));
    }

    private static Envelope left(TrialIngest hub, String device, int pass) {
        return hub.event(device, TrialIngest.NOW, new HubEvent.ResidentLeft(credential(pass), Receipt.by(hub.random)));
    }

    private static Credential credential(int pass) {
        return TrialIngest.tap(pass, DROP_IN).credential();
    }
}
