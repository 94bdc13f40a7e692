package org.doorstep.system.bench;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;

/// Frames that a kiosk's camera may have: passes in every way of being hard to read, from slightly
/// to hopelessly, and rooms without a pass. All by chance, from a seed.
final class Distorted {
    /// The ways, each by itself but the last.
    enum Way {
        BLUR,
        GLARE,
        TILT,
        LOW_CONTRAST,
        MOTION,
        SMALL,
        CRACKED,
        MIXED
    }

    private static final double FRAMES_A_SECOND = 10;

    private final Random chance;
    private final IntFunction<String> texts;

    /// `texts` are of passes, by a number.
    Distorted(Random chance, IntFunction<String> texts) {
        this.chance = chance;
        this.texts = texts;
    }

    List<TestPicture> frames(int each) {
        List<TestPicture> frames = new ArrayList<>();
        for (Way way : Way.values()) {
            for (int i = 0; i < each; i++) {
                String text = texts.apply(frames.size());
                frames.add(frame(way).of(way.name().toLowerCase(java.util.Locale.ROOT) + "-" + i, text));
            }
        }
        return frames;
    }

    private CodeInView frame(Way way) {
        CodeInView view = new CodeInView(chance).turned(between(-0.35, 0.35)).side(between(210, 300));
        return switch (way) {
            case BLUR -> view.blurred(between(1, 3.2));
            case GLARE -> view.glaring(between(12, 60)).shaded(between(0, 60));
            case TILT -> view.side(between(250, 330)).tilted(between(0.5, 1.2), between(0, Math.PI));
            case LOW_CONTRAST ->
                view.contrast(between(0.04, 0.3), between(-60, 60))
                        .shaded(between(0, 60))
                        .noise(between(1, 5));
            case MOTION -> view.smeared((int) between(3, 13), between(0, Math.PI));
            case SMALL -> view.side(between(70, 150)).noise(3);
            case CRACKED -> view.cracked((int) between(1, 7), between(1.5, 4));
            case MIXED ->
                view.tilted(between(0, 0.75), between(0, Math.PI))
                        .contrast(between(0.25, 0.8), between(-40, 40))
                        .shaded(between(0, 90))
                        .blurred(between(0.6, 2.2))
                        .smeared((int) between(1, 7), between(0, Math.PI))
                        .cracked((int) between(0, 4), 3)
                        .glaring(chance.nextBoolean() ? between(20, 60) : 0)
                        .noise(between(2, 6));
        };
    }

    /// A second of film each: a pass is brought before the camera and becomes still, more or less.
    List<List<TestPicture>> sequences(int count) {
        List<List<TestPicture>> films = new ArrayList<>();
        for (int film = 0; film < count; film++) {
            String text = texts.apply(film);
            double side = between(150, 290);
            double turn = between(-0.4, 0.4);
            double tilt = between(0, 0.7);
            double axis = between(0, Math.PI);
            double contrast = between(0.25, 0.9);
            double stillBlur = between(0.6, 2);
            double glare = chance.nextInt(3) == 0 ? between(20, 60) : 0;
            List<TestPicture> frames = new ArrayList<>();
            for (int i = 0; i < FRAMES_A_SECOND; i++) {
                double moving = 1 - i / (FRAMES_A_SECOND - 1);
                frames.add(new CodeInView(chance)
                        .side(side * (1 - 0.3 * moving))
                        .turned(turn + 0.5 * moving)
                        .tilted(tilt + 0.3 * moving, axis)
                        .contrast(contrast, 0)
                        .shaded(40)
                        .blurred(stillBlur + 1.5 * moving)
                        .smeared(1 + (int) (12 * moving), axis)
                        .glaring(glare)
                        .noise(3)
                        .of("film-" + film + "-" + i, text));
            }
            films.add(frames);
        }
        return films;
    }

    /// Nothing to read: rooms, print, patterns, and what looks like a part of a code.
    List<TestPicture> without(int count) {
        List<TestPicture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(CodeInView.WIDTH, CodeInView.HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
            Graphics2D drawing = image.createGraphics();
            grey(drawing, chance.nextInt(256));
            drawing.fillRect(0, 0, CodeInView.WIDTH, CodeInView.HEIGHT);
            switch (i % 5) {
                case 0 -> noise(image);
                case 1 -> modules(drawing, 4 + chance.nextInt(9), false);
                case 2 -> modules(drawing, 4 + chance.nextInt(9), true);
                case 3 -> print(drawing);
                default -> shapes(drawing);
            }
            drawing.dispose();
            pictures.add(new TestPicture(
                    "without-" + i, Optional.empty(), TestPicture.grey(image), CodeInView.WIDTH, CodeInView.HEIGHT));
        }
        return pictures;
    }

    private void noise(BufferedImage image) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.getRaster().setSample(x, y, 0, chance.nextInt(256));
            }
        }
    }

    /// A field of modules by chance, with the three corners of a code or without.
    private void modules(Graphics2D drawing, int module, boolean corners) {
        int count = 21 + 4 * chance.nextInt(6);
        grey(drawing, 240);
        drawing.fillRect(40, 20, module * (count + 8), module * (count + 8));
        for (int y = 0; y < count; y++) {
            for (int x = 0; x < count; x++) {
                boolean corner = corners && (x < 8 && y < 8 || x >= count - 8 && y < 8 || x < 8 && y >= count - 8);
                grey(drawing, !corner && chance.nextBoolean() ? 20 : 240);
                drawing.fillRect(40 + (x + 4) * module, 20 + (y + 4) * module, module, module);
            }
        }
        if (corners) {
            for (int[] at : new int[][] {{0, 0}, {count - 7, 0}, {0, count - 7}}) {
                for (int ring = 0; ring < 3; ring++) {
                    grey(drawing, ring == 1 ? 240 : 20);
                    int inset = ring == 2 ? 2 : ring;
                    drawing.fillRect(
                            40 + (at[0] + 4 + inset) * module,
                            20 + (at[1] + 4 + inset) * module,
                            (7 - 2 * inset) * module,
                            (7 - 2 * inset) * module);
                }
            }
        }
    }

    private void print(Graphics2D drawing) {
        grey(drawing, 20);
        for (int line = 0; line < 20; line++) {
            drawing.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10 + chance.nextInt(30)));
            drawing.drawString("Cook and eat, " + chance.nextLong(), chance.nextInt(60), 24 * line);
        }
    }

    private void shapes(Graphics2D drawing) {
        for (int i = 0; i < 60; i++) {
            grey(drawing, chance.nextInt(256));
            int size = 10 + chance.nextInt(120);
            int x = chance.nextInt(CodeInView.WIDTH);
            int y = chance.nextInt(CodeInView.HEIGHT);
            if (chance.nextBoolean()) {
                drawing.fillOval(x, y, size, size);
            } else {
                drawing.fillRect(x, y, size, 10 + chance.nextInt(120));
            }
        }
    }

    private static void grey(Graphics2D drawing, int grey) {
        drawing.setColor(new Color(grey, grey, grey));
    }

    private double between(double least, double most) {
        return least + (most - least) * chance.nextDouble();
    }
}
