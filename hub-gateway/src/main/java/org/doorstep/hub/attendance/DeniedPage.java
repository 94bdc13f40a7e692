package org.doorstep.hub.attendance;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page of [ClaimedVisits] and [DeniedVisits], in words. `mistake` is empty but after a form that
/// cannot be taken.
public record DeniedPage(Frame frame, String mistake, List<Claim> claims, List<Item> items) {
    /// `decided` is a sentence, empty while nobody has decided.
    public record Claim(String event, String who, String what, String said, String decided) {}

    /// `overruled` is a sentence, empty while the resident's word stands.
    public record Item(String event, String who, String what, String said, String overruled) {}
}
