package org.doorstep.kiosk.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.doorstep.kiosk.TrialClock;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.outbox.DayRows;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kiosk's real outbox, opposite a copy of it that stands for what the hub has, and in which a test changes
/// rows.
class DailyProofTest {
    private static final Source SOURCE = new Source(new HubId("millbrook"), new DeviceId("kiosk-1"));
    private static final LocalDate SUNDAY = LocalDate.parse("2026-11-22");

    @TempDir
    Path folder;

    private final TrialClock clock = new TrialClock("2026-11-22T10:00:00Z");
    private Database here;
    private Database there;
    private Outbox outbox;
    private DailyProof proof;
    private DayRows hubs;
    private final List<Request.Proof> asked = new ArrayList<>();

    @BeforeEach
    void open() {
        here = Database.open(folder.resolve("kiosk.db"), Outbox.MIGRATIONS);
        outbox = new Outbox(here, SOURCE, clock, new Random(3));
        proof = new DailyProof(new DayRows(outbox), clock);
    }

    @AfterEach
    void close() {
        here.close();
        if (there != null) {
            there.close();
        }
    }

    @Test
    void yesterdayIsAskedAboutOnceAndThenNoMore() {
        taps(214);
        nextDay();
        copyToHub();
        converse();

        assertThat(asked).singleElement().satisfies(question -> {
            assertThat(question.day()).isEqualTo(SUNDAY);
            assertThat(question.whole()).isTrue();
            assertThat(question.parts()).singleElement().satisfies(part -> assertThat(part.count())
                    .isEqualTo(214));
        });
        clock.pass(Duration.ofHours(2));
        assertThat(proof.next()).isEmpty();
    }

    @Test
    void anotherByteInOneOfAThousandRowsIsFoundAtItsPlace() {
        taps(1_000);
        nextDay();
        copyToHub("UPDATE outbox_event SET text = CAST(CAST(text AS TEXT) || ' ' AS BLOB) WHERE sequence = 637");
        converse();

        assertThat(places()).containsExactly(637L);
        assertThat(asked).hasSizeLessThan(15);
    }

    @Test
    void missingRowsAreFoundSideBySide() {
        taps(600);
        nextDay();
        copyToHub("DELETE FROM outbox_event WHERE sequence IN (1, 300, 301, 600)");
        converse();

        assertThat(places()).containsExactlyInAnyOrder(1L, 300L, 301L, 600L);
    }

    @Test
    void whereNothingIsTheSameTheQuestionsEndAllTheSame() {
        taps(2_000);
        nextDay();
        copyToHub("DELETE FROM outbox_event");
        converse();

        assertThat(asked).hasSize(DailyProof.MOST_QUESTIONS);
        assertThat(asked).allSatisfy(question -> assertThat(question.parts())
                .hasSizeLessThanOrEqualTo(Request.Proof.MOST_PARTS));
    }

    @Test
    void todayAndADayThatTheHubHasNotWhollyAcknowledgedAreNotAskedAbout() {
        taps(5);
        assertThat(proof.next()).as("today").isEmpty();
        nextDay();
        here.write(handle -> handle.execute("UPDATE outbox_lane SET through = last - 1"));
        assertThat(proof.next()).as("not acknowledged").isEmpty();
    }

    @Test
    void withoutAnAnswerTheSameIsAskedAgainAndAnAnswerThatComesTwiceChangesNothing() {
        taps(8);
        nextDay();
        copyToHub("DELETE FROM outbox_event WHERE sequence = 5");
        Request first = proof.next().orElseThrow();
        assertThat(proof.next()).contains(first);

        Reply.Proof answer = answer((Request.Proof) first);
        proof.heard(first, answer);
        Request second = proof.next().orElseThrow();
        proof.heard(first, answer);
        assertThat(proof.next()).contains(second);
    }

    @Test
    void whatTheKioskForgetsBetweenTwoAskingsIsNoDifference() {
        taps(20);
        nextDay();
        copyToHub();
        assertThat(proof.next()).isPresent();
        forgetUpTo(12);
        converse();

        assertThat(asked).singleElement().satisfies(question -> {
            assertThat(question.whole()).isTrue();
            assertThat(question.parts()).singleElement().satisfies(part -> {
                assertThat(part.from()).isEqualTo(13);
                assertThat(part.count()).isEqualTo(8);
            });
        });
    }

