package org.doorstep.hub.joining;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The codes that were made, and what became of each: the page, and the part of it that changes by
/// itself.
public record JoiningPage(Frame frame, Picture picture) {

    /// `ownBroker`: whoever has joined is let in without anybody doing anything.
    public record Picture(Frame frame, boolean ownBroker, List<Code> codes) {}

    /// `text` and `qr` only while it is open. `typed`: it has a screen that the code can be typed on.
    public record Code(
            String id,
            String name,
            String profile,
            State state,
            String text,
            QrPicture qr,
            boolean typed,
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
