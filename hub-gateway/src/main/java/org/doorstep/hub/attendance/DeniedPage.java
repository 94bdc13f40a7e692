package org.doorstep.hub.attendance;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page of [DeniedVisits], in words.
public record DeniedPage(Frame frame, List<Item> items) {
    /// `overruled` is a sentence, empty while the resident's word stands.
    public record Item(String event, String who, String what, String said, String overruled) {}
}
