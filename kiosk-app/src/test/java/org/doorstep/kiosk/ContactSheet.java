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
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.doorstep.kiosk.GalleryGlass.Size;

/// One picture of many: every face, one language after another; then a few in every language at
/// every size; then how they look to whoever wishes it. What was not photographed is left
/// out.
record ContactSheet(Path pictures) {
    private static final List<String> SHOWN = List.of("home", "welcome", "mood", "about-held");
    private static final int HIGH = 90;
    private static final int WIDE = 2034;
    private static final int MOST_HIGH = 4000;
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
        List<List<String>> sections = new ArrayList<>();
        sections.add(IntStream.range(0, faces.size())
                .mapToObj(at -> taken(faces.get(at), at, languages, looks.getFirst()))
                .toList());
        for (Size size : Size.values()) {
            sections.add(SHOWN.stream()
                    .flatMap(face -> languages.stream().map(language -> name(face, size, language, looks.getFirst())))
                    .toList());
        }
        sections.add(looks.stream()
                .skip(1)
                .flatMap(look -> IntStream.range(0, languages.size())
                        .mapToObj(at -> name(SHOWN.get(at % SHOWN.size()), Size.SEVEN_INCH, languages.get(at), look)))
                .toList());
        try {
            save(laidOut(sections));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In the language whose turn it is, or in the next in which it was photographed.
    private String taken(String face, int turn, List<String> languages, String look) {
        return IntStream.range(turn, turn + languages.size())
                .mapToObj(at -> name(face, Size.SEVEN_INCH, languages.get(at % languages.size()), look))
                .filter(name -> Files.exists(pictures.resolve(name)))
                .findFirst()
                .orElse(face);
    }

    /// Each section in rows, all of one height; the sheet is cut off beneath the last.
    private BufferedImage laidOut(List<List<String>> sections) throws IOException {
        BufferedImage sheet = new BufferedImage(WIDE, MOST_HIGH, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setColor(Color.GRAY);
        pen.fillRect(0, 0, WIDE, MOST_HIGH);
        int top = GAP;
        for (List<String> section : sections) {
            int left = GAP;
            for (String name : section) {
                Path picture = pictures.resolve(name);
                if (Files.exists(picture)) {
                    BufferedImage taken = ImageIO.read(picture.toFile());
                    int width = HIGH * taken.getWidth() / taken.getHeight();
                    if (left + width + GAP > WIDE) {
                        left = GAP;
                        top += HIGH + GAP;
                    }
                    pen.drawImage(taken, left, top, width, HIGH, null);
                    left += width + GAP;
                }
            }
            top += HIGH + 2 * GAP;
        }
        pen.dispose();
        return sheet.getSubimage(0, 0, WIDE, Math.min(top, MOST_HIGH));
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
