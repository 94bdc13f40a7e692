package org.doorstep.hub.mood;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.doorstep.hub.Hub;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PressesTest {
    private static final Topics TOPICS = new Topics(new HubId("millbrook"));
    private static final DeviceId HALL = new DeviceId("box-hall");
    private static final DeviceId DOOR = new DeviceId("box-door");

    @TempDir
    Path folder;

    private final PassingClock clock = new PassingClock();
    private Database database;
    private Presses presses;
    private boolean knowsTheTime = true;

    @BeforeEach
    void open() {
        database = Hub.open(folder);
        presses = made();
    }

    private Presses made() {
        return new Presses(
                database,
                TOPICS,
                ZoneOffset.UTC,
                device -> List.of(HALL, DOOR).contains(device),
                clock,
                () -> knowsTheTime ? Optional.of(clock.instant()) : Optional.empty(),
                new Random(95),
                () -> {});
    }

    @AfterEach
    void close() {
        presses.close();
        database.close();
    }

    @Test
    void pressesAreCountedByWeekAndFaceAndByNothingElse() {
        press(HALL, 4, 20);
        press(DOOR, 1, 20);
        presses.close();
        assertThat(written(0)).isEqualTo(Map.of(4, 20L, 1, 20L));
        assertThat(written(1)).isEmpty();
        assertThat(columns()).containsExactly("week", "aside", "face", "presses");
        assertThat(texts("SELECT DISTINCT week FROM mood_press")).containsExactly("2027-03-01");
        assertThat(texts("SELECT id FROM device")).isEmpty();
    }

    @Test
    void anyTwoStatesOfTheTableDifferByEightOrMoreOfAKind() {
        Random random = new Random(7);
        long before = 0;
        for (int turn = 0; turn < 60; turn++) {
            press(HALL, 1 + random.nextInt(4), random.nextInt(5));
            presses.turn();
            long now = written(0).values().stream().mapToLong(Long::longValue).sum();
            assertThat(now - before).isNotIn(1L, 2L, 3L, 4L, 5L, 6L, 7L);
            before = now;
        }
        assertThat(before).isPositive();
    }

    @Test
    void fewerThanEightOfAWeekAreAddedToTheNext() {
        press(HALL, 3, 5);
        clock.pass(Duration.ofDays(7));
        presses.turn();
        assertThat(written(0)).isEmpty();
        press(HALL, 3, 5);
        presses.close();
        assertThat(texts("SELECT week FROM mood_press")).containsExactly("2027-03-08");
        assertThat(written(0)).isEqualTo(Map.of(3, 10L));
    }

    @Test
    void ofWhichWeekTheyAreIsWrittenOnlyOnceTheHubKnowsTheTime() {
        presses.close();
        knowsTheTime = false;
        presses = made();
        press(HALL, 3, 20);
        presses.turn();
        assertThat(written(0)).isEmpty();
        knowsTheTime = true;
        clock.pass(Duration.ofDays(7));
        presses.turn();
        assertThat(texts("SELECT DISTINCT week FROM mood_press")).containsExactly("2027-03-08");
        presses.close();
        assertThat(written(0)).isEqualTo(Map.of(3, 20L));
    }

    @Test
    void aChildWhoPlaysWithOneBoxIsSetAsideAndTheOtherBoxIsHeard() {
        for (int i = 0; i < 50; i++) {
            clock.pass(Duration.ofMillis(300));
            give(HALL, "{\"face\":1}");
            if (i % 4 == 0) {
                clock.pass(Duration.ofMillis(1));
            }
        }
        press(DOOR, 4, 8);
        presses.close();
        assertThat(written(1)).isEqualTo(Map.of(1, 49L));
        // The one that was meant of the first box is drawn with the other's.
        assertThat(written(0)).isEqualTo(Map.of(1, 1L, 4, 8L));
    }

    @Test
    void aKioskHasAFileOfItsOwnForAnswersAndIsNotHeardHere() {
        press(new DeviceId("kiosk-1"), 4, 30);
        presses.close();
        assertThat(written(0)).isEmpty();
    }

    @Test
    void aPressThatABrokerOfOnesOwnHasKeptIsNotTakenEachTimeTheHubConnects() {
        byte[] text = "{\"face\":4}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 30; i++) {
            clock.pass(Duration.ofSeconds(25));
            presses.received(delivery(Message.retained(TOPICS.press(HALL), text), () -> {}));
        }
        presses.close();
        assertThat(written(0)).isEmpty();
    }

    @Test
    void whatIsNoPressIsDoneWithAndCountedAsNothing() {
        List<String> done = new ArrayList<>();
        for (String text : List.of("", "3", "{}", "{\"face\":5}", "{\"face\":0}", "[1]", "x".repeat(5_000))) {
            presses.received(delivery(HALL, text, () -> done.add(text)));
        }
        assertThat(done).hasSize(7);
        presses.close();
        assertThat(written(0)).isEmpty();
    }

    /// Nobody who is in earnest is quicker than this.
    private void press(DeviceId box, int face, int times) {
        for (int i = 0; i < times; i++) {
            clock.pass(Duration.ofSeconds(25));
            give(box, "{\"face\":" + face + "}");
        }
    }

    private void give(DeviceId box, String text) {
        presses.received(delivery(box, text, () -> {}));
    }

    private static Link.Delivery delivery(DeviceId box, String text, Runnable done) {
        return delivery(
                Message.passing(TOPICS.press(box), text.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(30)),
                done);
    }

    private static Link.Delivery delivery(Message message, Runnable done) {
        return new Link.Delivery() {
            @Override
            public Message message() {
                return message;
            }

            @Override
            public void done() {
                done.run();
            }
        };
    }

    private Map<Integer, Long> written(int aside) {
        return database.read(handle -> {
            Map<Integer, Long> faces = new HashMap<>();
            handle.createQuery("SELECT face, sum(presses) AS n FROM mood_press WHERE aside = :aside GROUP BY face")
                    .bind("aside", aside)
                    .map((row, context) -> faces.put(row.getInt("face"), row.getLong("n")))
                    .list();
            return faces;
        });
    }

    private List<String> columns() {
        return texts("SELECT name FROM pragma_table_info('mood_press') ORDER BY cid");
    }

    private List<String> texts(String query) {
        return database.read(
                handle -> handle.createQuery(query).mapTo(String.class).list());
    }

    private static final class PassingClock implements DeviceClock {
        private Instant now = Instant.parse("2027-03-01T10:00:00Z");
        private long uptimeMs = 60_000;

        void pass(Duration time) {
            now = now.plus(time);
            uptimeMs += time.toMillis();
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public Moment moment() {
            return new Moment("the-hubs-own", uptimeMs, Moment.Clock.SYNCED, 5);
        }
    }
}
