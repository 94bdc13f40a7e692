package org.doorstep.hub.ingest;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// What was set aside, newest first, and what came but is not counted yet. `unopened`
/// are the events of which something is sealed to a key that this hub has not, or has destroyed; `held`
/// is what one kiosk said more of in a day than goes by itself.
public record SetAsidePage(
        Frame frame,
        List<Item> items,
        List<Refused> refused,
        List<Held> held,
        long notCounted,
        long unopened,
        int most) {
    public record Held(String device, String day, String what) {}

    public record Item(
            long number,
            String device,
            String reason,
            String what,
            String received,
            String times,
            String place,
            String text,
            boolean cut) {}

    /// What could not be kept under any place, counted by reason.
    public record Refused(String device, String reason, String times, String last) {}
}
