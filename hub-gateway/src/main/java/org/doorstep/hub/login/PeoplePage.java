package org.doorstep.hub.login;

import java.util.List;
import java.util.Optional;
import org.doorstep.hub.web.Frame;
import org.doorstep.hub.web.Role;

/// Who may sign in, who is invited, and who did what. `newLink` is shown once, right after it was made.
public record PeoplePage(
        Frame frame,
        List<Member> members,
        List<Open> openLinks,
        List<Choice> choices,
        List<Trail> trails,
        Optional<String> newLink,
        String newLinkRole,
        long linkDays) {

    public record Member(String name, String role, String since, boolean self) {}

    public record Open(String id, String words) {}

    public record Choice(Role role, String name, String what) {}

    /// One list of who did what: `id` names it in the page and in the wording; `earlier` is the address of what came
    /// before, or empty.
    public record Trail(String id, List<Entry> entries, boolean older, String earlier) {}

    public record Entry(String when, String who, String what) {}
}