    @Test
    void aLaneOfWhichNothingIsKeptAnyMoreIsNotAskedAbout() {
        taps(20);
        nextDay();
        assertThat(proof.next()).isPresent();
        forgetUpTo(20);
        assertThat(proof.next()).isEmpty();
    }

    private void forgetUpTo(long sequence) {
        here.write(handle -> {
            handle.execute("UPDATE outbox_lane SET floor = ?, floor_chain = chain", sequence);
            return handle.execute("DELETE FROM outbox_event WHERE sequence <= ?", sequence);
        });
    }

    private void converse() {
        for (Optional<Request> next = proof.next(); next.isPresent(); next = proof.next()) {
            Request.Proof question = (Request.Proof) next.get();
            asked.add(question);
            proof.heard(question, answer(question));
        }
    }

    private Reply.Proof answer(Request.Proof question) {
        return new Reply.Proof(
                question.day(),
                question.parts().stream()
                        .map(part -> hubs.part(
                                        question.day(),
                                        new DayRows.Stretch(part.store(), part.lane(), part.from(), part.to()))
                                .filter(part::equals)
                                .isPresent())
                        .toList());
    }

    private List<Long> places() {
        return asked.stream()
                .filter(question -> !question.whole())
                .flatMap(question -> question.parts().stream()
                        .filter(part -> part.from() == part.to()
                                && !hubs.part(
                                                question.day(),
                                                new DayRows.Stretch(part.store(), part.lane(), part.from(), part.to()))
                                        .filter(part::equals)
                                        .isPresent()))
                .map(Request.Part::from)
                .distinct()
                .toList();
    }

    private void taps(int count) {
        here.write(transaction -> {
            for (int i = 0; i < count; i++) {
                outbox.append(transaction, Lane.ATTENDANCE, new HubEvent.GuestCounted(SessionId.dropIn(SUNDAY), 0, 1));
            }
            return null;
        });
    }

    private void nextDay() {
        clock.pass(Duration.ofDays(1));
        here.write(handle -> handle.execute("UPDATE outbox_lane SET through = last"));
    }

    /// The same rows at the hub, but for the changes.
    private void copyToHub(String... changes) {
        there = Database.open(folder.resolve("hub.db"), Outbox.MIGRATIONS);
        record Lane(long store, String lane, long last, byte[] chain) {}
        List<String> stores = here.read(handle -> handle.createQuery("SELECT store FROM outbox_store")
                .mapTo(String.class)
                .list());
        List<Lane> lanes = here.read(handle -> handle.createQuery("SELECT store, lane, last, chain FROM outbox_lane")
                .map((row, context) -> new Lane(row.getLong(1), row.getString(2), row.getLong(3), row.getBytes(4)))
                .list());
        there.write(handle -> {
            handle.execute("DROP TRIGGER outbox_event_follows_the_last");
            handle.execute("DROP TRIGGER outbox_event_is_never_changed");
            handle.execute("DROP TRIGGER outbox_event_is_kept_until_acknowledged");
            stores.forEach(store -> handle.execute(
                    "INSERT INTO outbox_store (store, source, began_at, why) VALUES (?, ?, 0, '')",
                    store,
                    SOURCE.toString()));
            lanes.forEach(lane -> handle.execute(
                    "INSERT INTO outbox_lane (store, lane, last, chain) VALUES (?, ?, ?, ?)",
                    lane.store,
                    lane.lane,
                    lane.last,
                    lane.chain));
            here.<Void>read(from -> {
                from.createQuery("SELECT store, lane, sequence, text, chain, appended_at FROM outbox_event")
                        .map((row, context) -> handle.execute(
                                "INSERT INTO outbox_event (store, lane, sequence, text, chain, appended_at)"
                                        + " VALUES (?, ?, ?, ?, ?, ?)",
                                row.getLong(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getBytes(4),
                                row.getBytes(5),
                                row.getLong(6)))
                        .list();
                return null;
            });
            for (String change : changes) {
                handle.execute(change);
            }
            return null;
        });
        hubs = new DayRows(new Outbox(there, SOURCE, clock, new Random(4)));
    }
}
