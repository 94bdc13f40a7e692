package org.doorstep.hub.booking.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.waiting.TrialHouse;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.bookings.Lease;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.time.DeviceClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final DeviceId OTHER = new DeviceId("kiosk-2");
    private static final StoreId STORE = new StoreId("a".repeat(32));
    private static final StoreId NEW_STORE = new StoreId("b".repeat(32));

    @TempDir
    private Path folder;

    private TrialHouse house;
    private Leases leases;
    private long uptimeMs = 1_000;
    private String boot = "boot-1";

    @BeforeEach
    void begin() {
        house = new TrialHouse(folder, 11);
        house.set("UPDATE bookable SET walk_up = 'kiosk-1', walk_up_share = 1 WHERE id IN ('craft', 'strimmer')");
        Inbox inbox = new Inbox(house.database, new HubId("millbrook"), new Random(1), house::now);
        leases = new Leases(house.database, house.claims, house.waiting, inbox, TrialHouse.ZONE, new DeviceClock() {
            @Override
            public Instant instant() {
                return house.now();
            }

            @Override
            public Moment moment() {
                return new Moment(boot, uptimeMs, Moment.Clock.SYNCED, 10);
            }
        });
        leases.begin();
    }

    @AfterEach
    void end() {
        house.close();
    }

    private List<Lease> ask(DeviceId device, String instance, StoreId store, long last, Long... back) {
        return ((Reply.Leased) leases.answer(device, new Request.Lease(instance, store, last, List.of(back)))).leases();
    }

    private void pass(Duration time) {
        uptimeMs += time.toMillis();
    }

    private boolean isFree(String what) {
        Claimed claimed = house.ask(house.wanted(TrialHouse.BEN, what, TrialHouse.on(TrialHouse.TODAY, 19, 20)));
        return claimed instanceof Claimed.Booked;
    }

    @Test
    void whatIsLeasedIsNobodyElsesAndOfAPoolTheRestIsFree() {
        assertThat(ask(OTHER, "other", STORE, 0)).isEmpty();
        assertThat(ask(KIOSK, "mine", STORE, 0)).hasSize(2);
        assertThat(isFree("craft")).isFalse();
        assertThat(isFree("strimmer")).as("one of two").isTrue();
        assertThat(isFree("strimmer")).as("the other").isFalse();
        assertThat(isFree("hall")).isTrue();
    }

    @Test
    void anotherProgramOfTheSameNameHasNoneUntilItHasRunOutAndAllThatWasGivenAwayIsHere() {
        ask(KIOSK, "first", STORE, 0);
        pass(Leases.LENGTH);
        assertThat(ask(KIOSK, "second", STORE, 0)).as("the bound is not over").isEmpty();
        pass(Leases.BOUND);
        assertThat(ask(KIOSK, "second", STORE, 1))
                .as("a row is still on its way")
                .isEmpty();
        assertThat(ask(KIOSK, "second", NEW_STORE, 0)).as("on another card").isEmpty();
        assertThat(isFree("craft")).isFalse();
        assertThat(ask(KIOSK, "second", STORE, 0)).hasSize(2);
    }

    @Test
    void aWallClockThatIsSetEndsNoLeaseAndTheHubsOwnRestartCountsItAnew() {
        ask(KIOSK, "first", STORE, 0);
        house.today(18, 0);
        assertThat(ask(KIOSK, "second", STORE, 0)).isEmpty();
        pass(Leases.LENGTH);
        boot = "boot-2";
        uptimeMs = 5_000;
        pass(Leases.LENGTH);
        assertThat(ask(KIOSK, "second", STORE, 0)).isEmpty();
        pass(Leases.BOUND);
        assertThat(ask(KIOSK, "second", STORE, 0)).isNotEmpty();
    }

    @Test
    void whoAsksAgainHasItAsLongAgain() {
        long epoch = ask(KIOSK, "mine", STORE, 0).getFirst().epoch();
        pass(Leases.LENGTH.minusMinutes(1));
        assertThat(ask(KIOSK, "mine", STORE, 3)).extracting(Lease::epoch).contains(epoch);
        pass(Leases.LENGTH);
        assertThat(ask(KIOSK, "second", STORE, 0)).isEmpty();
    }

    @Test
    void whatIsGivenBackIsFreeForAllButNotBeforeItsRowsAreHere() {
        Long[] epochs = ask(KIOSK, "mine", STORE, 0).stream().map(Lease::epoch).toArray(Long[]::new);
        assertThat(ask(KIOSK, "mine", STORE, 1, epochs))
                .as("kept, with a row on its way")
                .isNotEmpty();
        assertThat(ask(KIOSK, "another", STORE, 0, epochs))
                .as("not theirs to give back")
                .isEmpty();
        assertThat(isFree("craft")).isFalse();
        assertThat(ask(KIOSK, "mine", STORE, 0, epochs)).isEmpty();
        assertThat(isFree("craft")).isTrue();
    }
}
