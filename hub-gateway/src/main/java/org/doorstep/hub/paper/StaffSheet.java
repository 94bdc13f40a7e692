package org.doorstep.hub.paper;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import org.doorstep.hub.passes.PassSigner;
import org.doorstep.hub.web.Words;

/// Draws a pass for staff: one code, and what it is for. Pure but for the words.
final class StaffSheet {
    private static final double MARGIN = 20;
    private static final double CODE = 60;
    private static final double CODE_TOP = 50;
    private static final double LARGE = 18;
    private static final double BODY = 12;
    private static final double GAP = 3;

    private final Words words;
    private final String hubName;

    StaffSheet(Words words, String hubName) {
        this.words = words;
        this.hubName = hubName;
    }

    byte[] draw(PassSigner.Signed pass) {
        return Pages.pdf(words.say("staff.pdf.title"), 1, (page, on) -> {
            double room = SheetKind.PAGE_WIDTH - 2 * MARGIN;
            double down = on.lines(words.say("staff.pdf.title"), MARGIN, MARGIN, room, LARGE, 2);
            on.lines(words.say("staff.pdf.from", hubName, pass.symbol()), MARGIN, down + GAP, room, BODY, 2);
            on.code(pass.code(), ErrorCorrectionLevel.M, MARGIN, CODE_TOP, CODE);
            down = CODE_TOP + CODE + GAP;
            for (String said : new String[] {words.say("staff.pdf.how"), words.say("staff.pdf.lost")}) {
                down = on.lines(said, MARGIN, down + GAP, room, BODY, 4);
            }
        });
    }
}
