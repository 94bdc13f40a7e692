package org.doorstep.kiosk.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.doorstep.kiosk.TrialClock;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.PinHash;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaffDoorTest {
    private static final PassId STAFF = new PassId("5eed1e55c0ffee123456");
    private static final PassId RESIDENT = new PassId("00000000000000000007");
    private static final String PIN = "271828";

    private final TrialClock clock = new TrialClock("2026-11-22T10:05:00Z");
    private final StaffPasses passes = new StaffPasses();
    private KeyPair hub;
    private StaffDoor door;

    @BeforeEach
    void open() throws GeneralSecurityException {
        hub = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        door = new StaffDoor(
                passes, PassKeys.of("0001", hub.getPublic()), ZoneId.of("Europe/London"), clock, new Random(7));
        passes.heard(new PrivateReply.StaffPasses(
                List.of(new PrivateReply.StaffPass(PassName.of(STAFF), PinHash.of(PIN, new Random(1))))));
    }

    @Test
    void aPassOfStaffAndItsPinLeadOut() {
        assertThat(door.tried(knock(), PIN)).isEqualTo(new StaffDoor.LetOut());
    }

    @Test
    void anybodyElsesPassIsNotAskedForAPin() {
        assertThat(door.knock(shown(RESIDENT))).isEmpty();
        assertThat(door.knock(new Reading.Code("https://example.org"))).isEmpty();
    }

    @Test
    void onePinIsGoodForOneShowing() {
        EventId knock = knock();
        door.tried(knock, PIN);
        assertThat(door.tried(knock, PIN)).isEqualTo(new StaffDoor.ShowItAgain());
    }

    @Test
    void aPinWithoutThePassIsNothing() {
        assertThat(door.tried(EventId.byChance(new Random(3)), PIN)).isEqualTo(new StaffDoor.ShowItAgain());
        EventId knock = knock();
        clock.pass(Duration.ofMinutes(2));
        assertThat(door.tried(knock, PIN)).isEqualTo(new StaffDoor.ShowItAgain());
    }

    @Test
    void whoGuessesIsStoppedForAQuarterOfAnHourAlsoWithTheRightPin() {
        EventId knock = knock();
        for (int left = StaffDoor.MOST_WRONG - 1; left > 0; left--) {
            assertThat(door.tried(knock, "000000")).isEqualTo(new StaffDoor.NotThatPin(knock, left));
        }
        assertThat(door.tried(knock, "000000")).isEqualTo(new StaffDoor.TooOften());
        assertThat(door.tried(knock(), PIN)).isEqualTo(new StaffDoor.TooOften());

        clock.pass(Duration.ofMinutes(15));
        assertThat(door.tried(knock(), PIN)).isEqualTo(new StaffDoor.LetOut());
    }

    @Test
    void aPassThatWasTakenBackIsNobodysAnyMore() {
        EventId knock = knock();
        passes.heard(new PrivateReply.StaffPasses(List.of()));
        assertThat(door.tried(knock, PIN)).isInstanceOf(StaffDoor.NotThatPin.class);
        assertThat(door.knock(shown(STAFF))).isEmpty();
    }

    @Test
    void aKioskThatHasNotHeardItsHubLetsNobodyOut() {
        StaffDoor unheard = new StaffDoor(
                new StaffPasses(),
                PassKeys.of("0001", hub.getPublic()),
                ZoneId.of("Europe/London"),
                clock,
                new Random(7));
        assertThat(unheard.knock(shown(STAFF))).isEmpty();
    }

    private EventId knock() {
        return door.knock(shown(STAFF)).orElseThrow();
    }

    private Reading shown(PassId pass) {
        return new Reading.Code(PassCode.sign(pass, LocalDate.of(2030, 1, 1), "0001", hub.getPrivate()));
    }
}
