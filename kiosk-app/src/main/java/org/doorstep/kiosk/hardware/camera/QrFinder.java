package org.doorstep.kiosk.hardware.camera;

import boofcv.abst.fiducial.QrCodeDetector;
import boofcv.concurrency.BoofConcurrency;
import boofcv.factory.fiducial.ConfigQrCode;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.struct.image.GrayU8;
import java.util.Optional;

/// Finds the QR code in grey pictures with two readers that fail in different ways (decision 0101):
/// ZXing by one threshold, which is quickest; BoofCV; ZXing in all its ways; and BoofCV again on the
/// picture sharpened, in levelled light, and, if it is small, enlarged. For one thread: the second
/// reader keeps what it works with.
public final class QrFinder {
    /// A frame of a camera. A larger picture takes the second reader longer than anybody waits.
    private static final int MOST_PIXELS = 2_000_000;

    /// Below this a code's modules may be too few pixels for the second reader, and enlarging
    /// costs little.
    private static final int FEW_PIXELS = 320 * 320;

    private final QrCodeDetector<GrayU8> second;
    private final GrayU8 picture = new GrayU8(1, 1);

    public QrFinder() {
        // Each picture on the thread that asks: the kiosk's other cores have the page to draw.
        BoofConcurrency.USE_CONCURRENT = false;
        second = FactoryFiducial.qrcode(new ConfigQrCode(), GrayU8.class);
    }

    /// The text of the code in a grey picture, one byte a pixel, row by row.
    public Optional<String> find(byte[] grey, int width, int height) {
        Optional<String> found = QrPictures.findAtOnce(grey, width, height);
        if (found.isPresent()) {
            return found;
        }
        if (width * height > MOST_PIXELS) {
            return QrPictures.find(grey, width, height);
        }
        return lookAgain(grey, width, height)
                .or(() -> QrPictures.find(grey, width, height))
                .or(() -> lookAgain(Clearer.sharpened(grey, width, height), width, height))
                .or(() -> lookAgain(Clearer.levelled(grey, width, height), width, height))
                .or(() -> width * height > FEW_PIXELS
                        ? Optional.empty()
                        : lookAgain(Clearer.enlarged(grey, width, height), 2 * width, 2 * height));
    }

    private Optional<String> lookAgain(byte[] grey, int width, int height) {
        picture.reshape(width, height);
        System.arraycopy(grey, 0, picture.data, 0, width * height);
        try {
            second.process(picture);
            return second.getDetections().stream().map(code -> code.message).findFirst();
        } catch (RuntimeException e) {
            // A frame that a reader stumbles over is not worth a reader.
            return Optional.empty();
        }
    }
}
