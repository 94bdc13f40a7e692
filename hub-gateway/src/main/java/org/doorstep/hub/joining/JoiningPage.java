package org.doorstep.hub.joining;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The codes that were made, and what became of each: the page, and the part of it that changes by
/// itself.
public record JoiningPage(Frame frame, Picture picture) {

    public record Picture(Frame frame, List<Code> codes) {}

    /// `text` and `qr` only while it is open.
    public record Code(
            String id,
            String name,
            String profile,
            State state,
            String text,
            QrPicture qr,
            String door,
            String left,
            String sentence,
            String next) {}

    public enum State {
        OPEN,
        JOINED,
        ENDED
    }
}
