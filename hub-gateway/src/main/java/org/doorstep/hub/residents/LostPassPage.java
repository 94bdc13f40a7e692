package org.doorstep.hub.residents;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page of [LostPassRoutes], in words. `mistake` is empty but after a form that cannot be taken,
/// `triedOut` while pictures may still be touched today. What can be taken back, and what was, is there
/// for a manager alone.
public record LostPassPage(
        Frame frame,
        String mistake,
        String triedOut,
        List<Kiosk> kiosks,
        List<Decided> stopped,
        List<Decided> joined,
        List<String> takenBack) {
    /// `open` is a sentence, empty while the kiosk is not open for lost passes; `asked` is a sentence, empty while
    /// nobody has touched pictures there.
    public record Kiosk(String id, String name, String open, String asked, List<Old> found) {}

    /// One of the passes that may be stopped.
    public record Old(String field, String symbol, String kind) {}

    /// One that can be taken back, by its `id`.
    public record Decided(String id, String symbol, String what) {}
}
