package org.doorstep.kiosk.wishes;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.doorstep.kiosk.wishes.Wishes.OneSwitch;
import org.doorstep.kiosk.wishes.Wishes.Theme;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.junit.jupiter.api.Test;

class InPassTest {
    private static final LocalDate LAST_DAY = LocalDate.of(2030, 12, 31);
    private static final Wishes LARGE_BENGALI =
            Wishes.NONE.withLanguage("bn").withLargeText(true).withOneSwitch(OneSwitch.SLOW);

    private final KeyPair hub = keyPair();
    private final Random random = new Random(6);

    @Test
    void aReaderThatKnowsNothingOfWishesTakesThePassAsEver() {
        for (int i = 0; i < 500; i++) {
            PassId id = id();
            String pass = PassCode.sign(id, LAST_DAY, "0001", hub.getPrivate());
            Wishes wishes = WishesTest.drawn(random);
            String written = InPass.write(pass, wishes).orElseThrow();
            assertThat(PassCode.read(written, PassKeys.of("0001", hub.getPublic()), LocalDate.of(2026, 11, 22)))
                    .isEqualTo(new PassCode.Valid(id, "0001", LAST_DAY));
            assertThat(InPass.plain(written)).isEqualTo(pass);
            assertThat(InPass.read(written)).isEqualTo(wishes.wishNothing() ? Optional.empty() : Optional.of(wishes));
        }
    }

    @Test
    void anotherWishTakesThePlaceOfTheOneBeforeAndNoneTakesItAway() {
        String pass = pass();
        String large = InPass.write(pass, LARGE_BENGALI).orElseThrow();
        assertThat(InPass.write(large, Wishes.NONE)).contains(pass);
        assertThat(InPass.write(large, Wishes.NONE.withTheme(Theme.DARK)))
                .isEqualTo(InPass.write(pass, Wishes.NONE.withTheme(Theme.DARK)));
    }

    @Test
    void aPassWithoutWishesHasNoneHoweverItsScannerTypes() {
        String pass = pass();
        assertThat(InPass.read(pass)).isEmpty();
        assertThat(InPass.read(pass.toLowerCase(Locale.ROOT))).isEmpty();
    }

    @Test
    void aScannerWithItsCapitalsLockedTellsTheSameWishesAndOneWithoutCapitalsTellsNone() {
        String written = InPass.write(pass(), LARGE_BENGALI).orElseThrow();
        StringBuilder turned = new StringBuilder();
        written.chars()
                .forEach(letter -> turned.appendCodePoint(
                        Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter)));
        assertThat(InPass.read(turned.toString())).contains(LARGE_BENGALI);
        assertThat(InPass.read(written.toLowerCase(Locale.ROOT))).isEmpty();
        assertThat(InPass.read(written.toUpperCase(Locale.ROOT))).isEmpty();
    }

    @Test
    void aLetterReadWrongIsNoOtherWish() {
        String written = InPass.write(pass(), LARGE_BENGALI).orElseThrow();
        for (int at = 2; at < written.length(); at++) {
            char letter = written.charAt(at);
            char other = Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
            if (other != letter) {
                String wrong = written.substring(0, at) + other + written.substring(at + 1);
                assertThat(InPass.read(wrong)).as("letter %d", at).isEmpty();
            }
        }
    }

    @Test
    void whatIsNoPassHasNoWishesAndTakesNone() {
        for (String text :
                new String[] {"", "dS", "dS1:abc", "https://example.org", "x".repeat(121), "ı".repeat(121)}) {
            assertThat(InPass.read(text)).isEmpty();
            assertThat(InPass.write(text, LARGE_BENGALI)).isEmpty();
        }
    }

    private PassId id() {
        byte[] bytes = new byte[PassId.BYTES];
        random.nextBytes(bytes);
        return new PassId(HexFormat.of().formatHex(bytes));
    }

    private String pass() {
        return PassCode.sign(id(), LAST_DAY, "0001", hub.getPrivate());
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
