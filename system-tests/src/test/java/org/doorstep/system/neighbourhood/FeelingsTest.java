package org.doorstep.system.neighbourhood;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeelingsTest {
    private static final SessionId MANY = SessionId.parse("tea-and-talk@2027-03-01T1400");
    private static final SessionId FEW = SessionId.parse("job-club@2027-03-01T1000");

    @TempDir
    Path folder;

    @Test
    void aSessionOfManyLeavesItsAnswersTogetherAndOneOfAFewLeavesNone() {
        List<String> told = told("kiosk-1");
        assertThat(told).hasSizeBetween(20, 60).allSatisfy(session -> assertThat(session)
                .isEqualTo(MANY.toString()));
        assertThat(told("kiosk-2")).isEqualTo(told);
    }

    private List<String> told(String kiosk) {
        WalkingClock clock = new WalkingClock("boot", Instant.parse("2027-03-01T08:00:00Z"));
        Source source = new Source(new HubId("millbrook"), new DeviceId(kiosk));
        Feelings feelings = new Feelings();
        try (KioskStore store = KioskStore.open(folder.resolve(kiosk), source, clock, new Random(1))) {
            for (int i = 0; i < 70; i++) {
                feelings.came(MANY);
            }
            for (int i = 0; i < 7; i++) {
                feelings.came(FEW);
            }
            feelings.letGo(store.answers().orElseThrow());
            return store.answers().orElseThrow().database().read(handle -> handle.createQuery("""
                            SELECT json_extract(CAST(text AS TEXT), '$.data.session')
                            FROM outbox_event
                            ORDER BY sequence
                            """)
                    .mapTo(String.class)
                    .list());
        }
    }
}
