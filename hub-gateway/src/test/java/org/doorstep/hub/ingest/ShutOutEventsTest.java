package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.doorstep.hub.completeness.Contacts;
import org.doorstep.hub.completeness.Unheard;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.inbox.Fences.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What comes of a kiosk after it was shut out, as far as the figures.
class ShutOutEventsTest {
    private static final DeviceId STOLEN = new DeviceId("kiosk-1");
    private static final Instant EVENING = Instant.parse("2026-11-24T18:30:00Z");

    @TempDir
    Path folder;

    private TrialIngest hub;
    private SessionId cooking;

    @BeforeEach
    void begin() {
        hub = new TrialIngest(folder, 1);
        hub.addActivities();
        cooking = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "18:00");
    }

    @AfterEach
    void end() {
        hub.close();
    }

    @Test
    void itIsInNoFigureAndTheFiguresSaySoUntilSomebodyLetsItCount() {
        hub.take(tap("kiosk-1", 1), tap("kiosk-2", 2));
        shutOut();

        assertThat(hub.take(tap("kiosk-1", 3), tap("kiosk-1", 4))).isZero();

        assertThat(visits()).isEqualTo(2);
        assertThat(hub.acknowledged.getLast().ack().through()).isGreaterThan(0);
        assertThat(setAside()).singleElement().satisfies(silence -> {
            assertThat(silence.device()).isEqualTo(STOLEN);
            assertThat(silence.from()).isEqualTo(EVENING.plusSeconds(3));
        });

        say(Verdict.COUNTS);
        hub.ingest.start();
        hub.ingest.countWhatWaits();

        await().atMost(Duration.ofSeconds(60)).until(() -> visits() == 4);
        hub.ingest.close();
        assertThat(setAside()).isEmpty();
    }

    @Test
    void itCountsOnceWhenTheProgramEndsBetweenTheWordAndTheCounting() throws Exception {
        shutOut();
        Envelope late = tap("kiosk-1", 3);
        hub.take(late);
        say(Verdict.COUNTS);
        // The end: what was said is on the disk, and nothing was counted yet.
        hub.close();
        assertThat(Files.exists(folder.resolve("hub.db"))).isTrue();
        hub = new TrialIngest(folder, 2);
        hub.ingest.start();

        await().atMost(Duration.ofSeconds(60)).until(() -> visits() == 1);
        hub.ingest.close();

        hub.take(TrialIngest.arrival("kiosk-1", Wire.write(late)));
        hub.ingest.rebuild();
        assertThat(visits()).isEqualTo(1);
        assertThat(hub.count("SELECT count(*) FROM tap")).isEqualTo(1);
    }

    @Test
    void whatIsLeftOutStaysOutOfAllFiguresMadeAgain() {
        hub.take(tap("kiosk-2", 2));
        shutOut();
        hub.take(tap("kiosk-1", 3));
        say(Verdict.LEFT_OUT);

        hub.ingest.rebuild();

        assertThat(visits()).isEqualTo(1);
        assertThat(setAside()).isEmpty();
    }

    private Envelope tap(String device, int pass) {
        return hub.event(device, EVENING.plusSeconds(pass), TrialIngest.tap(pass, cooking));
    }

    private void shutOut() {
        hub.database.write(handle -> Fences.shutOut(handle, STOLEN, "STOLEN", TrialIngest.NOW));
    }

    private void say(Verdict verdict) {
        hub.database.write(handle -> Fences.say(handle, Fences.notCounted(handle, 100), verdict));
    }

    private long visits() {
        return hub.count("SELECT count(*) FROM visit");
    }

    private List<Unheard> setAside() {
        List<Unheard> silences = hub.database.read(
                handle -> new Contacts(new EnrolledDevices(folder.resolve("devices"))).unheard(handle, EVENING));
        return silences.stream()
                .filter(silence -> silence.why() == Unheard.Why.SET_ASIDE)
                .toList();
    }
}
