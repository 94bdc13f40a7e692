package org.doorstep.relay.joining;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.doorstep.relay.identity.EcKeys;
import org.junit.jupiter.api.Test;

class JoiningQrTest {
    static final Fingerprint PRINT =
            Fingerprint.of(EcKeys.random(new SecureRandom()).getPublic());

    private final SecureRandom random = new SecureRandom();

    @Test
    void whatWasWrittenIsReadAgainWhateverTheHostAndTheKey() {
        for (String host : List.of("192.0.2.7", "hub", "hub.example.org", "2001:db8::7", "::1", "a-b.c")) {
            for (int i = 0; i < 50; i++) {
                Fingerprint print = Fingerprint.of(EcKeys.random(random).getPublic());
                JoiningQr qr = new JoiningQr(new DoorAddress(host, 8405), print, JoiningCode.random(random));

                assertThat(JoiningQr.parse(qr.text())).contains(qr);
                assertThat(JoiningQr.parse(qr.text().toLowerCase(Locale.ROOT))).contains(qr);
                assertThat(qr.text()).matches("[0-9A-Z $%*+./:-]+");
            }
        }
    }

    @Test
    void aCommonAddressFitsAQrOfVersion4() {
        JoiningQr qr = new JoiningQr(new DoorAddress("192.168.178.200", 65_535), PRINT, JoiningCode.random(random));

        assertThat(qr.text()).hasSizeLessThanOrEqualTo(90);
    }

    @Test
    void aTextThatWasCutOrChangedIsNone() {
        String text = new JoiningQr(new DoorAddress("192.0.2.7", 8405), PRINT, JoiningCode.random(random)).text();

        for (int i = 0; i < text.length(); i++) {
            assertThat(JoiningQr.parse(text.substring(0, i))).isEmpty();
        }
        assertThat(JoiningQr.parse(text + "0")).isEmpty();
        assertThat(JoiningQr.parse("DSJ2" + text.substring(4))).isEmpty();
        assertThat(JoiningQr.parse(text.substring(0, text.length() - 1) + "U")).isEmpty();
    }

    @Test
    void anyTextWhateverIsReadOrIsNone() {
        long seed = random.nextLong();
        Random chance = new Random(seed);
        String good = new JoiningQr(new DoorAddress("192.0.2.7", 8405), PRINT, JoiningCode.random(random)).text();
        for (int i = 0; i < 4_000; i++) {
            StringBuilder spoilt = new StringBuilder(good);
            int at = chance.nextInt(good.length());
            spoilt.replace(at, Math.min(good.length(), at + chance.nextInt(4)), OddTexts.of(chance, 4));
            JoiningQr.parse(spoilt.toString()).ifPresent(qr -> assertThat(JoiningQr.parse(qr.text()))
                    .as("seed " + seed)
                    .contains(qr));
            JoiningQr.parse(JoiningQr.PREFIX + OddTexts.of(chance, 100));
        }
    }
}
