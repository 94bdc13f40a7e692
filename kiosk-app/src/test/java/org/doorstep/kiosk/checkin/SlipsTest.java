package org.doorstep.kiosk.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.identity.PassSlip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "Use my pass at the other hub": a slip that its resident carries there, and nothing between the
/// hubs.
class SlipsTest {
    private static final LocalDate UNTIL = LocalDate.of(2027, 11, 1);
    private static final PassId MINE = new PassId("5eed1e55c0ffee123456");

    @TempDir
    Path folder;

    private DeskTrial trial;
    private TrialAuthority.Hub other;

    @BeforeEach
    void open() {
        trial = new DeskTrial(folder, "2026-11-22T10:00:00Z", "Europe/London");
        other = trial.authority.hub("riverside");
    }

    @AfterEach
    void close() {
        trial.close();
    }

    @Test
    void withItsSlipThePassOfAnotherHubIsTakenHereAndIsStillAfterANewStart() {
        String pass = other.pass(MINE, DeskTrial.LAST_DAY);
        assertThat(trial.code(pass)).isEqualTo(refused(Presented.Refusal.OTHER_HUB));

        assertThat(trial.code(other.slip(MINE, UNTIL))).isEqualTo(new Outcome.SlipTaken(new HubId("riverside"), UNTIL));
        trial.startAgain();

        assertThat(trial.code(pass)).isInstanceOf(Outcome.Welcome.class);
        assertThat(trial.told(HubEvent.TapRecorded.class))
                .extracting(HubEvent.TapRecorded::credential)
                .containsExactly(new Credential.Pass(MINE, TrialAuthority.KEY));
    }

    @Test
    void aSlipIsForItsOwnPassAloneAndIsNoPassItself() {
        trial.code(other.slip(MINE, UNTIL));

        assertThat(trial.code(other.pass(DeskTrial.passId(8), DeskTrial.LAST_DAY)))
                .isEqualTo(refused(Presented.Refusal.OTHER_HUB));
        assertThat(trial.told(HubEvent.TapRecorded.class)).isEmpty();
    }

    @Test
    void aPassThatNamesTheOtherHubsKeyAndWasNotSignedByItIsNotTaken() {
        trial.code(other.slip(MINE, UNTIL));

        assertThat(trial.code(trial.authority.hub("riverside").pass(MINE, DeskTrial.LAST_DAY)))
                .isEqualTo(refused(Presented.Refusal.OTHER_HUB));
    }

    @Test
    void itEndsByItself() {
        trial.code(other.slip(MINE, LocalDate.of(2026, 11, 22)));
        String pass = other.pass(MINE, DeskTrial.LAST_DAY);
        assertThat(trial.code(pass)).isInstanceOf(Outcome.Welcome.class);

        trial.clock.pass(Duration.ofDays(1));

        assertThat(trial.code(pass)).isEqualTo(refused(Presented.Refusal.OTHER_HUB));
        assertThat(trial.code(other.slip(MINE, LocalDate.of(2026, 11, 22))))
                .isEqualTo(refused(Presented.Refusal.EXPIRED_SLIP));
    }

    @Test
    void itIsUndoneByTheSlipAndDoneAgainByIt() {
        String pass = other.pass(MINE, DeskTrial.LAST_DAY);
        trial.code(other.slip(MINE, UNTIL));

        assertThat(trial.desk().endSlip()).isEqualTo(new Outcome.SlipEnded());
        assertThat(trial.code(pass)).isEqualTo(refused(Presented.Refusal.OTHER_HUB));
        assertThat(trial.desk().endSlip()).isInstanceOf(Outcome.TooLate.class);

        trial.code(other.slip(MINE, UNTIL));
        assertThat(trial.code(pass)).isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void itIsUndoneByWhoeverHoldsThePassWithoutTheSlip() {
        trial.code(other.slip(MINE, UNTIL));
        Credential mine = new Credential.Pass(MINE, TrialAuthority.KEY);
        assertThat(trial.memory.isBySlip(mine)).isTrue();
        assertThat(trial.memory.isBySlip(new Credential.Pass(DeskTrial.passId(8), "0001")))
                .isFalse();

        trial.memory.endSlip(mine);

        assertThat(trial.memory.isBySlip(mine)).isFalse();
        assertThat(trial.code(other.pass(MINE, DeskTrial.LAST_DAY))).isEqualTo(refused(Presented.Refusal.OTHER_HUB));
    }

    @Test
    void aSlipOfThisHubOfAnotherAuthorityOrAlteredIsToldKindlyAndChangesNothing() {
        TrialAuthority elsewhere = new TrialAuthority(new SecureRandom());
        String slip = other.slip(MINE, UNTIL);
        String altered = PassSlip.PREFIX + "AA" + slip.substring(PassSlip.PREFIX.length() + 2);

        assertThat(trial.code(trial.authority.hub("millbrook").slip(MINE, UNTIL)))
                .isEqualTo(refused(Presented.Refusal.OWN_SLIP));
        assertThat(trial.code(elsewhere.hub("riverside").slip(MINE, UNTIL)))
                .isEqualTo(refused(Presented.Refusal.OTHER_SLIP));
        assertThat(trial.code(altered)).isEqualTo(refused(Presented.Refusal.OTHER_SLIP));
        assertThat(trial.code(slip.substring(0, slip.length() / 2))).isEqualTo(refused(Presented.Refusal.DAMAGED));
        assertThat(trial.code(PassSlip.PREFIX)).isEqualTo(refused(Presented.Refusal.DAMAGED));
        assertThat(trial.code(other.pass(MINE, DeskTrial.LAST_DAY))).isEqualTo(refused(Presented.Refusal.OTHER_HUB));
    }

    @Test
    void theDiskOfAKioskThatTookASlipDoesNotSayWhichPassItWasFor() throws Exception {
        trial.code(other.slip(MINE, UNTIL));

        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(MINE.value())
                        .doesNotContain(new String(MINE.bytes(), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static Outcome refused(Presented.Refusal why) {
        return new Outcome.Refused(why);
    }
}
