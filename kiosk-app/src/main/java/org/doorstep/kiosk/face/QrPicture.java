package org.doorstep.kiosk.face;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/// A code drawn as one path on a grid of `side` by `side`, quiet zone included (ISO/IEC 18004: four modules).
record QrPicture(int side, String path) {
    private static final int QUIET = 4;

    /// Error correction M, as the pass's own description says: enough for a photograph of a screen.
    static QrPicture of(String text) {
        try {
            ByteMatrix modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < modules.getHeight(); y++) {
                for (int x = 0; x < modules.getWidth(); x++) {
                    int run = 0;
                    while (x + run < modules.getWidth() && modules.get(x + run, y) == 1) {
                        run++;
                    }
                    if (run > 0) {
                        path.append('M').append(x + QUIET).append(' ').append(y + QUIET);
                        path.append('h').append(run).append("v1h-").append(run).append('z');
                        x += run;
                    }
                }
            }
            return new QrPicture(modules.getWidth() + 2 * QUIET, path.toString());
        } catch (WriterException e) {
            throw new IllegalArgumentException("The text is too long for a code.", e);
        }
    }
}
