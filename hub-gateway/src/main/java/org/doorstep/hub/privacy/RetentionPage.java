package org.doorstep.hub.privacy;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// How long what is kept, and what went when, in words. `waiting` is empty unless residents are due who
/// were too many at once, `answer` unless a receipt was asked about.
public record RetentionPage(
        Frame frame,
        String answer,
        String last,
        boolean timeUnsure,
        String waiting,
        List<Kept> kept,
        List<Removed> removed) {

    /// One kind of what is held: for how long, and who may read it.
    public record Kept(String holds, String about, String howLong, String readers) {}

    public record Removed(String when, String what) {}
}
