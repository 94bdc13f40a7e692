package org.doorstep.relay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RevokedListTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

    private final SomeAuthority millbrook = authority();

    @Test
    void aListIsReadAsItWasSigned() throws IdentityException {
        Issuer fold = millbrook.hub("fold", NOW);
        Serial lost = Serial.random(millbrook.random);
        RevokedList list = RevokedList.EMPTY.with(lost, NOW);
        RevokedList read = RevokedList.read(fold.sign(list, NOW), fold.certificate());
        assertThat(read).isEqualTo(list);
        assertThat(read.contains(lost)).isTrue();
        assertThat(read.contains(Serial.random(millbrook.random))).isFalse();
    }

    @Test
    void anotherHubsListIsNoListForThisOne() throws IdentityException {
        Issuer fold = millbrook.hub("fold", NOW);
        Issuer weir = millbrook.hub("weir", NOW);
        assertThatThrownBy(() -> RevokedList.read(weir.sign(RevokedList.EMPTY, NOW), fold.certificate()))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("another hub's");
    }

    @Test
    void anEarlierListAndOneThatLacksSomebodyTakeNobodysPlace() {
        Serial lost = Serial.random(millbrook.random);
        RevokedList one = RevokedList.EMPTY.with(lost, NOW);
        RevokedList two = one.with(Serial.random(millbrook.random), NOW);
        assertThat(two.supersedes(one)).isTrue();
        assertThat(one.supersedes(two)).isFalse();
        assertThat(new RevokedList(9, NOW, new java.util.TreeMap<>()).supersedes(two))
                .isFalse();
        assertThat(two.with(lost, NOW.plusSeconds(9)).serials().get(lost)).isEqualTo(NOW);
    }

    private static SomeAuthority authority() {
        try {
            return new SomeAuthority(NOW);
        } catch (IdentityException e) {
            throw new AssertionError(e);
        }
    }
}
