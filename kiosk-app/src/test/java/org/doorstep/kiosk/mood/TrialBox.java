package org.doorstep.kiosk.mood;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.kiosk.TrialClock;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.ReasonId;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;

/// A box for answers on a kiosk's real files, whose five minutes pass when a test says so. A Monday;
/// cooking from ten to twelve, dancing from two to four.
final class TrialBox implements AutoCloseable {
    static final HubId HUB = new HubId("millbrook");
    static final SessionId COOKING = SessionId.parse("cook-and-eat@2027-03-01T1000");
    static final SessionId DANCING = SessionId.parse("dancing@2027-03-01T1400");

    final TrialClock clock;
    final KioskStore store;
    final ScheduleBoard schedule;
    final MoodBox box;
    /// What is run each time that a batch has left.
    Runnable released = () -> {};

    TrialBox(Path folder, long seed) {
        this(folder, seed, new TrialClock("2027-03-01T08:00:00Z"));
    }

    TrialBox(Path folder, long seed, TrialClock clock) {
        this.clock = clock;
        Random random = new Random(seed);
        store = KioskStore.open(folder, new Source(HUB, new DeviceId("kiosk-1")), clock, random);
        schedule = new ScheduleBoard(store.database(), HUB, ZoneOffset.UTC, clock);
        schedule.put(Wire.writeMessage(new Schedule(
                HUB,
                "Millbrook Fold",
                ZoneId.of("UTC"),
                Instant.parse("2027-03-01T07:00:00Z"),
                1200,
                1800,
                List.of(session(COOKING, "10:00", "12:00"), session(DANCING, "14:00", "16:00")))));
        box = new MoodBox(store.answers().orElseThrow(), schedule, clock, random, () -> released.run());
    }

    private static Schedule.Occurrence session(SessionId id, String start, String end) {
        return new Schedule.Occurrence(
                id,
                "A session",
                "Hall",
                "star",
                Instant.parse("2027-03-01T" + start + ":00Z"),
                Instant.parse("2027-03-01T" + end + ":00Z"));
    }

    TrialBox at(String time) {
        clock.setWall("2027-03-01T" + time + ":00Z");
        return this;
    }

    void give(SessionId session, int many) {
        for (int i = 0; i < many; i++) {
            box.give(MoodAnswered.of(session, 1 + i % MoodAnswered.FACES));
        }
    }

    void turnAfter(Duration time) {
        clock.pass(time);
        box.turn();
    }

    /// What has been let go, in the order of its sequence.
    List<AnonymousEnvelope> left() {
        return store.answers().orElseThrow().database().read(handle -> handle.createQuery(
                        "SELECT text FROM outbox_event ORDER BY store, sequence")
                .map((row, context) -> read(row.getBytes("text")))
                .list());
    }

    List<MoodAnswered> answersLeft() {
        return left().stream().map(event -> (MoodAnswered) event.data()).toList();
    }

    /// What the lots hold.
    List<MoodAnswered> held() {
        return store.answers().orElseThrow().database().read(handle -> {
            List<MoodAnswered> all = new ArrayList<>();
            handle.createQuery("SELECT pile, face, reason, answers FROM held_lot")
                    .map((row, context) -> {
                        MoodAnswered answer = Pile.parse(row.getString("pile")).answer(row.getInt("face"));
                        String reason = row.getString("reason");
                        for (int i = 0; i < row.getInt("answers"); i++) {
                            all.add(reason.isEmpty() ? answer : answer.because(new ReasonId(reason)));
                        }
                        return all.size();
                    })
                    .list();
            return all;
        });
    }

    /// The files as they are on the disk at this moment: what a power cut leaves to whoever starts the
    /// kiosk again.
    Path cutAndCopiedTo(Path folder) {
        try (Stream<Path> files = Files.list(folder.resolveSibling("kiosk"))) {
            Files.createDirectories(folder);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AnonymousEnvelope read(byte[] text) {
        try {
            return (AnonymousEnvelope) Wire.readAny(text);
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        box.close();
        store.close();
    }
}
