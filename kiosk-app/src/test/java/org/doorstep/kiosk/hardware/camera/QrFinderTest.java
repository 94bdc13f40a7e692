package org.doorstep.kiosk.hardware.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QrFinderTest {
    private final QrFinder finder = new QrFinder();

    /// Out of focus, from slightly to hopelessly.
    @Test
    void aPassOutOfFocusIsReadThoughTheFirstReaderMissesIt() throws Exception {
        String pass = QrPicturesTest.pass(1);
        int width = Frames.SIZE.width();
        int height = Frames.SIZE.height();
        int second = 0;
        for (int degrees : new int[] {0, 20, 45, 70}) {
            for (int reach = 2; reach <= 6; reach++) {
                byte[] frame = Frames.frame(Frames.qr(pass, 200), 0.7, degrees);
                frame = softened(softened(frame, width, height, reach), width, height, reach);
                Optional<String> first = QrPictures.find(frame, width, height);
                Optional<String> found = finder.find(frame, width, height);
                assertThat(found.orElse(pass)).isEqualTo(pass);
                assertThat(found.isPresent() || first.isEmpty())
                        .as("what the first reads")
                        .isTrue();
                second += first.isEmpty() && found.isPresent() ? 1 : 0;
            }
        }
        assertThat(second).as("read by the second reader alone").isPositive();
    }

    @Test
    void whereThereIsNoCodeNothingIsRead() {
        byte[] noise = new byte[Frames.SIZE.greyBytes()];
        Random chance = new Random(3);
        for (int i = 0; i < 20; i++) {
            chance.nextBytes(noise);
            assertThat(finder.find(noise, Frames.SIZE.width(), Frames.SIZE.height()))
                    .isEmpty();
            assertThat(finder.find(new byte[Frames.SIZE.greyBytes()], Frames.SIZE.width(), Frames.SIZE.height()))
                    .isEmpty();
        }
    }

    private static byte[] softened(byte[] grey, int width, int height, int reach) {
        byte[] soft = new byte[grey.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int sum = 0;
                int count = 0;
                for (int near = Math.max(0, y - reach); near <= Math.min(height - 1, y + reach); near++) {
                    for (int beside = Math.max(0, x - reach); beside <= Math.min(width - 1, x + reach); beside++) {
                        sum += Byte.toUnsignedInt(grey[near * width + beside]);
                        count++;
                    }
                }
                soft[y * width + x] = (byte) (sum / count);
            }
        }
        return soft;
    }
}
