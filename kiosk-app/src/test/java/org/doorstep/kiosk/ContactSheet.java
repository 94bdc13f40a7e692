package org.doorstep.kiosk;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.doorstep.kiosk.GalleryGlass.Size;

/// One picture of many: every face, one language after another; then a few in every language at
/// every size; then how they look to whoever wishes it. What was not photographed stays empty.
record ContactSheet(Path pictures) {
    private static final List<String> SHOWN = List.of("home", "welcome", "mood", "about-held");
    private static final int HIGH = 90;
    private static final int ACROSS = 13;
    private static final int WIDE = HIGH * 5 / 3;
    private static final int GAP = 6;

    /// Under a megabyte, and letters can still be told apart.
    private static final float QUALITY = 0.62f;

    /// What a picture of that face is called. `look` is what is wished beside the language.
    static String name(String face, Size size, String language, String look) {
        return face + "-" + size.pixels() + "-" + language + "-" + look.replaceAll("[=&]", "-") + ".jpg";
    }

    /// Whether it is on the sheet however it is wished.
    static boolean shows(String face) {
        return SHOWN.contains(face);
    }

    void make(List<String> faces, List<String> languages, List<String> looks) {
        List<List<String>> rows = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            all.add(name(faces.get(i), Size.SEVEN_INCH, languages.get(i % languages.size()), looks.getFirst()));
        }
        for (int from = 0; from < all.size(); from += ACROSS) {
            rows.add(all.subList(from, Math.min(from + ACROSS, all.size())));
        }
        for (String face : SHOWN) {
            for (Size size : Size.values()) {
                rows.add(languages.stream()
                        .map(language -> name(face, size, language, looks.getFirst()))
                        .toList());
            }
        }
        for (String look : looks.subList(1, looks.size())) {
            rows.add(languages.stream()
                    .map(language -> name(
                            SHOWN.get(languages.indexOf(language) % SHOWN.size()), Size.SEVEN_INCH, language, look))
                    .toList());
        }
        write(rows);
    }

    private void write(List<List<String>> rows) {
        BufferedImage sheet = new BufferedImage(
                GAP + ACROSS * (WIDE + GAP), GAP + rows.size() * (HIGH + GAP), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setColor(Color.GRAY);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        try {
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    draw(pen, rows.get(row).get(column), GAP + column * (WIDE + GAP), GAP + row * (HIGH + GAP));
                }
            }
            save(sheet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pen.dispose();
        }
    }

    /// As high as all, and as wide as it is for that.
    private void draw(Graphics2D pen, String name, int left, int top) throws IOException {
        Path picture = pictures.resolve(name);
        if (Files.exists(picture)) {
            BufferedImage taken = ImageIO.read(picture.toFile());
            pen.drawImage(taken, left, top, HIGH * taken.getWidth() / taken.getHeight(), HIGH, null);
        }
    }

    private void save(BufferedImage sheet) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
        Path file = pictures.resolve("contact-sheet.jpg");
        Files.deleteIfExists(file);
        try (ImageOutputStream to = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(to);
            writer.write(null, new IIOImage(sheet, null, null), how);
        } finally {
            writer.dispose();
        }
    }
}
