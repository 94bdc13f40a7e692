package org.doorstep.hub.paper;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import org.doorstep.hub.web.Words;

/// Draws a slip for another hub: one large code, and what it is for. Pure but for the words.
final class SlipSheet {
    private static final double MARGIN = 20;

    /// About 97 modules a side: more than a millimetre each, which a simple camera tells apart.
    static final double CODE = 125;

    /// Beneath a title and a name as long as they may be.
    static final double CODE_TOP = 55;

    private static final double LARGE = 18;
    private static final double BODY = 12;
    private static final double GAP = 3;

    private final Words words;
    private final String hubName;

    SlipSheet(Words words, String hubName) {
        this.words = words;
        this.hubName = hubName;
    }

    byte[] draw(SlipDesk.Made slip) {
        return Pages.pdf(words.say("slip.pdf.title"), 1, (page, on) -> {
            double room = SheetKind.PAGE_WIDTH - 2 * MARGIN;
            double down = on.lines(words.say("slip.pdf.title"), MARGIN, MARGIN, room, LARGE, 2);
            on.lines(words.say("slip.pdf.from", hubName), MARGIN, down + GAP, room, BODY, 3);
            // It is read once or twice and not worn: the lowest correction keeps the modules large.
            on.code(slip.text(), ErrorCorrectionLevel.L, (SheetKind.PAGE_WIDTH - CODE) / 2, CODE_TOP, CODE);
            down = CODE_TOP + CODE + GAP;
            for (String said : new String[] {
                words.say("slip.pdf.how"), words.say("slip.pdf.until", words.longDay(slip.until())),
                words.say("slip.pdf.undo"), words.say("slip.pdf.private")
            }) {
                down = on.lines(said, MARGIN, down + GAP, room, BODY, 4);
            }
        });
    }
}
