package org.doorstep.relay.joining;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JoiningCodeTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void whatIsShownCanBeTypedAgain() {
        for (int i = 0; i < 200; i++) {
            JoiningCode code = JoiningCode.random(random);
            assertThat(code.text()).matches("[0-9A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}");
            assertThat(JoiningCode.parse(code.text())).contains(code);
        }
    }

    @Test
    void smallLettersBlanksAndLookAlikesAreUnderstood() {
        JoiningCode code = JoiningCode.parse("K3P-7XQ0-2M91").orElseThrow();

        assertThat(JoiningCode.parse(" k3p 7xqo 2m9l ")).contains(code);
        assertThat(JoiningCode.parse("K-3-P-7-X-Q-O-2-M-9-I")).contains(code);
    }

    @Test
    void whatIsNoCodeIsNone() {
        for (String typed : new String[] {
            "", "K3P", "K3P-7XQF-2M9", "K3P-7XQF-2M9AA", "K3P-7XQF-2M9U", "K3P-7XQF-2M9\u0391", "K".repeat(41), "\u0000"
        }) {
            assertThat(JoiningCode.parse(typed)).as(typed).isEmpty();
        }
    }

    @Test
    void anyTextWhateverIsReadOrIsNoCode() {
        long seed = random.nextLong();
        Random chance = new Random(seed);
        for (int i = 0; i < 4_000; i++) {
            String text = OddTexts.of(chance, 60);
            JoiningCode.parse(text).ifPresent(code -> assertThat(JoiningCode.parse(code.text()))
                    .as("seed " + seed)
                    .contains(code));
            DoorAddress.parse(text).ifPresent(door -> assertThat(DoorAddress.parse(door.text()))
                    .as("seed " + seed)
                    .contains(door));
        }
    }

    @Test
    void aPrintedCodeDoesNotShowItsSecret() {
        JoiningCode code = JoiningCode.random(random);

        assertThat(code.toString() + new JoiningQr(new DoorAddress("hub", 8405), JoiningQrTest.PRINT, code))
                .doesNotContain(code.secret())
                .doesNotContain(code.secret().substring(0, 4));
    }

    @Test
    void anAddressIsUnderstoodAsPeopleTypeIt() {
        assertThat(DoorAddress.parse(" 192.0.2.7 ")).contains(new DoorAddress("192.0.2.7", DoorAddress.USUAL_PORT));
        assertThat(DoorAddress.parse("Hub.Example.org:9000")).contains(new DoorAddress("hub.example.org", 9000));
        assertThat(DoorAddress.parse("[2001:DB8::7]:9000")).contains(new DoorAddress("2001:db8::7", 9000));
        assertThat(DoorAddress.parse("2001:db8::7")).contains(new DoorAddress("2001:db8::7", DoorAddress.USUAL_PORT));
        for (String typed : new String[] {"", ":8405", "hub:", "hub:0", "hub:65536", "hub/x", "a@b", "[hub]:8405"}) {
            assertThat(DoorAddress.parse(typed)).as(typed).isEmpty();
        }
    }
}
