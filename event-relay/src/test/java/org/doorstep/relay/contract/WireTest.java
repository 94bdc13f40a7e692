package org.doorstep.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private final String good =
            new String(KeptExamples.text("guest-counted"), StandardCharsets.UTF_8).replaceAll("\\s+", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/menu",
                "{",
                "{\"specversion\":\"1.0\",}",
                "\u0000\u0001\u0002",
                "{\"specversion\":\"1.0\"} and more",
                "{\"a\":1,\"a\":2}"
            })
    void whatIsNotJsonIsRefusedAsThat(String text) {
        refused(text, WireException.Reason.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "null", "17", "{}", "{\"specversion\":\"0.3\"}", "{\"specversion\":1.0}"})
    void otherJsonIsNotAnEvent(String text) {
        refused(text, WireException.Reason.NOT_AN_EVENT);
    }

    @Test
    void fiveMegabytesAreRefusedUnread() {
        byte[] text = new byte[5_000_000];
        Arrays.fill(text, (byte) '[');
        assertThatThrownBy(() -> Wire.read(text))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.reason()).isEqualTo(WireException.Reason.TOO_LARGE));
        assertThatThrownBy(() -> Wire.readMessage(text, Ack.class)).isInstanceOf(WireException.class);
        assertThat(Wire.place(text)).isEmpty();
    }

    @Test
    void deepNestingIsRefused() {
        refused("[".repeat(8_000), WireException.Reason.NOT_JSON);
        String deep = "{\"x\":".repeat(20) + "1" + "}".repeat(20);
        refused(good.replace("\"children\":3", "\"children\":3,\"deep\":" + deep), WireException.Reason.NOT_JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"[^\"]*\"|\"id\":\"1\"",
                "\"source\":\"[^\"]*\"|\"source\":\"/hub/a/b\"",
                "\"source\":\"[^\"]*\"|\"source\":\"/hub/../device/kiosk\"",
                "\"time\":\"[^\"]*\"|\"time\":\"yesterday\"",
                "\"store\":\"[^\"]*\"|\"store\":\"ABC\"",
                "\"lane\":\"[^\"]*\"|\"lane\":\"fast\"",
                "\"sequence\":\"[^\"]*\"|\"sequence\":\"6\"",
                "\"sequence\":\"[^\"]*\"|\"sequence\":\"9999999999999999999\"",
                "\"sequence\":\"[^\"]*\"|\"sequence\":\"0000000000000000000\"",
                "\"uptimems\":\"[^\"]*\"|\"uptimems\":\"-1\"",
                "\"clock\":\"[^\"]*\"|\"clock\":\"sundial\"",
                "\"clockboundms\":120|\"clockboundms\":1.5",
                "\"children\":3|\"children\":21",
                "\"children\":3|\"children\":-1",
                "\"children\":3|\"children\":null",
                "\"session\":\"[^\"]*\"|\"session\":\"cook-and-eat\"",
                "\"session\":\"[^\"]*\"|\"session\":null",
                "\"bootid\":\"[^\"]*\"|\"bootid\":\"a\\\\u0007b\"",
                "\"data\":|\"dat\":"
            })
    void aFieldThatIsNotOfItsFormIsRefusedAsThat(String pattern, String replacement) {
        String text = good.replaceFirst(pattern, replacement);
        assertThat(text).isNotEqualTo(good);
        refused(text, WireException.Reason.WRONG_FIELD);
    }

    @Test
    void noNoiseGetsThroughAndNoneBreaksTheReader() {
        for (long seed = 1; seed <= 5_000; seed++) {
            Random random = new Random(seed);
            byte[] text = good.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i <= random.nextInt(6); i++) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            try {
                Envelope event = Wire.read(text);
                assertThat(Wire.read(Wire.write(event))).as("seed " + seed).isEqualTo(event);
            } catch (WireException e) {
                assertThat(e.getMessage()).as("seed " + seed).hasSizeLessThan(100);
            }
        }
    }

    @Test
    void aRefusalRepeatsNothingOfTheText() {
        assertThatThrownBy(() -> Wire.read(good.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"04A1B2C3\"")
                        .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(WireException.class)
                .message()
                .doesNotContain("04A1B2C3");
    }

    private static void refused(String text, WireException.Reason reason) {
        assertThatThrownBy(() -> Wire.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
