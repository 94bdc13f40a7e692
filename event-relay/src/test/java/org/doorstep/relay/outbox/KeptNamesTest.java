package org.doorstep.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever leaves is let go of by the kiosk too, in what it keeps though the hub has it.
class KeptNamesTest {
    private static final Source SOURCE = new Source(new HubId("fold"), new DeviceId("kiosk-1"));
    private static final PassId ANNAS = new PassId("a1b2c3d4e5f60718293a");
    private static final PassId BENS = new PassId("00112233445566778899");
    private static final PassName STAND_IN = new PassName("0f1e2d3c4b5a69788796");

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private Database database;
    private Outbox outbox;
    private KeptNames names;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("kiosk.db"), Outbox.MIGRATIONS);
        outbox = new Outbox(database, SOURCE, clock, new Random(1));
        names = new KeptNames(outbox);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNameOfWhoLeftIsReplacedAndTheKioskStillProvesTheDayAndKeepsItsFile() throws IOException {
        tap(ANNAS);
        tap(BENS);
        tap(ANNAS);
        acknowledged(3);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Request.Part> before = parts(today);

        assertThat(names.next()).containsExactly(PassName.of(ANNAS), PassName.of(BENS));
        assertThat(names.replace(List.of(gone(clock.instant())))).isEqualTo(2);

        assertThat(onDisk(ANNAS.value())).isFalse();
        assertThat(onDisk(BENS.value())).isTrue();
        assertThat(names.next()).containsExactly(STAND_IN, PassName.of(BENS));
        assertThat(parts(today)).isEqualTo(before);
        assertThat(new OutboxCheck(outbox).fault()).isEmpty();
        assertThat(names.replace(List.of(gone(clock.instant())))).isZero();
    }

    @Test
    void whatTheHubHasNotAcknowledgedIsNotTouchedNorWhatWasShownAfterwards() {
        tap(ANNAS);
        acknowledged(1);
        Instant left = clock.instant();
        clock.forward(Duration.ofHours(1));
        tap(ANNAS);
        assertThat(names.next()).containsExactly(PassName.of(ANNAS));
        assertThat(names.replace(List.of(gone(left)))).isOne();
        acknowledged(2);
        assertThat(names.replace(List.of(gone(left)))).isZero();
        assertThat(names.next()).containsExactly(STAND_IN, PassName.of(ANNAS));
    }

    @Test
    void whoLeftHereIsAskedAboutFirstOnceTheHubHasAllOfTheirsAndUntilItHasAnswered() throws IOException {
        tap(ANNAS);
        tap(BENS);
        assertThat(names.leftHere()).isEmpty();
        database.write(transaction -> outbox.append(
                transaction,
                Lane.MEMBER,
                new HubEvent.ResidentLeft(new Credential.Pass(ANNAS, "0001"), Receipt.by(new Random(2)))));
        acknowledged(Lane.MEMBER, 1);
        assertThat(names.leftHere()).as("a tap of theirs is on its way").isEmpty();
        acknowledged(Lane.ATTENDANCE, 1);
        assertThat(names.leftHere()).containsExactly(PassName.of(ANNAS));
        assertThat(names.leftHere()).as("until it is answered").containsExactly(PassName.of(ANNAS));

        assertThat(names.replace(List.of(gone(clock.instant())))).isEqualTo(2);
        names.asked(List.of(PassName.of(ANNAS)));
        assertThat(names.leftHere()).isEmpty();
        assertThat(onDisk(ANNAS.value())).isFalse();
        assertThat(new KeptNames(outbox).leftHere()).as("after the next start").isEmpty();
    }

    @Test
    void theDatabaseItselfAllowsNoOtherChange() {
        tap(ANNAS);
        assertThatThrownBy(() -> database.write(t -> t.execute("UPDATE outbox_event SET digest = zeroblob(32)")))
                .hasStackTraceContaining("never changed");
        acknowledged(1);
        assertThatThrownBy(() ->
                        database.write(t -> t.execute("UPDATE outbox_event SET digest = zeroblob(32), text = x'00'")))
                .hasStackTraceContaining("never changed");
    }

    private static PrivateReply.Gone gone(Instant until) {
        return new PrivateReply.Gone(PassName.of(ANNAS), STAND_IN, until);
    }

    private void tap(PassId pass) {
        database.write(transaction -> outbox.append(
                transaction,
                Lane.ATTENDANCE,
                new HubEvent.TapRecorded(
                        new Credential.Pass(pass, "0001"),
                        HubEvent.Assurance.SIGNED,
                        HubEvent.Outcome.ARRIVAL,
                        SessionId.dropIn(LocalDate.parse("2026-11-22")))));
    }

    private void acknowledged(long through) {
        acknowledged(Lane.ATTENDANCE, through);
    }

    private void acknowledged(Lane lane, long through) {
        database.write(transaction -> {
            OutboxRows.Stream stream = outbox.rows().streams(transaction).stream()
                    .filter(one -> one.lane() == lane)
                    .findFirst()
                    .orElseThrow();
            outbox.rows().mark(transaction, stream, through, 0, 0);
            return null;
        });
    }

    private List<Request.Part> parts(LocalDate day) {
        DayRows rows = new DayRows(outbox);
        return rows.stretches(day).stream()
                .map(stretch -> rows.part(day, stretch).orElseThrow())
                .toList();
    }

    private boolean onDisk(String text) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
