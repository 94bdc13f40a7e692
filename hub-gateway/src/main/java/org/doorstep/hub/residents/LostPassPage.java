package org.doorstep.hub.residents;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page of [LostPassRoutes], in words.
public record LostPassPage(Frame frame, List<Kiosk> kiosks) {
    /// `open` is a sentence, empty while the kiosk is not open for lost passes; `asked` is a sentence, empty while
    /// nobody has touched pictures there.
    public record Kiosk(String id, String name, String open, String asked, List<Old> found) {}

    /// One of the passes that may be stopped.
    public record Old(String field, String symbol, String kind) {}
}
