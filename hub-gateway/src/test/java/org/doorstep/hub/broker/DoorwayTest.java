package org.doorstep.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.broker.TurnedAway.Why;
import org.junit.jupiter.api.Test;

class DoorwayTest {
    private final List<Why> counted = new ArrayList<>();
    private long now = Duration.ofDays(1).toNanos();
    private final Doorway doorway = new Doorway((_, why) -> counted.add(why), () -> now);

    @Test
    void strangersWhoSayNothingTakeNoPlaceOfThoseWhoHaveSaidWhoTheyAre() {
        Doorway.Place kiosk = come(address(1)).orElseThrow();
        assertThat(kiosk.stand("kiosk-1")).isTrue();
        int let = 0;
        for (int i = 0; i < 10 * Doorway.MOST_WAITING; i++) {
            let += come(address(10 + i % 50)).isPresent() ? 1 : 0;
        }
        assertThat(let).isEqualTo(Doorway.MOST_WAITING);
        assertThat(counted).hasSize(9 * Doorway.MOST_WAITING).containsOnly(Why.TOO_MANY);
        assertThat(kiosk.nanosToWait(1)).isZero();
    }

    @Test
    void oneAddressFillsNoMoreThanItsShareOfThePlacesToWait() {
        for (int i = 0; i < 2 * Doorway.MOST_WAITING_OF_ONE; i++) {
            come(address(66));
        }
        assertThat(counted).hasSize(Doorway.MOST_WAITING_OF_ONE).containsOnly(Why.TOO_MANY);
        assertThat(come(address(1))).isPresent();
    }

    @Test
    void oneAddressThatComesAgainAndAgainIsLookedAtSeldomAndAnotherAsEver() {
        int let = 0;
        for (int i = 0; i < 10_000; i++) {
            Optional<Doorway.Place> place = come(address(66));
            let += place.isPresent() ? 1 : 0;
            place.ifPresent(Doorway.Place::leave);
            now += Duration.ofMillis(1).toNanos();
        }
        assertThat(let).isBetween(Doorway.COMING_AT_ONCE, Doorway.COMING_AT_ONCE + 10 * Doorway.COMING_A_SECOND);
        assertThat(come(address(1))).isPresent();
    }

    @Test
    void oneOfANewerNetworkHasAllItsAddressesInOneCount() {
        int let = 0;
        for (int i = 0; i < 1_000; i++) {
            SocketAddress from = new InetSocketAddress("2001:db8::" + Integer.toHexString(i), 40_000);
            let += come(from).isPresent() ? 1 : 0;
        }
        assertThat(let).isEqualTo(Doorway.MOST_WAITING_OF_ONE);
    }

    @Test
    void oneCertificateAtTwoAddressesIsCountedAndOneThatComesBackIsNot() {
        Doorway.Place first = come(address(1)).orElseThrow();
        first.stand("kiosk-1");
        Doorway.Place again = come(address(1)).orElseThrow();
        again.stand("kiosk-1");
        assertThat(counted).isEmpty();
        first.leave();
        Doorway.Place copy = come(address(2)).orElseThrow();
        assertThat(copy.stand("kiosk-1")).isTrue();
        assertThat(counted).containsExactly(Why.TWO_PLACES);
        again.leave();
        again.leave();
        copy.leave();
        Doorway.Place moved = come(address(3)).orElseThrow();
        moved.stand("kiosk-1");
        assertThat(counted).containsExactly(Why.TWO_PLACES);
    }

    @Test
    void anHonestDrainIsNeverMadeToWait() {
        Doorway.Place kiosk = kiosk("kiosk-1");
        // All that an outbox sends ahead, at once, and then four times as fast as was ever measured, for an hour.
        assertThat(kiosk.nanosToWait(1_000)).isZero();
        for (int second = 0; second < 3_600; second++) {
            for (int tenth = 0; tenth < 10; tenth++) {
                now += Duration.ofMillis(100).toNanos();
                assertThat(kiosk.nanosToWait(496)).isZero();
            }
        }
        assertThat(counted).isEmpty();
    }

    @Test
    void whoFloodsIsReadAtItsPaceCountedOnceForEachTimeAndNobodyElseWaits() {
        Doorway.Place rogue = kiosk("kiosk-1");
        long begun = now;
        int packets = 0;
        while (now - begun < Duration.ofMinutes(1).toNanos()) {
            packets += 300;
            now += rogue.nanosToWait(300) + 1_000;
        }
        assertThat(packets).isLessThan(Doorway.PACKETS_AT_ONCE + 61 * Doorway.PACKETS_A_SECOND);
        assertThat(counted).containsExactly(Why.TOO_FAST);
        assertThat(kiosk("kiosk-2").nanosToWait(1_000)).isZero();
    }

    @Test
    void howeverMuchCameAtOnceNobodyWaitsLongerThanItsLineWouldStand() {
        assertThat(kiosk("kiosk-1").nanosToWait(1_000_000))
                .isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void whoComesAgainHasNoMoreThanBefore() {
        Doorway.Place rogue = kiosk("kiosk-1");
        rogue.nanosToWait(Doorway.PACKETS_AT_ONCE);
        rogue.leave();
        assertThat(kiosk("kiosk-1").nanosToWait(100)).isPositive();
    }

    @Test
    void whileMuchWaitsForTheHubEachHasLessAndItIsNobodysFault() {
        Doorway.Place kiosk = kiosk("kiosk-1");
        doorway.waits(Doorway.BRIMMING);
        kiosk.nanosToWait(Doorway.PACKETS_AT_ONCE);
        assertThat(kiosk.nanosToWait(Doorway.PACKETS_A_SECOND_BRIMMING))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(counted).isEmpty();
    }

    @Test
    void theHubItselfIsNeverMadeToWait() {
        assertThat(kiosk("gateway").nanosToWait(1_000_000)).isZero();
    }

    @Test
    void theHubsOwnLinkIsLetInHoweverManyStrangersWaitAndKiosksStand() {
        for (int i = 0; i < Doorway.MOST_STANDING; i++) {
            assertThat(come(address(10 + i)).orElseThrow().stand("kiosk-" + i)).isTrue();
        }
        for (int i = 0; i < 2 * Doorway.MOST_WAITING; i++) {
            come(address(100 + i % 50));
        }
        assertThat(come(address(1))).isEmpty();
        for (String own : List.of("127.0.0.1", "::1", "10.0.0.254")) {
            Doorway.Place link = come(new InetSocketAddress(own, 40_000)).orElseThrow();
            assertThat(link.stand("gateway")).as(own).isTrue();
            link.leave();
            Doorway.Place kiosk = come(new InetSocketAddress(own, 40_000)).orElseThrow();
            assertThat(kiosk.stand("kiosk-99")).as("one too many, from %s", own).isFalse();
            kiosk.leave();
        }
        assertThat(come(address(1))).isEmpty();
    }

    private Doorway.Place kiosk(String name) {
        Doorway.Place place = come(address(1)).orElseThrow();
        assertThat(place.stand(name)).isTrue();
        return place;
    }

    private Optional<Doorway.Place> come(SocketAddress from) {
        return doorway.come(from, new InetSocketAddress("10.0.0.254", 8883));
    }

    private static SocketAddress address(int last) {
        return new InetSocketAddress("10.0.0." + last, 40_000);
    }
}
