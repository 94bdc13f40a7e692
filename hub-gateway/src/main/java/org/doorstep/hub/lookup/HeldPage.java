package org.doorstep.hub.lookup;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// What is held of one resident, in words, as far as this visitor's role may read it. A `…Note` stands in place of an
/// empty list; `needs` is empty where nothing was said.
public record HeldPage(
        Frame frame,
        String name,
        String needs,
        List<Pass> passes,
        List<Visit> visits,
        String visitsNote,
        List<String> looks,
        String looksNote) {

    public record Pass(String symbol, String kind, String since) {}

    public record Visit(String when, String session, String with) {}
}
