package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.contract.Ages;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.SessionId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A guest is saved at the first touch; who came along and what they came for are touched afterwards and name it.
@Tag("time")
class GuestsTest {
    private static final SessionId COOKING = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "18:00");
    private static final SessionId HOMEWORK = TrialIngest.session(TrialIngest.HOMEWORK, "2026-11-24", "17:00");
    private static final SessionId DROP_IN = SessionId.dropIn(COOKING.date());

    private static final String ALL = """
            guests || ' ' || adults || ' ' || children || ': ' || from0 || ' ' || from5 || ' ' || from12
            """;

    @TempDir
    Path folder;

    @Test
    void whoCameWithAGuestAndWhatForIsCountedWhateverOrderItComesIn() {
        for (int seed = 0; seed < 12; seed++) {
            try (TrialIngest hub = new TrialIngest(folder.resolve("hub-" + seed), seed)) {
                hub.addActivities();
                List<Envelope> said = said(hub);
                Collections.shuffle(said, new Random(seed));
                said.forEach(hub::take);

                assertThat(figures(hub, HOMEWORK)).as("seed %d", seed).isEqualTo("1 1 2: 1 0 1");
                assertThat(hub.text("SELECT " + ALL + " FROM day_figures"))
                        .as("seed %d", seed)
                        .contains("1 1 2: 1 0 1");
                List<String> before = hub.picture();
                hub.ingest.rebuild();
                assertThat(hub.picture()).as("seed %d", seed).isEqualTo(before);
            }
        }
    }

    @Test
    void aGuestsSessionThatIsCancelledTakesTheCompanionsAlong() {
        try (TrialIngest hub = new TrialIngest(folder, 1)) {
            hub.addActivities();
            said(hub).forEach(hub::take);

            hub.activities.cancel(HOMEWORK, "the boiler");

            assertThat(figures(hub, HOMEWORK)).isEqualTo("0 0 0: 0 0 0");
            assertThat(figures(hub, COOKING)).isEqualTo("1 1 2: 1 0 1");
        }
    }

    /// At ten past six both are on: one guest, who first says three children, then one adult and two, and homework.
    private static List<Envelope> said(TrialIngest hub) {
        Envelope guest = hub.event("kiosk-1", at("18:10"), new HubEvent.GuestCounted(DROP_IN, 0, 0));
        return new ArrayList<>(List.of(
                guest,
                hub.event("kiosk-1", at("18:11"), new HubEvent.CompanionsCounted(guest.id(), 0, 3)),
                hub.event("kiosk-1", at("18:11"), new HubEvent.CompanionsCounted(guest.id(), 1, new Ages(1, 0, 1))),
                hub.event("kiosk-1", at("18:12"), new HubEvent.SessionChosen(guest.id(), HOMEWORK))));
    }

    private static String figures(TrialIngest hub, SessionId session) {
        return hub.text("""
                        SELECT %s
                        FROM session_figures f JOIN session s ON s.id = f.session
                        WHERE s.name = '%s'
                        """.formatted(ALL, session)).orElse("none");
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-24T" + time + ":00Z");
    }
}
