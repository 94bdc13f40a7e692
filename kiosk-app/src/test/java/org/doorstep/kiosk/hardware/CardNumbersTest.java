package org.doorstep.kiosk.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {

    /// One 125 kHz card, as a serial reader sends it and as keyboard readers of each setting type it.
    @ParameterizedTest
    @ValueSource(strings = {"0012345678", "00BC614E", "00bc614e", "0A00BC614E", "0042962018638", "00:BC:61:4E"})
    void theSameCardIsTheSameNumberAtEveryReader(String typed) {
        assertThat(CardNumbers.typed(typed, CardNumbers.Chip.UNKNOWN))
                .isEqualTo(CardNumbers.em4100(HexFormat.of().parseHex("0A00BC614E")))
                .isEqualTo(new Reading.CardNumber(Reading.Width.FOUR, "00BC614E"));
    }

    @ParameterizedTest
    @CsvSource({
        "04A2B3C4D5E680, SEVEN, 04A2B3C4D5E680",
        "01306021302401664, SEVEN, 04A3D1C7CC7A80",
        "0102030405060708090A, TEN, 0102030405060708090A",
        "4294967295, , ",
        "4294967294, FOUR, FFFFFFFE",
        "4294967296, FOUR, 94967296"
    })
    void longerNumbersKeepAllTheirBytes(String typed, Reading.Width width, String number) {
        Reading reading = CardNumbers.typed(typed, CardNumbers.Chip.UNKNOWN);
        if (width == null) {
            assertThat(reading).isEqualTo(new Reading.Garbage(Reading.Reason.SHARED_BY_MANY));
        } else {
            assertThat(reading).isEqualTo(new Reading.CardNumber(width, number));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "08123456, CHANGES_EACH_TIME",
        "80ABCDEF, CHANGES_EACH_TIME",
        "01020304, SHARED_BY_MANY",
        "04030201, SHARED_BY_MANY",
        "00000000, SHARED_BY_MANY",
        "FFFFFFFF, SHARED_BY_MANY",
        "8804A2B3, SHARED_BY_MANY",
        "0000000000, SHARED_BY_MANY",
        "00000000000000, SHARED_BY_MANY"
    })
    void aNumberThatIsNobodysIsRefused(String typed, Reading.Reason reason) {
        assertThat(CardNumbers.typed(typed, CardNumbers.Chip.UNKNOWN)).isEqualTo(new Reading.Garbage(reason));
    }

    /// The same rules for what a reader gets from the card itself, whole.
    @ParameterizedTest
    @CsvSource({
        "08123456, CHANGES_EACH_TIME",
        "80ABCDEF, CHANGES_EACH_TIME",
        "01020304, SHARED_BY_MANY",
        "00000000000000, SHARED_BY_MANY",
        "FFFFFFFFFFFFFFFFFFFF, SHARED_BY_MANY"
    })
    void aNumberByAnticollisionThatIsNobodysIsRefusedToo(String uid, Reading.Reason reason) {
        assertThat(CardNumbers.contactless(HexFormat.of().parseHex(uid))).isEqualTo(new Reading.Garbage(reason));
    }

    /// A long number may begin with 08: only a short one is random by that.
    @Test
    void aNumberByAnticollisionIsTheCardsOwn() {
        assertThat(CardNumbers.contactless(HexFormat.of().parseHex("080102030405A6")))
                .isEqualTo(new Reading.CardNumber(Reading.Width.SEVEN, "080102030405A6"));
        assertThat(CardNumbers.contactless(HexFormat.of().parseHex("00BC614E")))
                .isEqualTo(CardNumbers.typed("00BC614E", CardNumbers.Chip.UNKNOWN));
    }

    /// 08 at the start means random only at 13.56 MHz.
    @ParameterizedTest
    @ValueSource(strings = {"08123456", "80ABCDEF", "8804A2B3", "01020304"})
    void aReaderKnownToRead125KilohertzRefusesFewer(String typed) {
        assertThat(CardNumbers.typed(typed, CardNumbers.Chip.EM4100))
                .isEqualTo(new Reading.CardNumber(Reading.Width.FOUR, typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "123,45678", "HELLO", "0012345678Z", "123456789", "٠٠١٢٣٤٥٦٧٨", "99999999999999999"})
    void whatNoCardHasIsNoCardNumber(String typed) {
        assertThat(CardNumbers.typed(typed, CardNumbers.Chip.UNKNOWN))
                .isEqualTo(new Reading.Garbage(Reading.Reason.NOT_A_CARD_NUMBER));
    }

    @Test
    void anEndlessNumberIsTooLong() {
        assertThat(CardNumbers.typed("0".repeat(5_000_000), CardNumbers.Chip.UNKNOWN))
                .isEqualTo(new Reading.Garbage(Reading.Reason.TOO_LONG));
    }

    @Test
    void aNumberDoesNotShowItselfInALogLine() {
        assertThat(new Reading.CardNumber(Reading.Width.FOUR, "00BC614E")).hasToString("CardNumber[FOUR]");
        assertThat(new Reading.Code("DS1:SECRET")).hasToString("Code[10 characters]");
    }
}
