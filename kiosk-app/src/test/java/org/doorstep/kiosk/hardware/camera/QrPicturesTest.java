package org.doorstep.kiosk.hardware.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Mode;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.Ed25519Keys;
import org.doorstep.relay.contract.passes.PassCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrPicturesTest {

    /// A pass must stay small enough to print at 30 mm: 37 modules of 0.8 mm.
    @Test
    void aPassIsAVersion5CodeInAlphanumericModeAtLevelM() throws Exception {
        QRCode code = Encoder.encode(pass(1), ErrorCorrectionLevel.M);

        assertThat(code.getVersion().getVersionNumber()).isEqualTo(5);
        assertThat(code.getMatrix().getWidth()).isEqualTo(37);
        assertThat(code.getMode()).isEqualTo(Mode.ALPHANUMERIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"05", "10", "11", "13"})
    void realPhotographsAreRead(String name) throws Exception {
        String expected;
        try (InputStream in = QrPicturesTest.class.getResourceAsStream("/qr/" + name + ".txt")) {
            expected = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        byte[] frame = Frames.frame(Frames.photograph(name), 0.9, 0);

        assertThat(QrPictures.find(frame, Frames.SIZE.width(), Frames.SIZE.height()))
                .contains(expected);
        assertThat(QrPictures.read(Frames.png(Frames.photograph(name)))).isEqualTo(new Reading.Code(expected));
    }

    /// Not in every single frame: about one in a hundred and fifty of such frames is missed, and the next one is
    /// not.
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 45, 90, 180, 263})
    void aPassIsReadHoweverItIsHeld(int degrees) throws Exception {
        String pass = pass(1);
        int found = 0;
        for (double share : new double[] {0.35, 0.5, 0.6, 0.7, 0.9}) {
            byte[] frame = Frames.frame(Frames.qr(pass, 200), share, degrees);
            Optional<String> text = QrPictures.find(frame, Frames.SIZE.width(), Frames.SIZE.height());
            assertThat(text.orElse(pass)).isEqualTo(pass);
            found += text.isPresent() ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(4);
    }

    /// A telephone in dark mode shows a code so.
    @Test
    void aPassLightOnDarkIsRead() throws Exception {
        String pass = pass(1);
        BufferedImage turned = new RescaleOp(-1, 255, null).filter(rgb(Frames.qr(pass, 300)), null);

        assertThat(QrPictures.read(Frames.png(turned))).isEqualTo(new Reading.Code(pass));
    }

    @Test
    void aPictureWithNoCodeAndAFileThatIsNoPictureAreGarbage() throws Exception {
        Reading nothing = new Reading.Garbage(Reading.Reason.NOT_READABLE);

        assertThat(QrPictures.read(Frames.png(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB))))
                .isEqualTo(nothing);
        assertThat(QrPictures.read(new byte[0])).isEqualTo(nothing);
        assertThat(QrPictures.read("<svg/>".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(nothing);
        assertThat(QrPictures.read(new byte[QrPictures.MOST_FILE_BYTES + 1]))
                .isEqualTo(new Reading.Garbage(Reading.Reason.TOO_LONG));
    }

    /// Ten thousand pixels a side in 100 kB: it would take 400 MB to look at.
    @Test
    void aSmallFileWithAHugePictureIsNotUnpacked() throws Exception {
        byte[] huge = Frames.png(new BufferedImage(10_000, 10_000, BufferedImage.TYPE_BYTE_BINARY));

        assertThat(QrPictures.read(huge)).isEqualTo(new Reading.Garbage(Reading.Reason.NOT_READABLE));
    }

    @Test
    void aTornPictureIsGarbageAndNotAnException() throws Exception {
        byte[] whole = Frames.png(Frames.qr("DS1:TEST", 200));
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] torn = Arrays.copyOf(whole, random.nextInt(whole.length));
            if (torn.length > 0) {
                torn[random.nextInt(torn.length)] ^= (byte) (1 + random.nextInt(255));
            }
            assertThat(QrPictures.read(torn)).isNotNull();
        }
    }

    @Test
    void noiseIsNoCode() {
        Random random = new Random(3);
        byte[] noise = new byte[Frames.SIZE.greyBytes()];
        for (int i = 0; i < 30; i++) {
            random.nextBytes(noise);
            assertThat(QrPictures.find(noise, Frames.SIZE.width(), Frames.SIZE.height()))
                    .isEmpty();
        }
    }

    private static BufferedImage rgb(BufferedImage image) {
        BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        rgb.getGraphics().drawImage(image, 0, 0, null);
        return rgb;
    }

    /// The same pass each time, of a made-up hub.
    static String pass(int number) {
        return PassCode.sign(
                PassId.of(ByteBuffer.allocate(PassId.BYTES).putInt(number).array()),
                LocalDate.of(2026, 12, 31),
                "0001",
                Ed25519Keys.privateKey(new byte[Ed25519Keys.BYTES]));
    }
}
