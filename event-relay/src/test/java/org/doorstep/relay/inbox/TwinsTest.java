package org.doorstep.relay.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinsTest {
    @TempDir
    Path folder;

    private Instant now = Events.NOW;
    private Database database;
    private Inbox inbox;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("hub.db"), Inbox.MIGRATIONS);
        inbox = new Inbox(database, Events.HUB, new Random(1), () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aDeviceThatIsStartedAgainHoweverOftenIsNoTwin() {
        for (int start = 0; start < 20; start++) {
            for (int hello = 0; hello < 3; hello++) {
                assertThat(standsBack("start-" + start)).isFalse();
            }
        }
        assertThat(twins()).isEmpty();
    }

    @Test
    void oneLateHelloOfAProgramThatEndedMakesNoTwin() {
        standsBack("before");
        standsBack("after");
        assertThat(standsBack("before")).isFalse();
        assertThat(standsBack("other restart")).isFalse();
        assertThat(twins()).isEmpty();
    }

    @Test
    void twoThatTakeTurnsAreTwinsAndTheOneThatCameLaterStandsBack() {
        standsBack("first");
        standsBack("copy");
        assertThat(standsBack("first")).isFalse();
        assertThat(standsBack("copy")).isTrue();
        assertThat(standsBack("first")).isFalse();
        assertThat(twins()).extracting(Twins.Pair::device).containsExactly(Events.KIOSK);
    }

    @Test
    void whenTheCopyIsSwitchedOffTheMatterIsOver() {
        takeTurns();
        now = now.plus(Twins.RECENT).plus(Duration.ofMinutes(1));
        assertThat(standsBack("first")).isFalse();
        assertThat(twins()).isEmpty();
    }

    @Test
    void whenTheFirstIsSwitchedOffTheOtherNeedNotStandBackAnyLonger() {
        takeTurns();
        now = now.plus(Twins.RECENT).plus(Duration.ofMinutes(1));
        assertThat(standsBack("copy")).isFalse();
    }

    @Test
    void anOlderDeviceThatGivesNoNameIsLeftInPeace() {
        assertThat(standsBack("")).isFalse();
        assertThat(standsBack("")).isFalse();
        assertThat(twins()).isEmpty();
    }

    private void takeTurns() {
        for (int turn = 0; turn < 3; turn++) {
            standsBack("first");
            standsBack("copy");
        }
    }

    private boolean standsBack(String instance) {
        now = now.plusSeconds(5);
        DeviceId device = Events.KIOSK;
        return database.write(handle -> inbox.answerHello(handle, device, new Request.Hello(List.of(), instance)))
                .twin();
    }

    private List<Twins.Pair> twins() {
        return database.read(handle -> Twins.now(handle, now));
    }
}
