package org.doorstep.hub.paper;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.IOException;
import java.util.List;
import org.doorstep.hub.web.Words;

/// Draws labels for tools on the common sheet of 24 stickers, as a PDF: the code that a kiosk
/// reads, the tool's name, and what to do. Pure but for the words.
public final class LabelSheet {
    private static final SheetKind KIND = SheetKind.STICKERS;
    private static final double PADDING = 3;
    private static final double NAME = 10;
    private static final double SMALL = 7;
    private static final double GAP = 1.2;

    private final Words words;
    private final String hubName;

    /// `code` is what the QR says, `shown` the letters beside it.
    public record Label(String code, String shown, String name) {}

    public LabelSheet(Words words, String hubName) {
        this.words = words;
        this.hubName = hubName;
    }

    public byte[] draw(List<Label> labels) {
        int pages = (labels.size() + KIND.passes() - 1) / KIND.passes();
        return Pages.pdf(words.say("tools.pdf.title", hubName), pages, (page, on) -> {
            int from = page * KIND.passes();
            List<Label> here = labels.subList(from, Math.min(labels.size(), from + KIND.passes()));
            for (int i = 0; i < here.size(); i++) {
                label(on, here.get(i), KIND.left(i % KIND.columns), KIND.top(i / KIND.columns));
            }
        });
    }

    private void label(Drawing on, Label label, double left, double top) throws IOException {
        double side = KIND.code();
        double room = KIND.width - side - 2 * PADDING;
        // A label in a shed gets scratched: a quarter of it may go.
        on.code(label.code(), ErrorCorrectionLevel.Q, left + KIND.width - side, top + (KIND.height - side) / 2, side);
        double down = on.lines(label.name(), left + PADDING, top + PADDING, room, NAME, 2);
        down = on.lines(hubName, left + PADDING, down + GAP, room, SMALL, 1);
        on.lines(words.say("tools.pdf.how"), left + PADDING, down + GAP, room, SMALL, 3);
        on.text(label.shown(), left + PADDING, top + KIND.height - PADDING - 1.5, SMALL);
    }
}
