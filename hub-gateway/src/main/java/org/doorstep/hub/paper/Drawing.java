package org.doorstep.hub.paper;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;

/// Draws on one page of A4, in millimetres from its top left; letters are in points. For one page.
public final class Drawing {
    private static final double POINTS_IN_MM = 72 / 25.4;

    /// ISO/IEC 18004: four modules of nothing all around.
    private static final int QUIET = 4;

    private static final double LINE = 1.2;

    private final PDPageContentStream content;
    private final PDFont font;

    Drawing(PDPageContentStream content, PDFont font) {
        this.content = content;
        this.font = font;
    }

    /// A code, its quiet zone in the square of that `side`.
    void code(String text, ErrorCorrectionLevel correction, double left, double top, double side) throws IOException {
        ByteMatrix modules = modules(text, correction);
        double module = side / (modules.getWidth() + 2 * QUIET);
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                int run = 0;
                while (x + run < modules.getWidth() && modules.get(x + run, y) == 1) {
                    run++;
                }
                if (run > 0) {
                    box(left + (x + QUIET) * module, top + (y + QUIET) * module, run * module, module);
                    x += run;
                }
            }
        }
        content.fill();
    }

    /// As many lines as the words need, and at most so many; where the last ended.
    public double lines(String said, double left, double top, double room, double size, int most) throws IOException {
        double height = size * LINE / POINTS_IN_MM;
        double down = top;
        for (String line : broken(said, room, size).stream().limit(most).toList()) {
            text(line, left, down + size / POINTS_IN_MM, size);
            down += height;
        }
        return down;
    }

    private List<String> broken(String said, double room, double size) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : known(said).split(" +")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer, size) > room) {
                lines.add(line.toString());
                line = new StringBuilder(word);
            } else {
                line = new StringBuilder(longer);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /// `base` is where the letters stand, from the top.
    public void text(String said, double left, double base, double size) throws IOException {
        content.beginText();
        content.setFont(font, (float) size);
        content.newLineAtOffset(points(left), points(SheetKind.PAGE_HEIGHT - base));
        content.showText(known(said));
        content.endText();
    }

    private double width(String said, double size) throws IOException {
        return font.getStringWidth(said) / 1000 * size / POINTS_IN_MM;
    }

    private String known(String said) {
        StringBuilder known = new StringBuilder();
        said.codePoints().forEach(letter -> {
            try {
                font.encode(Character.toString(letter));
                known.appendCodePoint(letter);
            } catch (IOException | IllegalArgumentException e) {
                known.append(letter == 0x2011 ? "-" : "");
            }
        });
        return known.toString();
    }

    public void line(double fromAcross, double fromDown, double toAcross, double toDown) throws IOException {
        content.moveTo(points(fromAcross), points(SheetKind.PAGE_HEIGHT - fromDown));
        content.lineTo(points(toAcross), points(SheetKind.PAGE_HEIGHT - toDown));
    }

    /// Draws the lines so far, as thin as a hair.
    public void hairlines() throws IOException {
        content.setLineWidth(points(0.1));
        content.stroke();
    }

    private void box(double left, double top, double width, double height) throws IOException {
        content.addRect(points(left), points(SheetKind.PAGE_HEIGHT - top - height), points(width), points(height));
    }

    private static float points(double millimetres) {
        return (float) (millimetres * POINTS_IN_MM);
    }

    private static ByteMatrix modules(String text, ErrorCorrectionLevel correction) {
        try {
            return Encoder.encode(text, correction).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("The text is too long for a code.", e);
        }
    }
}
