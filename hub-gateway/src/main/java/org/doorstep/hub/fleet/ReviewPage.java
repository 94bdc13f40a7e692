package org.doorstep.hub.fleet;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// What came of kiosks that were shut out, for a manager to let count or leave out. `mistake`: of the reason that was
/// typed, or nothing. `through`: the last position in the inbox that this page can have shown.
public record ReviewPage(Frame frame, List<Device> devices, long through, String mistake) {

    /// One that was shut out once. `mayGoOn`: its name is in use again, so it may be this one that is back.
    public record Device(long fence, String name, String what, List<Group> groups, boolean mayGoOn) {}

    /// Of one session, or one day. `number` tells its form's fields from the others'. `many`: how many are shown, or
    /// nothing where that is not shown.
    public record Group(String key, String title, String what, boolean leftOut, String number, String many) {}
}
