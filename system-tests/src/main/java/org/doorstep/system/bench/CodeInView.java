package org.doorstep.system.bench;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A pass as a camera of 640 by 480 sees it: a flat code somewhere before it, turned, tilted and
/// lit, then blurred, smeared and covered with noise. What is not set is as in a good frame. For
/// one thread.
final class CodeInView {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;

    /// How far a camera is off, in sides of the code: an arm's length from a telephone's screen.
    private static final double DISTANCE = 3;

    private static final int QUIET = 4;
    private static final int SUPERSAMPLING = 3;
    private static final double DARK = 28;
    private static final double LIGHT = 226;
    private static final double ROOM = 118;

    private final Random chance;
    private double side = 260;
    private double turn;
    private double tilt;
    private double tiltAxis;
    private double contrast = 1;
    private double brightness;
    private double shade;
    private double blur = 0.6;
    private int smear;
    private double smearAngle;
    private double noise = 2;
    private int cracks;
    private double crackWidth = 3;
    private double glare;

    CodeInView(Random chance) {
        this.chance = chance;
    }

    CodeInView side(double pixels) {
        side = pixels;
        return this;
    }

    /// In the plane of the picture, in radians.
    CodeInView turned(double angle) {
        turn = angle;
        return this;
    }

    /// Out of it.
    CodeInView tilted(double angle, double axis) {
        tilt = angle;
        tiltAxis = axis;
        return this;
    }

    /// 1 is a printed code in good light.
    CodeInView contrast(double share, double lighter) {
        contrast = share;
        brightness = lighter;
        return this;
    }

    /// How much darker it is on one side than on the other.
    CodeInView shaded(double grey) {
        shade = grey;
        return this;
    }

    /// A standard deviation, in pixels.
    CodeInView blurred(double pixels) {
        blur = pixels;
        return this;
    }

    CodeInView smeared(int pixels, double angle) {
        smear = pixels;
        smearAngle = angle;
        return this;
    }

    CodeInView noise(double deviation) {
        noise = deviation;
        return this;
    }

    CodeInView cracked(int lines, double width) {
        cracks = lines;
        crackWidth = width;
        return this;
    }

    /// The radius of a lamp's reflection somewhere on it.
    CodeInView glaring(double radius) {
        glare = radius;
        return this;
    }

    TestPicture of(String name, String text) {
        double[] scene = drawn(modules(text));
        double centreX = WIDTH / 2.0;
        double centreY = HEIGHT / 2.0;
        crack(scene, centreX, centreY);
        light(scene, centreX, centreY);
        if (smear > 1) {
            scene = smeared(scene);
        }
        if (blur > 0) {
            scene = blurred(blurred(scene, true), false);
        }
        return new TestPicture(name, Optional.of(text), bytes(scene), WIDTH, HEIGHT);
    }

