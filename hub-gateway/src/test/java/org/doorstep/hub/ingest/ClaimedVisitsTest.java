package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "I was there": what it takes to count, and what it never does.
class ClaimedVisitsTest {
    private static final SessionId COOKING = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "18:00");
    private static final SessionId DROP_IN = SessionId.dropIn(COOKING.date());
    private static final String COOKED = """
            SELECT COALESCE(SUM(f.visits), 0)
            FROM session_figures f
            JOIN session s ON s.id = f.session
            WHERE s.activity = 'cook-and-eat'
            """;

    @TempDir
    private Path folder;

    @Test
    void whatAResidentClaimsCountsOnceSomebodyHasConfirmedItAndForTheWholeSession() {
        try (TrialIngest hub = hub("confirmed")) {
            Envelope word = claimed(hub, "21:10", 1);
            hub.take(tap(hub, "21:09", 1), word);
            assertThat(hub.count(COOKED)).isZero();

            assertThat(hub.claimed.decide(word.id(), true, "Moira", "She washed up with me"))
                    .isTrue();

            assertThat(hub.count(COOKED)).isEqualTo(1);
            assertThat(hub.text("SELECT leaving || ' ' || ((left_at - arrived_at) / 60000) FROM visit WHERE unsure = 0"
                            + " ORDER BY arrived_at"))
                    .contains("assumed 120");
            assertThat(hub.claimed.decide(word.id(), false, "Moira", "again")).isFalse();
            List<String> before = picture(hub);
            hub.ingest.rebuild();
            assertThat(picture(hub)).isEqualTo(before);

            assertThat(hub.claimed.takeBack(word.id())).isTrue();
            assertThat(hub.count(COOKED)).isZero();
        }
    }

    @Test
    void whatNobodyCouldConfirmDoesNotCount() {
        try (TrialIngest hub = hub("refused")) {
            Envelope word = claimed(hub, "21:10", 1);
            hub.take(tap(hub, "21:09", 1), word);

            assertThat(hub.claimed.decide(word.id(), false, "Moira", "Nobody saw them"))
                    .isTrue();

            assertThat(hub.count(COOKED)).isZero();
        }
    }

    @Test
    void aTapThatComesLateTellsBetterWhenTheyCame() {
        try (TrialIngest hub = hub("late")) {
            Envelope word = claimed(hub, "21:10", 1);
            hub.take(word);
            hub.claimed.decide(word.id(), true, "Moira", "Seen");

            hub.take(tap(hub, "19:20", 1));

            assertThat(hub.count(COOKED)).isEqualTo(1);
            assertThat(hub.count("SELECT arrived_at FROM visit"))
                    .isEqualTo(at("19:20").toEpochMilli());
        }
    }

    @Test
    void whoeverSaysAfterwardsThatTheyWereNotThereIsBelieved() {
        try (TrialIngest hub = hub("denied")) {
            Envelope word = claimed(hub, "21:10", 1);
            hub.take(word);
            hub.claimed.decide(word.id(), true, "Moira", "Seen");
            hub.take(hub.event("kiosk-1", at("21:20"), new HubEvent.VisitDenied(credential(1), COOKING)));
            assertThat(hub.count(COOKED)).isZero();

            Envelope again = claimed(hub, "21:30", 1);
            hub.take(again);
            hub.claimed.decide(again.id(), true, "Moira", "Seen");

            assertThat(hub.count(COOKED)).isEqualTo(1);
        }
    }

    @Test
    void aClaimThatIsTakenBackLaterIsConfirmedByNobody() {
        try (TrialIngest hub = hub("taken back")) {
            Envelope word = claimed(hub, "21:10", 1);
            Envelope other = claimed(hub, "21:11", 2);
            hub.take(word, other, hub.event("kiosk-1", at("21:20"), new HubEvent.VisitDenied(credential(1), COOKING)));

            assertThat(hub.claimed.decide(word.id(), true, "Moira", "Seen")).isFalse();
            assertThat(hub.claimed.decide(other.id(), true, "Moira", "Seen")).isTrue();
            assertThat(hub.count(COOKED)).isEqualTo(1);

            Envelope again = claimed(hub, "21:30", 1);
            hub.take(again);
            assertThat(hub.claimed.decide(again.id(), true, "Moira", "Seen")).isTrue();
            assertThat(hub.count(COOKED)).isEqualTo(2);
        }
    }

    @Test
    void theVisitGoesWithASessionThatIsCancelledAndComesBackWithIt() {
        try (TrialIngest hub = hub("cancelled")) {
            Envelope word = claimed(hub, "21:10", 1);
            hub.take(word);
            hub.claimed.decide(word.id(), true, "Moira", "Seen");

            hub.activities.cancel(COOKING, "no gas");
            assertThat(hub.count(COOKED)).isZero();
            hub.activities.putBack(COOKING);
            assertThat(hub.count(COOKED)).isEqualTo(1);
        }
    }

    @Test
    void ofPassesThatAreJoinedItIsOneVisitInWhateverOrderAllOfItComes() {
        List<String> first = List.of();
        for (int seed = 1; seed <= 6; seed++) {
            try (TrialIngest hub = hub("order " + seed)) {
                List<Envelope> words =
                        List.of(claimed(hub, "21:10", 3), claimed(hub, "21:11", 2), claimed(hub, "21:12", 4));
                List<Envelope> events = new ArrayList<>(words);
                events.add(tap(hub, "17:10", 1));
                events.add(tap(hub, "19:15", 4));
                events.add(hub.event("kiosk-1", at("21:20"), new HubEvent.PassAdded(credential(3), credential(1))));
                events.add(hub.event("kiosk-1", at("21:21"), new HubEvent.PassAdded(credential(2), credential(3))));
                Collections.shuffle(events, new Random(seed));
                events.subList(0, 3).forEach(event -> hub.take(event));
                for (Envelope word : words) {
                    hub.claimed.decide(word.id(), true, "Moira", "Seen");
                }
                events.subList(3, events.size()).forEach(event -> hub.take(event));
                for (Envelope word : words) {
                    hub.claimed.decide(word.id(), true, "Moira", "Seen");
                }
                List<String> picture = picture(hub);
                assertThat(hub.count(COOKED)).as("seed " + seed).isEqualTo(2);
                hub.ingest.rebuild();

                assertThat(picture(hub)).as("rebuilt, seed " + seed).isEqualTo(picture);
                first = first.isEmpty() ? picture : first;
                assertThat(picture).as("seed " + seed).isEqualTo(first);
            }
        }
    }

    @Test
    void whoLeavesTakesTheReasonAlongAndTheCountStays() {
        try (TrialIngest hub = hub("left")) {
            Envelope word = claimed(hub, "21:10", 1);
            hub.take(word);
            hub.claimed.decide(word.id(), true, "Moira", "Zofia was with me");

            hub.take(hub.event(
                    "kiosk-1", at("21:30"), new HubEvent.ResidentLeft(credential(1), Receipt.by(new Random(1)))));

            assertThat(hub.count(COOKED)).isEqualTo(1);
            assertThat(hub.text("SELECT reason FROM claim_decided")).isEqualTo(Optional.of(""));
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

    private static Credential credential(int pass) {
        return TrialIngest.tap(pass, DROP_IN).credential();
    }

    private static Envelope tap(TrialIngest hub, String time, int pass) {
        return hub.event("kiosk-1", at(time), TrialIngest.tap(pass, DROP_IN));
    }

    private static Envelope claimed(TrialIngest hub, String time, int pass) {
        return hub.event("kiosk-1", at(time), new HubEvent.VisitClaimed(credential(pass), COOKING));
    }
}
