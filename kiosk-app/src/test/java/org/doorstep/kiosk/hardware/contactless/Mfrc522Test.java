package org.doorstep.kiosk.hardware.contactless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.junit.jupiter.api.Test;

class Mfrc522Test {
    private static final String SEVEN = "04A1B2C3D4E5F6";
    private static final String FOUR = "A1B2C3D4";

    private final Mfrc522Model chip = new Mfrc522Model();

    @Test
    void aCardsWholeNumberIsFoundAtEachLook() throws Exception {
        chip.lay(VirtualTag.ntag(SEVEN));
        Mfrc522 field = open();

        for (int look = 0; look < 3; look++) {
            Tag tag = one(field.look());
            assertThat(tag.uid()).isEqualTo(HexFormat.of().parseHex(SEVEN));
            assertThat(tag.mayHoldText()).isTrue();
            field.letGo();
        }
    }

    @Test
    void aNumberOfFourBytesNeedsOneLevel() throws Exception {
        chip.lay(new VirtualTag(FOUR, 0x08));

        Tag tag = one(open().look());

        assertThat(tag.uid()).isEqualTo(HexFormat.of().parseHex(FOUR));
        assertThat(tag.mayHoldText()).isFalse();
    }

    @Test
    void anEmptyFieldIsNothingAndTwoCardsAreSeveral() throws Exception {
        Mfrc522 field = open();
        assertThat(field.look()).isEqualTo(new Found.Nothing());

        chip.lay(VirtualTag.ntag(SEVEN), VirtualTag.ntag("04FFFFFFFFFF01"));

        for (int look = 0; look < 3; look++) {
            assertThat(field.look()).isEqualTo(new Found.Several());
        }
    }

    @Test
    void itsPagesAreReadAndWritten() throws Exception {
        VirtualTag tag = VirtualTag.ntag(SEVEN);
        chip.lay(tag);
        Mfrc522 field = open();
        field.look();

        assertThat(field.page(3)).startsWith(0xE1, 0x10, 0x12, 0x00);
        field.writePage(5, new byte[] {1, 2, 3, 4});

        assertThat(field.page(5)).startsWith(1, 2, 3, 4);
        assertThat(Arrays.copyOfRange(tag.memory(), 20, 24)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aLockedCardDoesNotTakeWhatIsWritten() throws Exception {
        chip.lay(VirtualTag.ntag(SEVEN).locked());
        Mfrc522 field = open();
        field.look();

        assertThatThrownBy(() -> field.writePage(5, new byte[4])).isInstanceOf(TagGone.class);
    }

    @Test
    void aCardThatIsPulledAwayAtAnyMomentIsGoneAndNoFaultOfTheChip() throws Exception {
        for (int answers = 0; answers < 5; answers++) {
            VirtualTag tag = VirtualTag.ntag(SEVEN);
            tag.goAfter(answers);
            chip.lay(tag);
            Mfrc522 field = open();
            boolean found = field.look() instanceof Found.One;
            assertThat(found).isEqualTo(answers >= 4);
            if (found) {
                assertThatThrownBy(() -> field.page(3)).isInstanceOf(TagGone.class);
            }
            field.letGo();
        }
    }

    @Test
    void aChipThatIsPulledOutIsAwayAndGivenBack() throws Exception {
        Mfrc522 field = open();
        chip.pullOut();

        assertThatThrownBy(field::look).isInstanceOfSatisfying(ReaderLost.class, lost -> assertThat(lost.why())
                .isEqualTo(ReaderStatus.Why.ABSENT));
        field.close();
        assertThat(chip.isClosed()).isTrue();
    }

    @Test
    void whatIsNoMfrc522IsSaidToBeNoneAndGivenBack() {
        chip.version(0x42);
        assertThatThrownBy(this::open).isInstanceOfSatisfying(ReaderLost.class, lost -> assertThat(lost.why())
                .isEqualTo(ReaderStatus.Why.NOT_A_READER));
        chip.version(0x00);
        assertThatThrownBy(this::open).isInstanceOfSatisfying(ReaderLost.class, lost -> assertThat(lost.why())
                .isEqualTo(ReaderStatus.Why.ABSENT));
        assertThat(chip.isClosed()).isTrue();
    }

    /// Every byte on the four wires, from the reset to the first pages of a card. A changed order
    /// or register shows here before it shows on a board.
    @Test
    void theBytesOnTheWiresAreThoseThatWereWrittenDown() throws Exception {
        chip.lay(VirtualTag.ntag(SEVEN).holding(VirtualTag.text("DS1:HELLO")));
        Mfrc522 field = open();
        field.look();
        field.page(3);
        field.letGo();

        assertThat(chip.transcript()).isEqualTo(kept("mfrc522/card-read.spi"));
    }

    static List<String> kept(String name) throws IOException {
        try (var in = Mfrc522Test.class.getResourceAsStream("/readers/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        }
    }

    private Mfrc522 open() throws ReaderLost {
        return Mfrc522.open(() -> chip, millis -> {});
    }

    private static Tag one(Found found) {
        assertThat(found).isInstanceOf(Found.One.class);
        return ((Found.One) found).tag();
    }
}