    private static BitMatrix modules(String text) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, QUIET));
        } catch (WriterException e) {
            throw new IllegalArgumentException("The text is too long for a code.", e);
        }
    }

    /// Each pixel's ray onto the plane of the code.
    private double[] drawn(BitMatrix code) {
        double[] scene = new double[WIDTH * HEIGHT];
        double focal = side * DISTANCE;
        double centreX = WIDTH / 2.0 + (chance.nextDouble() - 0.5) * 40;
        double centreY = HEIGHT / 2.0 + (chance.nextDouble() - 0.5) * 30;
        double[][] plane = plane();
        double[] normal = plane[2];
        int size = code.getWidth();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double sum = 0;
                for (int part = 0; part < SUPERSAMPLING * SUPERSAMPLING; part++) {
                    double rayX = (x + (part % SUPERSAMPLING + 0.5) / SUPERSAMPLING - centreX) / focal;
                    double rayY = (y + (part / SUPERSAMPLING + 0.5) / SUPERSAMPLING - centreY) / focal;
                    double along = DISTANCE * normal[2] / (normal[0] * rayX + normal[1] * rayY + normal[2]);
                    double[] at = {along * rayX, along * rayY, along - DISTANCE};
                    int across = (int) Math.floor((dot(at, plane[0]) + 0.5) * size);
                    int down = (int) Math.floor((dot(at, plane[1]) + 0.5) * size);
                    sum += across < 0 || down < 0 || across >= size || down >= size
                            ? ROOM
                            : code.get(across, down) ? DARK : LIGHT;
                }
                scene[y * WIDTH + x] = sum / (SUPERSAMPLING * SUPERSAMPLING);
            }
        }
        return scene;
    }

    /// The code's own two directions and the one it faces.
    private double[][] plane() {
        double[][] axes = {{Math.cos(turn), Math.sin(turn), 0}, {-Math.sin(turn), Math.cos(turn), 0}, {0, 0, 1}};
        double[] about = {Math.cos(tiltAxis), Math.sin(tiltAxis), 0};
        for (double[] axis : axes) {
            double[] turned = about(axis, about);
            System.arraycopy(turned, 0, axis, 0, 3);
        }
        return axes;
    }

    /// Rodrigues' formula.
    private double[] about(double[] vector, double[] axis) {
        double cos = Math.cos(tilt);
        double sin = Math.sin(tilt);
        double along = dot(vector, axis) * (1 - cos);
        double[] cross = {
            axis[1] * vector[2] - axis[2] * vector[1],
            axis[2] * vector[0] - axis[0] * vector[2],
            axis[0] * vector[1] - axis[1] * vector[0]
        };
        double[] turned = new double[3];
        for (int i = 0; i < 3; i++) {
            turned[i] = vector[i] * cos + cross[i] * sin + axis[i] * along;
        }
        return turned;
    }

    private void crack(double[] scene, double centreX, double centreY) {
        for (int i = 0; i < cracks; i++) {
            double angle = chance.nextDouble() * Math.PI;
            double off = (chance.nextDouble() - 0.5) * side * 0.8;
            double grey = chance.nextBoolean() ? LIGHT + 20 : DARK + 40;
            for (int at = 0; at < scene.length; at++) {
                double x = at % WIDTH - centreX;
                double y = at / WIDTH - centreY;
                double bent = off + 6 * Math.sin((x * Math.cos(angle) + y * Math.sin(angle)) / 17);
                if (Math.abs(y * Math.cos(angle) - x * Math.sin(angle) - bent) < crackWidth / 2) {
                    scene[at] = grey;
                }
            }
        }
    }

    private void light(double[] scene, double centreX, double centreY) {
        double lampX = centreX + (chance.nextDouble() - 0.5) * side * 0.8;
        double lampY = centreY + (chance.nextDouble() - 0.5) * side * 0.8;
        double from = chance.nextDouble() * 2 * Math.PI;
        for (int at = 0; at < scene.length; at++) {
            double x = at % WIDTH;
            double y = at / WIDTH;
            double grey = ROOM + (scene[at] - ROOM) * contrast + brightness;
            grey -= shade * ((x - centreX) * Math.cos(from) + (y - centreY) * Math.sin(from)) / WIDTH;
            if (glare > 0) {
                double away = Math.hypot(x - lampX, y - lampY) / glare;
                grey += 320 * Math.exp(-away * away * away);
            }
            scene[at] = Math.clamp(grey, 0, 255);
        }
    }

    private double[] smeared(double[] scene) {
        double[] moved = new double[scene.length];
        for (int at = 0; at < scene.length; at++) {
            double sum = 0;
            for (int step = 0; step < smear; step++) {
                double away = step - (smear - 1) / 2.0;
                int x = (int) Math.round(at % WIDTH + away * Math.cos(smearAngle));
                int y = (int) Math.round(at / WIDTH + away * Math.sin(smearAngle));
                sum += scene[Math.clamp(y, 0, HEIGHT - 1) * WIDTH + Math.clamp(x, 0, WIDTH - 1)];
            }
            moved[at] = sum / smear;
        }
        return moved;
    }

    private double[] blurred(double[] scene, boolean across) {
        int reach = (int) Math.ceil(3 * blur);
        double[] weights = new double[2 * reach + 1];
        double all = 0;
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = Math.exp(-i * i / (2 * blur * blur));
            all += weights[i + reach];
        }
        double[] soft = new double[scene.length];
        for (int at = 0; at < scene.length; at++) {
            int x = at % WIDTH;
            int y = at / WIDTH;
            double sum = 0;
            for (int i = -reach; i <= reach; i++) {
                int there = across
                        ? y * WIDTH + Math.clamp(x + i, 0, WIDTH - 1)
                        : Math.clamp(y + i, 0, HEIGHT - 1) * WIDTH + x;
                sum += scene[there] * weights[i + reach];
            }
            soft[at] = sum / all;
        }
        return soft;
    }

    private byte[] bytes(double[] scene) {
        byte[] grey = new byte[scene.length];
        for (int at = 0; at < scene.length; at++) {
            grey[at] = (byte) Math.clamp(Math.round(scene[at] + noise * chance.nextGaussian()), 0, 255);
        }
        return grey;
    }

    private static double dot(double[] one, double[] other) {
        return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
    }
}
