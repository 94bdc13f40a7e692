package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.bookings.BookingRequestId;
import org.doorstep.relay.contract.bookings.ToolState;
import org.doorstep.relay.contract.bookings.UnitLabel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tools taken and brought back, as kiosks say it.
class ToolEventsTest {
    private static final long SEED = 20261124;
    private static final UnitLabel STRIMMER = new UnitLabel("7K3M9Q");
    private static final Credential ANN = card(1);
    private static final Credential BEN = card(2);

    @Test
    void whoHasWhatDoesNotDependOnTheOrderInWhichItIsHeard(@TempDir Path folder) {
        List<List<String>> pictures = new ArrayList<>();
        for (int order = 0; order < 6; order++) {
            try (TrialIngest hub = new TrialIngest(folder.resolve("hub-" + order), SEED)) {
                List<Envelope> events = new ArrayList<>(List.of(
                        taken(hub, 0, ANN),
                        brought(hub, 60, ToolState.NEEDS_CARE),
                        taken(hub, 90, BEN),
                        taken(hub, 120, ANN),
                        brought(hub, 150, ToolState.FINE),
                        taken(hub, 180, BEN)));
                if (order > 0) {
                    Collections.shuffle(events, new Random(SEED + order));
                }
                hub.take(events.toArray(Envelope[]::new));
                pictures.add(hub.picture());
                hub.ingest.rebuild();
                assertThat(hub.picture()).as("made again, order " + order).isEqualTo(pictures.getLast());
                assertThat(hub.count("SELECT count(*) FROM loan WHERE what = 'taken' AND ended_by IS NULL"))
                        .isEqualTo(1);
                assertThat(hub.count("SELECT count(*) FROM loan WHERE what = 'taken' AND ended_by = 'taken'"))
                        .as("Ben's first: Ann took it though nobody had brought it back")
                        .isEqualTo(1);
            }
        }
        assertThat(pictures).allSatisfy(picture -> assertThat(picture).isEqualTo(pictures.getFirst()));
    }

    @Test
    void aKioskThatDoesNotKnowTheTimeIsDatedByWhenTheHubHeardOfIt(@TempDir Path folder) {
        try (TrialIngest hub = new TrialIngest(folder, SEED)) {
            HubEvent.ToolTaken taken = new HubEvent.ToolTaken(BookingRequestId.by(hub.random), ANN, STRIMMER);
            hub.take(hub.event("kiosk-1", Instant.parse("1970-01-01T00:07:00Z"), Moment.Clock.UNKNOWN, taken));
            assertThat(hub.count("SELECT taken_at FROM loan WHERE what = 'taken'"))
                    .isEqualTo(hub.count("SELECT received_at FROM inbox_event"));
        }
    }

    @Test
    void whatCameBackWithNobodysCardIsBackAllTheSame(@TempDir Path folder) {
        try (TrialIngest hub = new TrialIngest(folder, SEED)) {
            hub.take(taken(hub, 0, ANN), brought(hub, 30, ToolState.BROKEN));
            assertThat(hub.text("SELECT brought_state FROM loan WHERE what = 'taken'"))
                    .contains("broken");
        }
    }

    private static Envelope taken(TrialIngest hub, int minute, Credential who) {
        return hub.event("kiosk-1", at(minute), new HubEvent.ToolTaken(BookingRequestId.by(hub.random), who, STRIMMER));
    }

    private static Envelope brought(TrialIngest hub, int minute, ToolState state) {
        return hub.event("kiosk-1", at(minute), new HubEvent.ToolBrought(STRIMMER, state, null));
    }

    private static Instant at(int minute) {
        return TrialIngest.NOW.plus(Duration.ofMinutes(minute));
    }

    private static Credential card(int number) {
        return new Credential.Token("%043d".formatted(number), 1);
    }
}
