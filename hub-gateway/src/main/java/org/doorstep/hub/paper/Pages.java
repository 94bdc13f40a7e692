package org.doorstep.hub.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/// Sheets of A4 as a PDF file. The font has the Latin, Greek and Cyrillic letters; what it lacks is
/// left out.
public final class Pages {
    /// Comes with the library, and is put into the file with the letters that are used.
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private Pages() {}

    /// Draws one page, counted from 0.
    public interface Each {
        void draw(int page, Drawing on) throws IOException;
    }

    public static byte[] pdf(String title, int count, Each each) {
        try (PDDocument document = new PDDocument();
                InputStream letters = PDDocument.class.getResourceAsStream(FONT)) {
            PDFont font = PDType0Font.load(document, letters);
            document.getDocumentInformation().setTitle(title);
            for (int number = 0; number < count; number++) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    each.draw(number, new Drawing(content, font));
                }
            }
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            document.save(file);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("The sheet could not be drawn.", e);
        }
    }
}
