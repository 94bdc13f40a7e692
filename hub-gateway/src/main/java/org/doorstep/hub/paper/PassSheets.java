package org.doorstep.hub.paper;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.doorstep.hub.passes.PassSigner;
import org.doorstep.hub.web.Words;

/// Draws passes on sheets of A4, as a PDF. Codes are drawn as shapes and not as a picture, so that
/// they are sharp on any printer. Pure but for the words.
///
/// The font has the Latin, Greek and Cyrillic letters; what it lacks of a hub's name is left out.
final class PassSheets {
    /// Comes with the library, and is put into the file with the letters that are used.
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final double POINTS_IN_MM = 72 / 25.4;

    /// ISO/IEC 18004: four modules of nothing all around.
    private static final int QUIET = 4;

    private static final double PADDING = 3;
    private static final double CUT_MARK = 4;
    private static final double LINE = 1.2;

    private final Words words;
    private final String hubName;

    PassSheets(Words words, String hubName) {
        this.words = words;
        this.hubName = hubName;
    }

    /// One page for as many passes as fit on it. `number` is the first sheet's.
    byte[] draw(SheetKind kind, long number, List<PassSigner.Signed> passes) {
        try (PDDocument document = new PDDocument();
                InputStream letters = PDDocument.class.getResourceAsStream(FONT)) {
            PDFont font = PDType0Font.load(document, letters);
            document.getDocumentInformation().setTitle(words.say("paper.pdf.title." + kind.text(), hubName));
            for (int from = 0; from < passes.size(); from += kind.passes()) {
                List<PassSigner.Signed> onPage = passes.subList(from, Math.min(passes.size(), from + kind.passes()));
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    new Page(content, font, kind).draw(number + from / kind.passes(), onPage);
                }
            }
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            document.save(file);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("The passes could not be drawn.", e);
        }
    }

    /// One page, drawn from its top left in millimetres.
    private final class Page {
        private final PDPageContentStream content;
        private final PDFont font;
        private final SheetKind kind;

        private Page(PDPageContentStream content, PDFont font, SheetKind kind) {
            this.content = content;
            this.font = font;
            this.kind = kind;
        }

        void draw(long number, List<PassSigner.Signed> passes) throws IOException {
            text(words.say("paper.pdf.print", number), kind.left(0), 7, 7);
            if (kind.isCut()) {
                cutMarks();
            }
            for (int i = 0; i < passes.size(); i++) {
                piece(passes.get(i), kind.left(i % kind.columns), kind.top(i / kind.columns));
            }
        }

        private void piece(PassSigner.Signed pass, double left, double top) throws IOException {
            double side = kind.code();
            double room = kind.width - side - PADDING;
            code(pass.code(), left + kind.width - side, top + (kind.height - side) / 2, side);
            double name = kind.isCut() ? 13 : 10;
            double small = kind.isCut() ? 8.5 : 7;
            double down = top + PADDING + (kind.isCut() ? 2 : 0);
            down = lines(hubName, left + PADDING, down, room - PADDING, name, 3);
            down = lines(words.say("paper.pdf.hold"), left + PADDING, down + LINE, room - PADDING, small, 3);
            if (kind.isCut()) {
                down = lines(words.say("paper.pdf.whose"), left + PADDING, down + LINE, room - PADDING, small, 4);
                lines(words.say("paper.pdf.found"), left + PADDING, down + LINE, room - PADDING, small, 3);
            }
            String symbol = words.say("paper.pdf.symbol", pass.symbol());
            text(symbol, left + PADDING, top + kind.height - PADDING - 1.5, small);
        }

        private void code(String text, double left, double top, double side) throws IOException {
            ByteMatrix modules = modules(text);
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
        private double lines(String said, double left, double top, double room, double size, int most)
                throws IOException {
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
        private void text(String said, double left, double base, double size) throws IOException {
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

        /// Beside the cards and never on them, so that a cut a little out shows no line.
        private void cutMarks() throws IOException {
            content.setLineWidth(points(0.1));
            double right = kind.left(kind.columns - 1) + kind.width;
            double bottom = kind.top(kind.rows - 1) + kind.height;
            for (int column = 0; column <= kind.columns; column++) {
                double across = kind.left(0) + column * kind.width;
                line(across, kind.top(0) - 1 - CUT_MARK, across, kind.top(0) - 1);
                line(across, bottom + 1, across, bottom + 1 + CUT_MARK);
            }
            for (int row = 0; row <= kind.rows; row++) {
                double down = kind.top(0) + row * kind.height;
                line(kind.left(0) - 1 - CUT_MARK, down, kind.left(0) - 1, down);
                line(right + 1, down, right + 1 + CUT_MARK, down);
            }
            content.stroke();
        }

        private void line(double fromAcross, double fromDown, double toAcross, double toDown) throws IOException {
            content.moveTo(points(fromAcross), points(SheetKind.PAGE_HEIGHT - fromDown));
            content.lineTo(points(toAcross), points(SheetKind.PAGE_HEIGHT - toDown));
        }

        private void box(double left, double top, double width, double height) throws IOException {
            content.addRect(points(left), points(SheetKind.PAGE_HEIGHT - top - height), points(width), points(height));
        }
    }

    private static float points(double millimetres) {
        return (float) (millimetres * POINTS_IN_MM);
    }

    /// Error correction M, as the pass's own description says: a corner may wear off.
    private static ByteMatrix modules(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("The text is too long for a code.", e);
        }
    }
}
