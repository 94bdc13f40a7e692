package org.doorstep.kiosk.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.TokenKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a kiosk remembers of who came is gone when they leave, and when the day is over.
class DayMemoryTest {
    private static final String CARD = "00BC614E";
    private static final PassName STAND_IN = new PassName("ffffffffffffffffffff");

    @TempDir
    private Path folder;

    private DeskTrial trial;

    @BeforeEach
    void open() {
        trial = new DeskTrial(folder, "2026-11-22T10:05:00Z", "Europe/London");
    }

    @AfterEach
    void close() {
        trial.close();
    }

    @Test
    void whoLeavesHereIsForgottenWithTheirWordAndNobodyElseIs() throws IOException {
        for (int person = 0; person < 60; person++) {
            trial.code(trial.pass(person));
        }
        EventId face = ((Outcome.AlreadyIn) again(17)).event();

        forget(face, new Credential.Pass(DeskTrial.passId(17), "0001"));
        trial.memory.leftHere();
        trial.memory.tidy();

        assertThat(remembered(17)).isFalse();
        assertThat(IntStream.range(0, 60).filter(person -> person != 17)).allMatch(this::remembered);
        assertThat(onDisk("pass " + DeskTrial.passId(17))).isFalse();
        assertThat(onDisk("pass " + DeskTrial.passId(18))).isTrue();
    }

    @Test
    void aCardThatCameBeforeTheHubsKeyIsForgottenByTheFaceItStandsAt() {
        EventId face = ((Outcome.Welcome) trial.card(CARD)).event();
        trial.cards.tokenKey(new TokenKey(1, new byte[TokenKey.BYTES]));
        assertThat(trial.memory.names()).isEmpty();

        forget(face, new TokenKey(1, new byte[TokenKey.BYTES]).token("4:" + CARD));

        assertThat(visits()).isZero();
    }

    @Test
    void whoLeftElsewhereIsForgottenUpToThatAndWhoeverBeganAgainIsNot() {
        trial.cards.tokenKey(new TokenKey(3, new byte[TokenKey.BYTES]));
        trial.card(CARD);
        trial.code(trial.pass(1));
        Instant left = trial.clock.instant();
        trial.clock.pass(Duration.ofMinutes(30));
        trial.code(trial.pass(2));
        List<PassName> names = trial.memory.names();
        assertThat(names)
                .containsExactlyInAnyOrder(
                        PassName.of(new TokenKey(3, new byte[TokenKey.BYTES]).token("4:" + CARD))
                                .orElseThrow(),
                        PassName.of(DeskTrial.passId(1)),
                        PassName.of(DeskTrial.passId(2)));

        trial.memory.letGo(names.stream()
                .map(name -> new PrivateReply.Gone(name, standIn(name), left))
                .toList());

        assertThat(trial.memory.names()).containsExactly(PassName.of(DeskTrial.passId(2)));
    }

    @Test
    void yesterdayIsForgottenWithoutATapAndNotByAClockThatMayBeWrong() throws IOException {
        trial.code(trial.pass(5));
        trial.clock.pass(Duration.ofHours(5));
        trial.memory.tidy();
        assertThat(remembered(5)).as("the same day").isTrue();

        trial.clock.pass(Duration.ofHours(12));
        trial.clock.knowNothing();
        trial.memory.tidy();
        assertThat(remembered(5)).as("a clock that knows nothing").isTrue();

        trial.clock.knowAll();
        trial.memory.tidy();
        assertThat(remembered(5)).isFalse();
        assertThat(onDisk("pass " + DeskTrial.passId(5))).isFalse();
    }

    private Outcome again(int person) {
        trial.clock.pass(Duration.ofMinutes(1));
        return trial.code(trial.pass(person));
    }

    private void forget(EventId face, Credential credential) {
        trial.store.database().write(transaction -> {
            trial.memory.forget(transaction, face, credential);
            return null;
        });
    }

    private boolean remembered(int person) {
        return trial.memory.names().contains(PassName.of(DeskTrial.passId(person)));
    }

    private long visits() {
        return trial.store.database().read(handle -> handle.createQuery("SELECT count(*) FROM visit")
                .mapTo(long.class)
                .one());
    }

    private static PassName standIn(PassName name) {
        return name.text().contains(":") ? new PassName("3:" + "A".repeat(43)) : STAND_IN;
    }

    private boolean onDisk(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
