package org.doorstep.hub.paper;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/// Reads the code in a picture of paper: in the two ways that a kiosk's camera tries with each of its
/// many frames, and, since here is one frame only, as a code that fills it.
final class PaperCode {
    private static final Map<DecodeHintType, ?> FILLS = Map.of(DecodeHintType.PURE_BARCODE, true);

    private PaperCode() {}

    private record Way(BinaryBitmap picture, Map<DecodeHintType, ?> hints) {}

    static String in(BufferedImage picture) throws NotFoundException {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] colours = picture.getRGB(0, 0, width, height, null, 0, width);
        LuminanceSource seen = new RGBLuminanceSource(width, height, colours);
        for (Way way : List.of(
                new Way(new BinaryBitmap(new HybridBinarizer(seen)), Map.of()),
                new Way(new BinaryBitmap(new GlobalHistogramBinarizer(seen)), Map.of()),
                new Way(new BinaryBitmap(new GlobalHistogramBinarizer(seen)), FILLS))) {
            try {
                return new QRCodeReader().decode(way.picture, way.hints).getText();
            } catch (ReaderException e) {
                // The next way may find it.
                continue;
            }
        }
        throw NotFoundException.getNotFoundInstance();
    }
}
