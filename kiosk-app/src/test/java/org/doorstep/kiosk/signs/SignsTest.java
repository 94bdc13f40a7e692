package org.doorstep.kiosk.signs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.Presented;
import org.doorstep.kiosk.hardware.Lamp;
import org.doorstep.kiosk.hardware.Sounder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignsTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final Seen seen = new Seen();
    private final AtomicBoolean well = new AtomicBoolean(true);
    private final Signs signs = new Signs(Optional.of(seen), Optional.of(seen), well::get);

    /// Keeps each change of lamp and buzzer, as one word.
    private static final class Seen implements Lamp, Sounder {
        private final List<String> all = new CopyOnWriteArrayList<>();
        private volatile boolean sounding;

        @Override
        public void show(Shade shade) {
            all.add(shade + (sounding ? "!" : ""));
        }

        @Override
        public void sound(boolean on) {
            sounding = on;
        }

        @Override
        public boolean works() {
            return true;
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        signs.close();
    }

    @Test
    void aSignIsShownToItsEndAndThenTheLampRests() {
        signs.start();
        signs.show(Sign.ALREADY_IN);

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(seen.all)
                .containsSubsequence("WELL!", "DARK", "WELL!", "WELL", "RESTING"));
    }

    @Test
    void theNextPersonsSignTakesThePlaceOfTheOneBefore() {
        signs.show(Sign.ASK);
        signs.show(Sign.THANKS);

        await().atMost(LONG_ENOUGH).until(() -> seen.all.contains("RESTING") && seen.all.contains("WELL!"));
        assertThat(seen.all.stream().filter(each -> each.equals("WAIT!")).count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aKioskThatCannotSaveDoesNotLookLikeOneThatWaits() {
        well.set(false);
        signs.start();

        await().atMost(LONG_ENOUGH).until(() -> seen.all.contains("WAIT"));
        well.set(true);
        await().atMost(LONG_ENOUGH).until(() -> seen.all.contains("RESTING"));
    }

    @Test
    void atTheEndItIsDarkAndSilent() {
        signs.show(Sign.ASK);
        signs.close();

        assertThat(seen.all.getLast()).isEqualTo("DARK");
        assertThat(seen.sounding).isFalse();
        signs.show(Sign.WELCOME);
        assertThat(seen.all.getLast()).isEqualTo("DARK");
    }

    @Test
    void everyRefusalSaysEitherHoldItAgainOrAskSomebody() {
        for (Presented.Refusal why : Presented.Refusal.values()) {
            assertThat(Signs.of(new Outcome.Refused(why))).get().isIn(Sign.AGAIN, Sign.ASK);
        }
        assertThat(Signs.of(new Outcome.StillThere())).isEmpty();
        assertThat(Signs.of(new Outcome.CannotSave())).contains(Sign.ASK);
    }

    /// Who cannot see colours and who cannot hear can each still tell them apart: by when the lamp
    /// is lit, and by the tones alone.
    @Test
    void noTwoSignsHaveTheSameRhythmInLightOrInSound() {
        assertThat(Arrays.stream(Sign.values()).map(SignsTest::lit).distinct()).hasSize(Sign.values().length);
        assertThat(Arrays.stream(Sign.values()).map(SignsTest::tones).distinct())
                .hasSize(Sign.values().length);
    }

    private static String lit(Sign sign) {
        StringBuilder rhythm = new StringBuilder();
        for (Sign.Step step : sign.steps()) {
            boolean lit = step.shade() == Lamp.Shade.WELL || step.shade() == Lamp.Shade.WAIT;
            rhythm.append((lit ? "#" : ".").repeat(step.millis() / 10));
        }
        return rhythm.toString();
    }

    private static String tones(Sign sign) {
        StringBuilder rhythm = new StringBuilder();
        for (Sign.Step step : sign.steps()) {
            rhythm.append((step.tone() ? "#" : ".").repeat(step.millis() / 10));
        }
        return rhythm.toString().replaceAll("\\.+$", "");
    }
}
