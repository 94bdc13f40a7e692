package org.doorstep.provisioning.authority;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A recovery sheet as a PDF of one A4 page, to be printed. Written out by hand (ISO 32000-1, the
/// least that a page needs): lines in two of the fonts that every printer has, so no library and no
/// font comes along for one page.
final class SheetPage {
    private static final int TOP = 780;
    private static final int LEFT = 60;
    private static final int LEADING = 20;

    private final List<String> lines = new ArrayList<>();

    SheetPage say(String line) {
        lines.add("/F1 12 Tf (" + escaped(line) + ") Tj T*");
        return this;
    }

    /// Large, in letters of one width, so that nothing is misread.
    SheetPage secret(String text) {
        lines.add("T* /F2 17 Tf (" + escaped(text) + ") Tj T* T*");
        return this;
    }

    byte[] bytes() {
        String drawn = "BT " + LEADING + " TL " + LEFT + " " + TOP + " Td\n" + String.join("\n", lines) + "\nET\n";
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R"
                        + " /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>",
                "<< /Length " + drawn.length() + " >>\nstream\n" + drawn + "endstream");
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        StringBuilder places = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            places.append(String.format("%010d 00000 n \n", pdf.length()));
            pdf.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int table = pdf.length();
        pdf.append("xref\n0 ").append(objects.size() + 1).append('\n').append(places);
        pdf.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R >>\n");
        pdf.append("startxref\n").append(table).append("\n%%EOF\n");
        return pdf.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// What Western fonts lack is a question mark: the mark below tells one sheet from another, not
    /// the name.
    private static String escaped(String line) {
        StringBuilder text = new StringBuilder();
        for (char letter : line.toCharArray()) {
            if (letter == '(' || letter == ')' || letter == '\\') {
                text.append('\\');
            }
            text.append(letter >= ' ' && letter < 0x7f || letter >= 0xa0 && letter <= 0xff ? letter : '?');
        }
        return text.toString();
    }
}
