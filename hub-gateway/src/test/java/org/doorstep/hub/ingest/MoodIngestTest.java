package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.doorstep.hub.mood.MoodCounts;
import org.doorstep.hub.mood.MoodOfSession;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.ReasonId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoodIngestTest {
    private static final long SEED = 36;
    private static final SessionId COOKING = SessionId.parse("cook-and-eat@2026-11-24T1000");
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final StoreId store = StoreId.random(random);
    private TrialIngest hub;
    private long sequence;

    @BeforeEach
    void open() {
        hub = new TrialIngest(folder, SEED, new MoodCounts());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void answersAreCountedByFaceOnceHoweverOftenAndInWhateverOrderTheyCome() {
        List<byte[]> texts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            texts.add(Wire.write(answer(MoodAnswered.of(COOKING, 1 + i % 4))));
        }
        for (int times = 0; times < 3; times++) {
            Collections.shuffle(texts, random);
            take(texts);
        }
        MoodOfSession mood = mood().orElseThrow();
        assertThat(mood.faces()).containsExactly(5L, 5L, 5L, 5L);
        assertThat(mood.answers()).isEqualTo(20);
        assertThat(hub.acknowledged.getLast().ack().through()).isEqualTo(20);
    }

    @Test
    void nothingIsSaidOfFewerThanEight() {
        for (int i = 0; i < 7; i++) {
            take(List.of(Wire.write(answer(MoodAnswered.of(COOKING, 4)))));
            assertThat(mood()).isEmpty();
        }
        take(List.of(Wire.write(answer(MoodAnswered.of(COOKING, 1)))));
        assertThat(mood()).isPresent();
        assertThat(week(COOKING.date())).isEmpty();
    }

    @Test
    void answersWithoutASessionAreCountedByTheirWeek() {
        List<byte[]> texts = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            texts.add(Wire.write(answer(MoodAnswered.awayFromSessions(2).because(new ReasonId("too-crowded")))));
        }
        take(texts);
        assertThat(week(MONDAY.plusDays(6)).orElseThrow().faces()).containsExactly(0L, 9L, 0L, 0L);
    }

    @Test
    void whatWasSetAsideIsCountedByItselfAndInNoFigure() {
        List<byte[]> texts = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            texts.add(Wire.write(event(MONDAY, new HubEvent.MoodSetAside(1 + i % 2))));
        }
        take(texts);
        hub.ingest.rebuild();
        assertThat(hub.count("SELECT sum(touches) FROM mood_aside WHERE week = '2026-11-23'"))
                .isEqualTo(11);
        assertThat(hub.count("SELECT count(*) FROM mood_count")).isZero();
        assertThat(week(MONDAY)).isEmpty();
    }

    @Test
    void whatIsCountedAgainFromTheInboxIsTheSame() {
        List<byte[]> texts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            texts.add(Wire.write(answer(MoodAnswered.of(COOKING, 1 + i % 3))));
        }
        take(texts);
        List<Long> before = faces();
        hub.ingest.rebuild();
        assertThat(faces()).isEqualTo(before).containsExactly(10L, 10L, 10L, 0L);
    }

    @Test
    void anAnswerWithAClockIsSetAsideAndCountedAsNothing() {
        for (String clock : List.of("\"bootid\":\"a\"", "\"uptimems\":\"7\"", "\"clock\":\"synced\"")) {
            String text = new String(Wire.write(answer(MoodAnswered.of(COOKING, 4))), StandardCharsets.UTF_8);
            take(List.of(text.replaceFirst("\\{", "{" + clock + ",").getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(hub.count("SELECT count(*) FROM mood_count")).isZero();
        assertThat(hub.count("SELECT count(*) FROM inbox_quarantine WHERE reason = 'WRONG_FIELD'"))
                .isEqualTo(3);
        assertThat(hub.acknowledged.getLast().ack().through()).isEqualTo(3);
    }

    @Test
    void whenTheyCameIsKeptToTheDay() {
        for (int i = 0; i < 8; i++) {
            take(List.of(Wire.write(answer(MoodAnswered.of(COOKING, 4)))));
        }
        take(List.of("{\"lane\":\"anonymous\"}".getBytes(StandardCharsets.UTF_8)));
        String midnight = "1795478400000";
        for (String column : List.of(
                "received_at FROM inbox_event",
                "heard_at FROM inbox_stream",
                "began_at FROM inbox_stream",
                "last_at FROM inbox_refusal")) {
            List<String> times = hub.database.read(handle -> handle.createQuery("SELECT DISTINCT " + column)
                    .mapTo(String.class)
                    .list());
            assertThat(times).as(column).containsExactly(midnight);
        }
    }

    private List<Long> faces() {
        return mood().orElseThrow().faces();
    }

    private Optional<MoodOfSession> mood() {
        return hub.database.read(handle -> MoodOfSession.of(handle, COOKING));
    }

    private Optional<MoodOfSession> week(LocalDate day) {
        return hub.database.read(handle -> MoodOfSession.ofWeek(handle, day));
    }

    private AnonymousEnvelope answer(MoodAnswered answer) {
        return event(answer.at().map(SessionId::date).orElse(MONDAY), answer);
    }

    private AnonymousEnvelope event(LocalDate date, HubEvent data) {
        return new AnonymousEnvelope(
                EventId.byChance(random),
                new Source(TrialIngest.HUB, new DeviceId("kiosk-1")),
                date,
                store,
                ++sequence,
                data);
    }

    private void take(List<byte[]> texts) {
        hub.ingest.commit(texts.stream()
                .map(text -> new EventIngest.Arrival(
                        new Received(new DeviceId("kiosk-1"), Lane.ANONYMOUS, text, TrialIngest.NOW), () -> {}))
                .toList());
    }
}
