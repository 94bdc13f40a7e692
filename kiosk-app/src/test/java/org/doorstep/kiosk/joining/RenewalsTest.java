package org.doorstep.kiosk.joining;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.kiosk.TrialClock;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.DoorOutcome;
import org.doorstep.relay.joining.DoorRefusal;
import org.doorstep.relay.joining.HubDoor;
import org.doorstep.relay.joining.Joined;
import org.doorstep.relay.joining.Newcomer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kiosk that joined, as its certificate's days go by: over real TLS, at the door it joined by.
class RenewalsTest {
    private static final Instant START = Instant.parse("2026-11-22T16:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    private final SecureRandom random = new SecureRandom();
    private final TrialClock clock = new TrialClock(START.toString());
    private final AtomicBoolean hubAnswers = new AtomicBoolean(true);

    @TempDir
    private Path temp;

    private Path folder;
    private TrialDoor door;
    private PublicKey key;

    @BeforeEach
    void aKioskThatJoined() throws IOException {
        folder = Files.createDirectory(temp.resolve("identity"));
        door = new TrialDoor(temp.resolve("hub"), START);
        Newcomer newcomer = new Newcomer() {
            @Override
            public String certificateRequest(Holder.Device name) {
                return IdentityFiles.request(folder, name, random);
            }

            @Override
            public String carryKey() {
                return "0001:" + "A".repeat(43);
            }
        };
        DoorOutcome<Joined> outcome = new HubDoor(door.address()).join(Optional.empty(), door.code(), newcomer);
        Joined joined = ((DoorOutcome.Done<Joined>) outcome).answer();
        IdentityFiles.place(folder, joined.chain(), joined.root());
        key = identity().certificate().getPublicKey();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void inTheLastThirdOfItsDaysItGetsTheNextForTheSameKey() {
        Renewals renewals = renewals();
        Serial first = serial();
        pass(Duration.ofDays(55));
        renewals.turn();
        assertThat(serial()).isEqualTo(first);

        pass(Duration.ofDays(5));
        renewals.turn();

        assertThat(serial()).isNotEqualTo(first);
        assertThat(identity().certificate().getPublicKey()).isEqualTo(key);
        assertThat(renewals.now().until()).isAfter(START.plus(Duration.ofDays(145)));
        assertThat(renewals.now().renewal()).isEqualTo(Membership.Renewal.NOT_DUE);
        assertThat(renewals.now().renewed()).isEqualTo(1);
    }

    @Test
    void oneThatIsDatedAheadIsNotTakenForOneThatWorks() {
        Renewals renewals = renewals();
        Serial first = serial();
        pass(Duration.ofDays(61));
        door.setTime(clock.instant().plus(MONTH));
        renewals.turn();
        assertThat(serial()).isEqualTo(first);
        assertThat(renewals.now().renewal()).isEqualTo(Membership.Renewal.WAITING);

        pass(Duration.ofMinutes(1));
        renewals.turn();
        assertThat(serial()).isNotEqualTo(first);
    }

    @Test
    void afterItsEndItStillGetsTheNext() {
        Renewals renewals = renewals();
        Serial first = serial();
        hubAnswers.set(false);
        pass(MONTH.multipliedBy(8));

        renewals.turn();

        assertThat(serial()).isNotEqualTo(first);
    }

    @Test
    void aDoorThatCannotBeReachedIsAskedAgainNowAndThen() {
        Renewals renewals =
                new Renewals(folder, Optional.of(new DoorAddress("127.0.0.1", 1)), clock, hubAnswers::get, random);
        pass(Duration.ofDays(70));
        renewals.turn();
        renewals.turn();
        assertThat(renewals.now().failed()).as("not at once again").isEqualTo(1);
        assertThat(renewals.now().renewal()).isEqualTo(Membership.Renewal.WAITING);
        assertThat(renewals.now().needsAPerson()).as("twenty days are left").isFalse();
        for (int minute = 0; minute < 24 * 60; minute++) {
            pass(Duration.ofMinutes(1));
            renewals.turn();
        }
        assertThat(renewals.now().failed()).as("in a day").isBetween(24L, 60L);

        pass(Duration.ofDays(10));
        renewals.turn();

        assertThat(renewals.now().needsAPerson()).isTrue();
        assertThat(renewals.now().daysLeft(ZoneOffset.UTC)).isBetween(7L, 9L);
    }

    @Test
    void aHubThatSaysNoIsToldToAPersonAtOnceAndAskedSeldom() {
        Renewals renewals = renewals();
        door.refuse(Optional.of(DoorRefusal.REVOKED));
        pass(Duration.ofDays(61));
        renewals.turn();
        pass(Duration.ofHours(1));
        renewals.turn();

        assertThat(renewals.now().renewal()).isEqualTo(Membership.Renewal.REFUSED);
        assertThat(renewals.now().needsAPerson()).isTrue();
        assertThat(renewals.now().failed()).isEqualTo(1);

        door.refuse(Optional.empty());
        pass(Duration.ofHours(6));
        renewals.turn();

        assertThat(renewals.now().renewal()).isEqualTo(Membership.Renewal.NOT_DUE);
        assertThat(renewals.now().needsAPerson()).isFalse();
    }

    @Test
    void aHubThatIsShortOfRoomIsWaitedFor() {
        Renewals renewals = renewals();
        door.refuse(Optional.of(DoorRefusal.CANNOT));
        pass(Duration.ofDays(61));
        renewals.turn();
        assertThat(renewals.now().renewal()).isEqualTo(Membership.Renewal.WAITING);

        door.refuse(Optional.empty());
        pass(Duration.ofMinutes(1));
        renewals.turn();

        assertThat(renewals.now().renewed()).isEqualTo(1);
    }

    @Test
    void aKioskThatWakesIn1970OrIn2099WithAnEndedCertificateComesBackByItself() {
        for (String wall : new String[] {"1970-01-01T00:00:05Z", "2099-06-01T00:00:00Z"}) {
            Serial before = serial();
            Instant now = identity().certificate().getNotAfter().toInstant().plus(MONTH);
            door.setTime(now);
            clock.setWall(wall);
            clock.knowNothing();
            hubAnswers.set(false);
            Renewals renewals = renewals();
            renewals.turn();
            assertThat(serial()).as("the broker may be about to let it in").isEqualTo(before);

            clock.pass(Duration.ofMinutes(3));
            renewals.turn();

            assertThat(serial()).as(wall).isNotEqualTo(before);
            assertThat(renewals.now().renewal()).isEqualTo(Membership.Renewal.NOT_DUE);
            assertThat(identity().certificate().getNotAfter().toInstant()).isAfter(now);
            Serial after = serial();
            for (int minute = 0; minute < 600; minute++) {
                clock.pass(Duration.ofMinutes(1));
                renewals.turn();
            }
            assertThat(serial()).as("once a day is enough of guessing").isEqualTo(after);
        }
    }

    @Test
    void whoDoesNotKnowTheTimeAndIsLetInAsksForNothing() {
        clock.setWall("2099-06-01T00:00:00Z");
        clock.knowNothing();
        Renewals renewals = renewals();
        for (int hour = 0; hour < 50; hour++) {
            clock.pass(Duration.ofHours(1));
            renewals.turn();
        }
        assertThat(door.asked()).as("joining alone").isEqualTo(1);
        assertThat(renewals.now().needsAPerson()).isFalse();
    }

    @Test
    void aClockThatIsSlowAndSureIsFoundOutByASilentHub() {
        door.setTime(START.plus(MONTH.multipliedBy(4)));
        hubAnswers.set(false);
        Renewals renewals = renewals();
        Serial first = serial();
        clock.pass(Duration.ofMinutes(61));
        renewals.turn();

        assertThat(serial()).isNotEqualTo(first);
    }

    @Test
    void aKioskThatWasEnrolledByHandIsOnlyWatched() {
        Renewals renewals = new Renewals(folder, Optional.empty(), clock, hubAnswers::get, random);
        pass(Duration.ofDays(60));
        renewals.turn();
        assertThat(renewals.now().renewal()).isEqualTo(Membership.Renewal.BY_HAND);
        assertThat(renewals.now().needsAPerson()).isFalse();

        pass(Duration.ofDays(20));

        assertThat(renewals.now().needsAPerson()).isTrue();
        assertThat(door.asked()).isEqualTo(1);
    }

    private Renewals renewals() {
        return new Renewals(folder, Optional.of(door.address()), clock, hubAnswers::get, random);
    }

    /// For the kiosk and the hub.
    private void pass(Duration time) {
        clock.pass(time);
        door.setTime(clock.instant());
    }

    private Identity identity() {
        return IdentityFiles.read(folder);
    }

    private Serial serial() {
        return Serial.of(identity().certificate());
    }
}
