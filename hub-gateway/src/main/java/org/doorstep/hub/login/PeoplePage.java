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
        List<Entry> audit,
        Optional<String> newLink,
        String newLinkRole,
        long linkDays) {

    public record Member(String name, String role, String since, boolean self) {}

    public record Open(String id, String words) {}

    public record Choice(Role role, String name, String what) {}

    public record Entry(String when, String who, String what) {}
}
