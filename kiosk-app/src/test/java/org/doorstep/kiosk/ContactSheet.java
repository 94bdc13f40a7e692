package org.doorstep.kiosk;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/// One picture of many: a row a face, a column a language.
record ContactSheet(Path pictures) {
    private static final List<String> FACES = List.of(
            "home",
            "welcome",
            "choose",
            "mood",
            "goodbye",
            "new-here",
            "pass",
            "refused-web-address",
            "about",
            "about-held",
            "about-visits",
            "pictures");
    private static final int WIDTH = 200;
    private static final int HEIGHT = 120;
    private static final int GAP = 8;

    void make(String size, List<String> languages) {
        BufferedImage sheet = new BufferedImage(
                GAP + languages.size() * (WIDTH + GAP),
                GAP + FACES.size() * (HEIGHT + GAP),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setColor(Color.GRAY);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        try {
            for (int row = 0; row < FACES.size(); row++) {
                for (int column = 0; column < languages.size(); column++) {
                    Path picture = pictures.resolve(FACES.get(row) + "-" + size + "-" + languages.get(column) + ".jpg");
                    if (Files.exists(picture)) {
                        pen.drawImage(
                                ImageIO.read(picture.toFile()),
                                GAP + column * (WIDTH + GAP),
                                GAP + row * (HEIGHT + GAP),
                                WIDTH,
                                HEIGHT,
                                null);
                    }
                }
            }
            ImageIO.write(sheet, "jpg", pictures.resolve("contact-sheet.jpg").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pen.dispose();
        }
    }
}
