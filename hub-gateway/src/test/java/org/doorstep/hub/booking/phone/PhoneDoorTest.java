package org.doorstep.hub.booking.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.doorstep.hub.booking.claims.Holder;
import org.junit.jupiter.api.Test;

/// Whose phone is whose, and for how long.
class PhoneDoorTest {
    private static final Holder.Resident SEVEN = new Holder.Resident("00000000000000000007");

    private Instant now = Instant.parse("2026-11-24T16:20:00Z");
    private final PhoneDoor door = new PhoneDoor(() -> now, new Random(7));

    @Test
    void aLinkOpensOnceHoweverOftenItIsLookedAt() {
        PhoneDoor.Link link = door.link(SEVEN);

        assertThat(door.opens(link.secret())).isTrue();
        assertThat(door.opens(link.secret())).isTrue();
        String own = door.open(link.secret()).orElseThrow();
        assertThat(door.who(own)).contains(SEVEN);
        assertThat(own).isNotEqualTo(link.secret());
        assertThat(door.opens(link.secret())).isFalse();
        assertThat(door.open(link.secret())).isEmpty();
        assertThat(door.who(link.secret())).isEmpty();
    }

    @Test
    void aLinkThatNobodyOpenedIsOverAfterTenMinutes() {
        PhoneDoor.Link link = door.link(SEVEN);
        now = link.until();

        assertThat(door.opens(link.secret())).isFalse();
        assertThat(door.open(link.secret())).isEmpty();
    }

    @Test
    void aPhoneIsKnownForHalfAnHourAfterItWasLastUsedAndNoLonger() {
        String own = door.open(door.link(SEVEN).secret()).orElseThrow();
        for (int used = 0; used < 5; used++) {
            now = now.plus(PhoneDoor.SITTING).minusSeconds(1);
            assertThat(door.who(own)).contains(SEVEN);
        }
        now = now.plus(PhoneDoor.SITTING);
        assertThat(door.who(own)).isEmpty();
    }

    @Test
    void whoeverClosesItIsKnownNoMore() {
        String own = door.open(door.link(SEVEN).secret()).orElseThrow();
        door.leave(own);

        assertThat(door.who(own)).isEmpty();
    }

    @Test
    void whatIsTooManyIsForgottenFromTheOldestOn() {
        PhoneDoor.Link first = door.link(SEVEN);
        now = now.plus(Duration.ofSeconds(1));
        for (int more = 0; more < 1_000; more++) {
            door.link(SEVEN);
        }

        assertThat(door.opens(first.secret())).isFalse();
    }
}
