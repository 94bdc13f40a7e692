package org.doorstep.hub.fleet;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// Before a kiosk is shut out: what will happen, and why it is done. Afterwards: what has happened, and what next.
/// `done` is the sentence of what is so; empty before. `unfinished`: what stood in the way, or nothing.
public record ShutOutPage(
        Frame frame,
        String id,
        String name,
        List<String> sentences,
        List<Choice> choices,
        boolean mistake,
        String done,
        String unfinished,
        String replace) {

    public record Choice(String value, String words) {}
}
