package org.doorstep.kiosk.hardware.contactless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.junit.jupiter.api.Test;

class Pn532Test {
    private static final byte[] SEVEN = HexFormat.of().parseHex("04A1B2C3D4E5F6");

    @Test
    void overI2cACardIsFoundAndItsFirstPagesAreRead() throws Exception {
        Conversation chip = new Conversation("pn532/card-read.i2c");
        Pn532 field = Pn532.open(new Pn532OnI2c(chip.i2c(), millis -> {}));

        readsTheCard(field);

        assertThat(chip.isAtItsEnd()).isTrue();
        field.close();
        assertThat(chip.isClosed()).isTrue();
    }

    @Test
    void overASerialLineTheSameAfterBeingWokenAndPastNoise() throws Exception {
        Conversation chip = new Conversation("pn532/card-read.hsu");
        Pn532 field = Pn532.open(new Pn532OnSerial(chip.serial()));

        readsTheCard(field);

        assertThat(chip.isAtItsEnd()).isTrue();
    }

    private static void readsTheCard(Pn532 field) throws Exception {
        assertThat(field.look()).isEqualTo(new Found.Nothing());
        assertThat(field.look()).isInstanceOfSatisfying(Found.One.class, found -> {
            assertThat(found.tag().uid()).isEqualTo(SEVEN);
            assertThat(found.tag().mayHoldText()).isTrue();
        });
        assertThat(field.page(3)).startsWith(0xE1, 0x10, 0x12, 0x00);
        assertThatThrownBy(() -> field.page(7)).isInstanceOf(TagGone.class);
        field.letGo();
        assertThat(field.look()).isEqualTo(new Found.Several());
    }

    @Test
    void aPhoneWithAnAnswerToSelectIsReadByItsNumberToo() throws Exception {
        Conversation chip = new Conversation("pn532/phone.i2c");
        Pn532 field = Pn532.open(new Pn532OnI2c(chip.i2c(), millis -> {}));

        assertThat(field.look()).isInstanceOfSatisfying(Found.One.class, found -> {
            assertThat(found.tag().uid()).isEqualTo(HexFormat.of().parseHex("08AABBCC"));
            assertThat(found.tag().mayHoldText()).isFalse();
        });
    }

    @Test
    void whatDoesNotAnswerIsAwayAndGivenBack() throws Exception {
        Conversation silent = new Conversation("pn532/silent.i2c");

        assertThatThrownBy(() -> Pn532.open(new Pn532OnI2c(silent.i2c(), millis -> {})))
                .isInstanceOfSatisfying(
                        ReaderLost.class, lost -> assertThat(lost.why()).isEqualTo(ReaderStatus.Why.ABSENT));
        assertThat(silent.isClosed()).isTrue();
    }

    @Test
    void whatIsNoPn532IsSaidToBeNone() throws Exception {
        Conversation other = new Conversation("pn532/another-chip.i2c");

        assertThatThrownBy(() -> Pn532.open(new Pn532OnI2c(other.i2c(), millis -> {})))
                .isInstanceOfSatisfying(
                        ReaderLost.class, lost -> assertThat(lost.why()).isEqualTo(ReaderStatus.Why.NOT_A_READER));
    }

    @Test
    void anyOneChangedByteOfAnAnswerIsCaught() throws Exception {
        byte[] frame = HexFormat.of().parseHex("0000FF06FAD50332010607E800");
        assertThat(Pn532Frame.answer(frame, 0x02)).containsExactly(0x32, 0x01, 0x06, 0x07);
        for (int i = 0; i < frame.length - 1; i++) {
            byte[] changed = frame.clone();
            changed[i] ^= 0x01;
            assertThatThrownBy(() -> Pn532Frame.answer(changed, 0x02)).isInstanceOf(ReaderLost.class);
        }
    }

    @Test
    void noBytesWhateverAreMoreThanNonsense() {
        Random random = new Random(532);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(30)];
            random.nextBytes(noise);
            if (noise.length > 3 && random.nextBoolean()) {
                noise[0] = 0;
                noise[1] = 0;
                noise[2] = (byte) 0xFF;
            }
            try {
                Pn532Frame.answer(noise, 0x4A);
            } catch (ReaderLost expected) {
                assertThat(expected.why()).isEqualTo(ReaderStatus.Why.SENDS_NONSENSE);
            }
        }
    }
}
