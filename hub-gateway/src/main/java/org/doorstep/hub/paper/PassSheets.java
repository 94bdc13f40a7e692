package org.doorstep.hub.paper;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.IOException;
import java.util.List;
import org.doorstep.hub.passes.PassSigner;
import org.doorstep.hub.web.Words;

/// Draws passes on sheets of A4, as a PDF. Codes are drawn as shapes and not as a picture, so that
/// they are sharp on any printer. Pure but for the words.
final class PassSheets {
    private static final double PADDING = 3;
    private static final double CUT_MARK = 4;
    private static final double GAP = 1.2;

    private final Words words;
    private final String hubName;

    PassSheets(Words words, String hubName) {
        this.words = words;
        this.hubName = hubName;
    }

    /// One page for as many passes as fit on it. `number` is the first sheet's.
    byte[] draw(SheetKind kind, long number, List<PassSigner.Signed> passes) {
        int pages = (passes.size() + kind.passes() - 1) / kind.passes();
        return Pages.pdf(words.say("paper.pdf.title." + kind.text(), hubName), pages, (page, on) -> {
            int from = page * kind.passes();
            new Page(on, kind).draw(number + page, passes.subList(from, Math.min(passes.size(), from + kind.passes())));
        });
    }

    /// One page, drawn from its top left in millimetres.
    private final class Page {
        private final Drawing on;
        private final SheetKind kind;

        private Page(Drawing on, SheetKind kind) {
            this.on = on;
            this.kind = kind;
        }

        void draw(long number, List<PassSigner.Signed> passes) throws IOException {
            on.text(words.say("paper.pdf.print", number), kind.left(0), 7, 7);
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
            // A corner may wear off: error correction M, as the pass's own description says.
            on.code(
                    pass.code(),
                    ErrorCorrectionLevel.M,
                    left + kind.width - side,
                    top + (kind.height - side) / 2,
                    side);
            double name = kind.isCut() ? 13 : 10;
            double small = kind.isCut() ? 8.5 : 7;
            double down = top + PADDING + (kind.isCut() ? 2 : 0);
            down = on.lines(hubName, left + PADDING, down, room - PADDING, name, 3);
            down = on.lines(words.say("paper.pdf.hold"), left + PADDING, down + GAP, room - PADDING, small, 3);
            if (kind.isCut()) {
                down = on.lines(words.say("paper.pdf.whose"), left + PADDING, down + GAP, room - PADDING, small, 4);
                on.lines(words.say("paper.pdf.found"), left + PADDING, down + GAP, room - PADDING, small, 3);
            }
            String symbol = words.say("paper.pdf.symbol", pass.symbol());
            on.text(symbol, left + PADDING, top + kind.height - PADDING - 1.5, small);
        }

        /// Beside the cards and never on them, so that a cut a little out shows no line.
        private void cutMarks() throws IOException {
            double right = kind.left(kind.columns - 1) + kind.width;
            double bottom = kind.top(kind.rows - 1) + kind.height;
            for (int column = 0; column <= kind.columns; column++) {
                double across = kind.left(0) + column * kind.width;
                on.line(across, kind.top(0) - 1 - CUT_MARK, across, kind.top(0) - 1);
                on.line(across, bottom + 1, across, bottom + 1 + CUT_MARK);
            }
            for (int row = 0; row <= kind.rows; row++) {
                double down = kind.top(0) + row * kind.height;
                on.line(kind.left(0) - 1 - CUT_MARK, down, kind.left(0) - 1, down);
                on.line(right + 1, down, right + 1 + CUT_MARK, down);
            }
            on.hairlines();
        }
    }
}
