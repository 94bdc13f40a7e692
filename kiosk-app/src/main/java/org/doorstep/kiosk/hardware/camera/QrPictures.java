package org.doorstep.kiosk.hardware.camera;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.doorstep.kiosk.hardware.Reading;

/// Finds the QR code in a picture: by local contrast, then by one threshold for all, then light on
/// dark. Of the ways measured with ZXing this found the most for its time. All functions are pure.
public final class QrPictures {
    /// A photograph straight from a telephone.
    public static final int MOST_FILE_BYTES = 10_000_000;

    /// A small file can hold a picture of any size; 25 megapixels are 100 MB while they are looked at.
    private static final long MOST_PIXELS = 25_000_000;

    private QrPictures() {}

    /// A PNG or JPEG file as a reading: the code's text, or garbage if there is none in it or it
    /// is no picture.
    public static Reading read(byte[] file) {
        if (file.length > MOST_FILE_BYTES) {
            return new Reading.Garbage(Reading.Reason.TOO_LONG);
        }
        return picture(file)
                .flatMap(QrPictures::find)
                .map(Reading.Code::of)
                .orElseGet(() -> new Reading.Garbage(Reading.Reason.NOT_READABLE));
    }

    /// The text of the code in a grey picture, one byte a pixel, row by row.
    static Optional<String> find(byte[] grey, int width, int height) {
        return find(new PlanarYUVLuminanceSource(grey, width, height, 0, 0, width, height, false));
    }

    /// The same by one threshold for all alone: half the time of looking by local contrast.
    static Optional<String> findAtOnce(byte[] grey, int width, int height) {
        return decode(new GlobalHistogramBinarizer(
                new PlanarYUVLuminanceSource(grey, width, height, 0, 0, width, height, false)));
    }

    private static Optional<String> find(LuminanceSource picture) {
        return decode(new HybridBinarizer(picture))
                .or(() -> decode(new GlobalHistogramBinarizer(picture)))
                .or(() -> decode(new HybridBinarizer(picture.invert())));
    }

    private static Optional<String> decode(Binarizer picture) {
        try {
            return Optional.of(
                    new QRCodeReader().decode(new BinaryBitmap(picture)).getText());
        } catch (ReaderException e) {
            return Optional.empty();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            // ZXing has met pictures of noise that it ran out of; a frame is not worth a reader.
            return Optional.empty();
        }
    }

    private static Optional<LuminanceSource> picture(byte[] file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    return Optional.empty();
                }
                return Optional.of(source(reader.read(0)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Java's readers answer a torn file with whatever they stumble over.
            return Optional.empty();
        }
    }

    /// On white, since what is transparent in a PNG is most often meant to be.
    private static LuminanceSource source(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D drawing = opaque.createGraphics();
        drawing.drawImage(image, 0, 0, Color.WHITE, null);
        drawing.dispose();
        int[] pixels = opaque.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
    }
}
