package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "I wasn't there": what it takes away, and what it leaves.
class DeniedVisitsTest {
    private static final SessionId COOKING = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "18:00");
    private static final SessionId DROP_IN = SessionId.dropIn(COOKING.date());

    @TempDir
    private Path folder;

    @Test
    void aVisitThatAResidentDeniesNoLongerCountsAndNobodyElsesChanges() {
        try (TrialIngest hub = hub("denied")) {
            hub.take(tap(hub, "19:10", 1), tap(hub, "19:11", 2));
            hub.take(denied(hub, "19:30", 1, COOKING));

            assertThat(hub.count("SELECT visits FROM session_figures")).isEqualTo(1);
            assertThat(hub.text("SELECT first_day FROM pass WHERE name LIKE '%1'"))
                    .isEmpty();
            assertThat(hub.text("SELECT first_day FROM pass WHERE name LIKE '%2'"))
                    .contains("2026-11-24");
        }
    }

    @Test
    void whoComesAfterwardsIsCountedAgain() {
        try (TrialIngest hub = hub("afterwards")) {
            hub.take(tap(hub, "19:10", 1), denied(hub, "19:30", 1, COOKING), tap(hub, "19:40", 1));

            assertThat(hub.count("SELECT arrived_at FROM visit"))
                    .isEqualTo(at("19:40").toEpochMilli());
        }
    }

    @Test
    void aKioskThatDoesNotKnowTheTimeMeansAllThereIs() {
        try (TrialIngest hub = hub("unsure")) {
            hub.take(tap(hub, "19:10", 1));
            hub.take(hub.event("kiosk-9", Instant.EPOCH, Moment.Clock.UNKNOWN, denial(1, COOKING)));

            assertThat(hub.count("SELECT COUNT(*) FROM visit")).isZero();
        }
    }

    @Test
    void aManagerWhoWasToldBetterCountsItAgainAlsoAfterARebuild() {
        try (TrialIngest hub = hub("overruled")) {
            Envelope word = denied(hub, "19:30", 1, COOKING);
            hub.take(tap(hub, "19:10", 1), word);

            assertThat(hub.denied.overrule(word.id(), "Moira")).isTrue();
            assertThat(hub.denied.overrule(word.id(), "Moira")).isFalse();
            assertThat(hub.count("SELECT visits FROM session_figures")).isEqualTo(1);
            hub.ingest.rebuild();
            assertThat(hub.count("SELECT visits FROM session_figures")).isEqualTo(1);

            assertThat(hub.denied.letStand(word.id())).isTrue();
            assertThat(hub.count("SELECT visits FROM session_figures")).isZero();
        }
    }

    @Test
    void theOrderInWhichTapsAndDenialsComeDoesNotMatter() {
        List<String> first = List.of();
        for (int seed = 1; seed <= 8; seed++) {
            try (TrialIngest hub = hub("order " + seed)) {
                List<Envelope> events = new ArrayList<>(List.of(
                        tap(hub, "17:40", 1),
                        tap(hub, "19:10", 1),
                        tap(hub, "20:03", 1),
                        tap(hub, "20:40", 1),
                        tap(hub, "19:15", 2),
                        denied(hub, "20:10", 1, COOKING),
                        denied(hub, "20:50", 1, DROP_IN),
                        denied(hub, "19:12", 2, COOKING)));
                Collections.shuffle(events, new Random(seed));
                events.forEach(event -> hub.take(event));
                List<String> picture = picture(hub);
                hub.ingest.rebuild();

                assertThat(picture(hub)).isEqualTo(picture);
                first = first.isEmpty() ? picture : first;
                assertThat(picture).as("seed " + seed).isEqualTo(first);
            }
        }
    }

    /// But for the ids and rows, which differ with each making.
    private static List<String> picture(TrialIngest hub) {
        return hub.picture().stream()
                .map(row -> row.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "event"))
                .sorted()
                .toList();
    }

    private TrialIngest hub(String name) {
        TrialIngest hub = new TrialIngest(folder.resolve(name), 7);
        hub.addActivities();
        return hub;
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-24T" + time + ":00Z");
    }

    private static Envelope tap(TrialIngest hub, String time, int pass) {
        return hub.event("kiosk-1", at(time), TrialIngest.tap(pass, DROP_IN));
    }

    private static Envelope denied(TrialIngest hub, String time, int pass, SessionId session) {
        return hub.event("kiosk-1", at(time), denial(pass, session));
    }

    private static HubEvent denial(int pass, SessionId session) {
        return new HubEvent.VisitDenied(TrialIngest.tap(pass, session).credential(), session);
    }
}
