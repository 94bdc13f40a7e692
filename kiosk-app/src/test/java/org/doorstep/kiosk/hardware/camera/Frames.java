package org.doorstep.kiosk.hardware.camera;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;

/// Makes what a camera would film.
final class Frames {
    static final FrameSize SIZE = new FrameSize(640, 480);

    private static final byte NO_COLOUR = (byte) 128;
    private static final Color WALL = new Color(170, 170, 165);

    private Frames() {}

    static BufferedImage qr(String text, int pixels) throws WriterException {
        return MatrixToImageWriter.toBufferedImage(new QRCodeWriter()
                .encode(
                        text,
                        BarcodeFormat.QR_CODE,
                        pixels,
                        pixels,
                        Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M)));
    }

    static BufferedImage photograph(String name) throws IOException {
        try (InputStream in = Frames.class.getResourceAsStream("/qr/" + name + ".png")) {
            return ImageIO.read(in);
        }
    }

    static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /// Nothing but a wall.
    static byte[] wall() {
        return frame(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), 0, 0);
    }

    /// The picture before the wall, turned by so many degrees, as high as the frame or less.
    static byte[] frame(BufferedImage picture, double share, double degrees) {
        BufferedImage scene = new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D drawing = scene.createGraphics();
        drawing.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        drawing.setColor(WALL);
        drawing.fillRect(0, 0, SIZE.width(), SIZE.height());
        int side = (int) (SIZE.height() * share);
        drawing.rotate(Math.toRadians(degrees), SIZE.width() / 2.0, SIZE.height() / 2.0);
        drawing.drawImage(picture, (SIZE.width() - side) / 2, (SIZE.height() - side) / 2, side, side, null);
        drawing.dispose();
        return yuv420(scene);
    }

    private static byte[] yuv420(BufferedImage scene) {
        byte[] frame = new byte[SIZE.bytes()];
        Arrays.fill(frame, NO_COLOUR);
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                Color colour = new Color(scene.getRGB(x, y));
                // ITU-R BT.601
                frame[y * SIZE.width() + x] =
                        (byte) (0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue());
            }
        }
        return frame;
    }
}
