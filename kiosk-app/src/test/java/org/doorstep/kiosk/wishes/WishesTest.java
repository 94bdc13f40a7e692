package org.doorstep.kiosk.wishes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.doorstep.kiosk.wishes.Wishes.OneSwitch;
import org.doorstep.kiosk.wishes.Wishes.Theme;
import org.doorstep.relay.contract.talk.Greeting;
import org.junit.jupiter.api.Test;

class WishesTest {
    /// Wishes of every kind, drawn by chance.
    static Wishes drawn(Random random) {
        String[] languages = {"", "en", "bn", "so", "ar", "pl", "pt", "cy", "ckb", "zz"};
        return new Wishes(
                languages[random.nextInt(languages.length)],
                Theme.values()[random.nextInt(Theme.values().length)],
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                OneSwitch.values()[random.nextInt(OneSwitch.values().length)]);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Random random = new Random(96);
        for (int i = 0; i < 2_000; i++) {
            Wishes wishes = drawn(random);
            assertThat(Wishes.read(wishes.bytes())).contains(wishes);
        }
        assertThat(Wishes.read(Wishes.NONE.bytes())).contains(Wishes.NONE);
    }

    /// Passes are printed and photographed: what these bytes mean can never change.
    @Test
    void theseBytesMeanThisForEver() {
        Wishes everything = new Wishes("bn", Theme.CONTRAST, true, true, true, true, true, OneSwitch.QUICK);
        assertThat(HexFormat.of().formatHex(everything.bytes())).isEqualTo("bf89c0");
        assertThat(HexFormat.of()
                        .formatHex(Wishes.NONE
                                .withLanguage("ckb")
                                .withTheme(Theme.DARK)
                                .withEasyWords(true)
                                .bytes()))
                .isEqualTo("420d62");
        assertThat(HexFormat.of()
                        .formatHex(Wishes.NONE
                                .withOneSwitch(OneSwitch.STEADY)
                                .withAloud(true)
                                .bytes()))
                .isEqualTo("240000");
    }

    @Test
    void oneByteDoesByItself() {
        assertThat(Wishes.read(new byte[] {(byte) 0x88}))
                .contains(Wishes.NONE.withTheme(Theme.CONTRAST).withLargeText(true));
    }

    @Test
    void anyThreeBytesAreReadWithoutComplaint() {
        for (int first = 0; first < 256; first += 3) {
            for (int rest = 0; rest < 65_536; rest += 97) {
                assertThat(Wishes.read(new byte[] {(byte) first, (byte) (rest >> 8), (byte) rest}))
                        .isPresent();
            }
        }
        assertThat(Wishes.read(new byte[0])).isEmpty();
        assertThat(Wishes.read(new byte[2])).isEmpty();
        assertThat(Wishes.read(new byte[4])).isEmpty();
    }

    @Test
    void whatWasTouchedGoesBeforeWhatThePassSays() {
        Wishes touched = Wishes.NONE.withLanguage("pl").withTheme(Theme.DARK);
        Wishes pass = Wishes.NONE.withLanguage("bn").withLargeText(true);
        assertThat(touched.over(pass))
                .isEqualTo(Wishes.NONE.withLanguage("pl").withTheme(Theme.DARK).withLargeText(true));
    }

    @Test
    void theHubsWordsAreWishes() {
        assertThat(Wishes.of(new Greeting("Zaneta", "pt-BR", true, false, "")))
                .isEqualTo(Wishes.NONE.withLanguage("pt-BR").withLargeText(true));
    }

    @Test
    void whatTheHubKeepsForSomebodyComesBackAsItWas() {
        for (Theme theme : Theme.values()) {
            for (OneSwitch oneSwitch : OneSwitch.values()) {
                for (int which = 0; which < 8; which++) {
                    Wishes wished = Wishes.NONE
                            .withTheme(theme)
                            .withOneSwitch(oneSwitch)
                            .withEasyWords((which & 1) != 0)
                            .withSeated((which & 2) != 0)
                            .withStill((which & 4) != 0);
                    Greeting told = new Greeting("", "", false, false, wished.screen());
                    assertThat(Wishes.of(told)).isEqualTo(wished);
                }
            }
        }
        assertThat(Wishes.NONE.screen()).isEmpty();
        assertThat(Wishes.of(new Greeting("", "", false, false, "sepia easy read-backwards")))
                .isEqualTo(Wishes.NONE.withEasyWords(true));
    }

    @Test
    void theyAreAttributesOfThePageAndTellNothingInALogLine() {
        Wishes wishes = Wishes.NONE.withLanguage("so").withSeated(true).withOneSwitch(OneSwitch.SLOW);
        assertThat(wishes.attributes())
                .containsEntry("theme", "light")
                .containsEntry("text", "plain")
                .containsEntry("motion", "full")
                .containsEntry("seated", "yes")
                .containsEntry("words", "plain")
                .containsEntry("switch", "yes")
                .containsEntry("pace", "4000")
                .containsEntry("aloud", "no");
        assertThat(wishes).hasToString("Wishes");
    }

    @Test
    void whatIsNoLanguageIsNone() {
        assertThatThrownBy(() -> Wishes.NONE.withLanguage("<b>")).isInstanceOf(IllegalArgumentException.class);
    }
}
