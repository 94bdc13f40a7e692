package org.doorstep.system.endtoend;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/// A camera in front of which pictures are held: a pipe of YUV420 frames, as `rpicam-vid` writes them. Safe for all
/// threads.
final class Camera implements AutoCloseable {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int FRAME_BYTES = WIDTH * HEIGHT * 3 / 2;
    private static final int FRAMES_A_SECOND = 8;

    /// An empty room: even grey, no colour.
    private static final byte GREY = (byte) 128;

    private final Path pipe;
    private final RandomAccessFile film;
    private final ScheduledExecutorService filming = Executors.newSingleThreadScheduledExecutor();
    private volatile byte[] frame = empty();

    /// Makes the pipe; nothing waits there for a kiosk yet.
    Camera(Path pipe) throws IOException, InterruptedException {
        this.pipe = pipe;
        if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
            throw new IOException("The pipe could not be made.");
        }
        // Open for both, so that opening waits for nobody.
        this.film = new RandomAccessFile(pipe.toFile(), "rw");
        filming.scheduleAtFixedRate(this::film, 0, 1000 / FRAMES_A_SECOND, TimeUnit.MILLISECONDS);
    }

    /// As a kiosk's settings name it.
    String setting() {
        return "camera:/bin/cat " + pipe;
    }

    /// Holds a QR picture of this text before it.
    void showCode(String text) throws WriterException {
        BitMatrix code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 300, 300);
        byte[] next = empty();
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                next[(y + 90) * WIDTH + x + 170] = (byte) (code.get(x, y) ? 20 : 230);
            }
        }
        frame = next;
    }

    /// Holds a photograph of a screen before it, a PNG or JPEG.
    void showPicture(byte[] image) throws IOException {
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
        byte[] next = empty();
        grey.getRaster().getDataElements(0, 0, WIDTH, HEIGHT, next);
        frame = Arrays.copyOf(next, FRAME_BYTES);
    }

    void showNothing() {
        frame = empty();
    }

    @Override
    public void close() throws IOException {
        filming.shutdownNow();
        film.close();
    }

    private void film() {
        try {
            film.write(frame);
        } catch (IOException e) {
            // Closed: the film is over.
        }
    }

    private static byte[] empty() {
        byte[] frame = new byte[FRAME_BYTES];
        Arrays.fill(frame, GREY);
        return frame;
    }
}
