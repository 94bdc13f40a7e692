package org.doorstep.system.trial;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import javax.imageio.ImageIO;

/// A camera in front of which pictures are held: a command that writes YUV420 frames, as `rpicam-vid` does, beginning
/// with a whole one whenever it is started. Safe for all threads.
public final class Camera {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int FRAME_BYTES = WIDTH * HEIGHT * 3 / 2;

    /// About eight frames a second.
    private static final String FILM = "while cat \"$(dirname \"$0\")/scene.yuv\"; do sleep 0.12; done\n";

    /// An empty room: even grey, no colour.
    private static final byte GREY = (byte) 128;

    private final Path scene;
    private final Path next;
    private final Path command;

    /// Keeps its film in a folder of its own, which it makes.
    public Camera(Path folder) throws IOException {
        Files.createDirectory(folder);
        scene = folder.resolve("scene.yuv");
        next = folder.resolve("next.yuv");
        command = Files.writeString(folder.resolve("film.sh"), FILM);
        showNothing();
    }

    /// As a kiosk's settings name it.
    public String setting() {
        return "camera:/bin/sh " + command;
    }

    /// Holds a QR picture of this text before it.
    public void showCode(String text) throws WriterException, IOException {
        BitMatrix code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 300, 300);
        byte[] frame = empty();
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                frame[(y + 90) * WIDTH + x + 170] = (byte) (code.get(x, y) ? 20 : 230);
            }
        }
        show(frame);
    }

    /// Holds a photograph of a screen before it, a PNG or JPEG.
    public void showPicture(byte[] image) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(image));
        BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        double scale = Math.min((double) WIDTH / picture.getWidth(), (double) HEIGHT / picture.getHeight()) * 0.9;
        int width = (int) (picture.getWidth() * scale);
        int height = (int) (picture.getHeight() * scale);
        Graphics2D drawing = grey.createGraphics();
        drawing.setColor(java.awt.Color.LIGHT_GRAY);
        drawing.fillRect(0, 0, WIDTH, HEIGHT);
        drawing.drawImage(picture, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height, null);
        drawing.dispose();
        byte[] frame = empty();
        byte[] luminance = (byte[]) grey.getRaster().getDataElements(0, 0, WIDTH, HEIGHT, null);
        System.arraycopy(luminance, 0, frame, 0, luminance.length);
        show(frame);
    }

    public void showNothing() throws IOException {
        show(empty());
    }

    /// The film sees the one or the other, never half of each.
    private void show(byte[] frame) throws IOException {
        Files.write(next, frame);
        Files.move(next, scene, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] empty() {
        byte[] frame = new byte[FRAME_BYTES];
        Arrays.fill(frame, GREY);
        return frame;
    }
}
