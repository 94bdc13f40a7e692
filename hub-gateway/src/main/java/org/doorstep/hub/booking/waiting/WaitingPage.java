package org.doorstep.hub.booking.waiting;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page of [WaitingRoutes], in words. `mistake` is empty but after something that could not be
/// done.
public record WaitingPage(
        Frame frame,
        String mistake,
        List<Item> asked,
        List<Lost> clashes,
        List<Item> awaited,
        List<Item> noShows,
        List<Item> waiting) {
    /// One of a list: whose it is, what it is, and a sentence or two about it.
    public record Item(String id, String who, String what, List<String> about) {}

    /// A clash, with what is free instead.
    public record Lost(Item item, List<Instead> instead) {}

    /// Another time; `starts` and `ends` as the form sends them back.
    public record Instead(String starts, String ends, String when) {}
}
