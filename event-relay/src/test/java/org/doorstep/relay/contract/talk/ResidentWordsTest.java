package org.doorstep.relay.contract.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.Wire;
import org.junit.jupiter.api.Test;

class ResidentWordsTest {
    private static final ResidentWords LONGEST = new ResidentWords(
            "\"".repeat(Greeting.MOST_NICKNAME),
            AgeBand.NOT_SAID,
            new SmallArea("E01000001", 10),
            "abc-defghijk-lmnopqrs-tuvwxyza",
            false,
            false,
            "a".repeat(Greeting.MOST_SCREEN));

    @Test
    void whatIsSealedHasOneLengthWhateverWasSaid() {
        assertThat(ResidentWords.NOTHING.bytes()).hasSize(ResidentWords.STEP_BYTES);
        assertThat(LONGEST.bytes()).hasSize(ResidentWords.STEP_BYTES);
        assertThat(LONGEST.withNickname("語".repeat(Greeting.MOST_NICKNAME)).bytes())
                .hasSize(ResidentWords.STEP_BYTES);
    }

    @Test
    void whatIsNotSaidStaysAbsentAndWhatIsTakenBackIsSaidSo() throws Exception {
        ResidentWords words = ResidentWords.read(ResidentWords.NOTHING
                .withNickname("  ")
                .withArea(SmallArea.NOT_SAID)
                .bytes());
        assertThat(words.saidNickname()).contains("");
        assertThat(words.saidArea()).contains(SmallArea.NOT_SAID);
        assertThat(words.saidLanguage()).isEmpty();
        assertThat(words.saidSpoken()).isEmpty();
        assertThat(words.saidScreen()).isEmpty();
    }

    @Test
    void howAScreenWorksIsSaidInSmallWordsAndInNothingElse() {
        for (String screen : List.of("", "dark", "contrast easy seated still switch-slow", "of-a later program")) {
            assertThat(ResidentWords.NOTHING.withScreen(screen).saidScreen()).contains(screen);
        }
        for (String screen : List.of(" ", "Dark", "dark  easy", "dark ", "a".repeat(49), "1")) {
            assertThatThrownBy(() -> ResidentWords.NOTHING.withScreen(screen))
                    .as(screen)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everyAgeBandIsReadAsItIsWritten() {
        for (AgeBand band : AgeBand.values()) {
            assertThat(AgeBand.parse(band.text())).isEqualTo(band);
            assertThat(Wire.JSON.readValue(Wire.JSON.writeValueAsString(band), AgeBand.class))
                    .isEqualTo(band);
            assertThat(Wire.JSON.writeValueAsString(band)).isEqualTo('"' + band.text() + '"');
        }
    }

    @Test
    void aReceiptIsReadHoweverItWasWrittenDown() {
        Receipt receipt = Receipt.by(new SplittableRandom(7));
        assertThat(Receipt.typed(" " + receipt.toString().toLowerCase(java.util.Locale.ROOT) + " "))
                .isEqualTo(receipt);
        assertThat(Receipt.typed("1l0o-iIlO")).isEqualTo(new Receipt("11001110"));
        assertThatThrownBy(() -> Receipt.typed("7K3M 9QAU")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noStrayLogLineSaysWhoItIs() {
        assertThat(new Greeting("Zaneta", "pl", true, false, "").toString()).doesNotContain("Zaneta");
        assertThat(LONGEST.withNickname("Zaneta").toString()).doesNotContain("Zaneta");
    }
}
