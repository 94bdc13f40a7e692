package org.doorstep.kiosk.wishes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.doorstep.kiosk.TrialClock;
import org.doorstep.kiosk.wishes.Wishes.Theme;
import org.junit.jupiter.api.Test;

class AtTheGlassTest {
    private static final Wishes DARK = Wishes.NONE.withTheme(Theme.DARK);
    private static final Wishes LARGE = Wishes.NONE.withLargeText(true);
    private static final Wishes POLISH = Wishes.NONE.withLanguage("pl");

    private final TrialClock clock = new TrialClock("2026-11-22T10:00:00Z");
    private final AtTheGlass glass = new AtTheGlass(clock);

    @Test
    void wishesBeginWithAPassAndEndWhenItsFacesAreGoneHomeFrom() {
        assertThat(wishes()).isEqualTo(Wishes.NONE);
        glass.shown(LARGE);
        assertThat(wishes()).isEqualTo(LARGE);
        clock.pass(Duration.ofMinutes(5));
        assertThat(wishes()).as("a page that was asked to stay").isEqualTo(LARGE);
        glass.wentHome();
        assertThat(wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void aNeighboursPassBringsTheirsAndNotThoseOfWhoeverWasThere() {
        glass.shown(LARGE);
        glass.shown(Wishes.NONE);
        assertThat(wishes()).isEqualTo(Wishes.NONE);
        glass.shown(DARK);
        assertThat(wishes()).isEqualTo(DARK);
    }

    @Test
    void aLanguageTouchedAtHomeIsThereWhenTheirPassIsShownAndGoesWithThem() {
        glass.wished(POLISH);
        clock.pass(Duration.ofSeconds(59));
        glass.shown(LARGE);
        assertThat(wishes()).isEqualTo(POLISH.withLargeText(true));
        glass.wentHome();
        assertThat(wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void aLanguageTouchedAtHomeEndsAfterAMinuteWithoutATouchAndNotBefore() {
        glass.wished(POLISH);
        glass.wentHome();
        clock.pass(Duration.ofSeconds(59));
        assertThat(wishes()).isEqualTo(POLISH);
        glass.touched();
        clock.pass(Duration.ofSeconds(59));
        assertThat(wishes()).isEqualTo(POLISH);
        clock.pass(Duration.ofSeconds(1));
        assertThat(wishes()).isEqualTo(Wishes.NONE);
        glass.shown(Wishes.NONE);
        assertThat(wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void aGuestKeepsWhatTheyTouchedUntilTheyAreGone() {
        glass.wished(POLISH);
        glass.begun();
        clock.pass(Duration.ofMinutes(2));
        assertThat(wishes()).isEqualTo(POLISH);
        glass.wentHome();
        assertThat(wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void whoeverReadsFindsHomeAsTheyTouchedItAndSoDoesTheirPass() {
        glass.wished(POLISH);
        glass.reads();
        clock.pass(Duration.ofMinutes(2));
        assertThat(wishes()).as("however long they read").isEqualTo(POLISH);
        glass.wentHome();
        clock.pass(Duration.ofSeconds(59));
        assertThat(wishes()).isEqualTo(POLISH);
        glass.reads();
        glass.shown(LARGE);
        assertThat(wishes()).isEqualTo(POLISH.withLargeText(true));
        glass.reads();
        glass.wentHome();
        assertThat(wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void whoeverReadAndWentOffIsForgottenAfterAMinute() {
        glass.wished(POLISH);
        glass.reads();
        glass.wentHome();
        clock.pass(Duration.ofSeconds(60));
        assertThat(wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void whatIsTouchedAtTheirOwnFaceGoesWithThemToo() {
        glass.shown(LARGE);
        glass.wished(LARGE.withTheme(Theme.CONTRAST));
        assertThat(wishes()).isEqualTo(LARGE.withTheme(Theme.CONTRAST));
        glass.wentHome();
        assertThat(wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void aFaceThatLayAsideComesBackWithItsWishes() {
        glass.shown(LARGE);
        long theirs = glass.now().number();
        glass.holds("theirs");
        glass.shown(DARK);
        glass.holds("a neighbour's");
        glass.cameBack(theirs, Optional.of("theirs"));
        assertThat(wishes()).isEqualTo(LARGE);
        assertThat(glass.pass()).contains("theirs");
        glass.cameBack(4_711, Optional.empty());
        assertThat(wishes()).isEqualTo(Wishes.NONE);
        assertThat(glass.pass()).isEmpty();
    }

    private Wishes wishes() {
        return glass.now().wishes();
    }
}
