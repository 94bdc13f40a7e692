package org.doorstep.hub.carry;

import java.util.List;
import java.util.Optional;
import org.doorstep.hub.web.Frame;

/// What is carried here by hand, in words. `last` is what became of the file that was given last; `underWay` says how
/// far one is that is being taken in.
public record CarriedPage(
        Frame frame,
        Optional<Said> last,
        String underWay,
        List<Kiosk> kiosks,
        List<Row> files,
        List<Refused> refused,
        Figures figures) {

    /// For the central team: whether there is a file, and what to know of it.
    public record Figures(boolean ready, String what) {}

    /// `good`: it was taken, and nothing in it is for a person.
    public record Said(boolean good, String title, String what) {}

    /// A kiosk from which something was carried here, so that it can be answered.
    public record Kiosk(String id, String name, String newest) {}

    public record Row(String kiosk, String taken, String made, String events, String fresh, String by) {}

    public record Refused(String reason, String times, String last) {}
}
