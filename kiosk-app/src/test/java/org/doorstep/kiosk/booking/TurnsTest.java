package org.doorstep.kiosk.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.time.DeviceClock;
import org.junit.jupiter.api.Test;

/// Whose turn it is at the glass, and for how long.
class TurnsTest {
    private static final Credential SEVEN = new Credential.Pass(new PassId("00000000000000000007"), "0001");

    private final Hand clock = new Hand();
    private final Turns turns = new Turns(clock, new Random(7));

    @Test
    void aPassIsForWhatItWasWaitedForOnceAndForSomeMinutes() {
        turns.waitFor(new Errand.See());
        assertThat(turns.waits()).isTrue();
        assertThat(turns.take()).contains(new Errand.See());
        assertThat(turns.take()).isEmpty();

        turns.waitFor(new Errand.See());
        clock.uptimeMs += Turns.WAIT_MS;
        assertThat(turns.waits()).isFalse();
        assertThat(turns.take()).isEmpty();

        turns.waitFor(new Errand.See());
        turns.neverMind();
        assertThat(turns.take()).isEmpty();
    }

    @Test
    void aPassThatWasReadBadlyIsForTheSameIfItIsShownAgainAtOnce() {
        turns.waitFor(new Errand.See());
        turns.onceMore();
        clock.uptimeMs += Turns.ONCE_MORE_MS - 1;
        assertThat(turns.take()).contains(new Errand.See());

        turns.waitFor(new Errand.See());
        turns.onceMore();
        clock.uptimeMs += Turns.ONCE_MORE_MS;
        assertThat(turns.waits()).isFalse();

        turns.onceMore();
        assertThat(turns.waits()).as("nothing was waited for").isFalse();
    }

    @Test
    void whoeverShowedTheirPassIsKnownWhileTheyTouchAndForgottenAfterwards() {
        EventId name = turns.shown(SEVEN);
        turns.told(name, new Mine(List.of(), true));
        clock.uptimeMs += Turns.LIFE_MS;
        assertThat(turns.find(name)).contains(SEVEN);
        assertThat(turns.told(name)).isPresent();
        clock.uptimeMs += Turns.LIFE_MS;
        assertThat(turns.find(name)).as("a touch keeps them").contains(SEVEN);
        clock.uptimeMs += Turns.LIFE_MS + 1;
        assertThat(turns.find(name)).isEmpty();
        assertThat(turns.told(name)).isEmpty();
    }

    private static final class Hand implements DeviceClock {
        long uptimeMs;

        @Override
        public Instant instant() {
            return Instant.parse("2026-11-24T10:00:00Z").plusMillis(uptimeMs);
        }

        @Override
        public Moment moment() {
            return new Moment("boot", uptimeMs, Moment.Clock.SYNCED, 10);
        }
    }
}
