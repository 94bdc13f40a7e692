package org.doorstep.hub.booking.calendar;

import java.util.List;
import java.util.Optional;
import org.doorstep.hub.web.Frame;

/// One booking: whose it is, how it stands, and what can be done with it. `refused` is what was
/// just asked for and could not be; `asideOffered`: whoever looks may do it all the same, with a
/// reason.
public record BookingPage(
        Frame frame,
        long id,
        String what,
        String when,
        String whose,
        String title,
        String code,
        String state,
        String stateWords,
        String reason,
        List<Fact> facts,
        boolean mayChange,
        String repeat,
        Move move,
        List<Step> steps,
        Optional<Refused> refused,
        String week) {

    public record Fact(String name, String value) {}

    public record Choice(String value, String name, boolean chosen) {}

    /// The form for another time or place.
    public record Move(String day, String starts, String until, String ends, List<Choice> places) {}

    /// One press: half an hour earlier, longer and so on.
    public record Step(String day, String starts, String until, String ends, String words) {}

    /// What could not be, in a sentence; what is free instead; and what was asked, for asking it
    /// again with a reason.
    public record Refused(String words, List<Other> instead, boolean asideOffered, Move asked) {}

    public record Other(String where, String day, String starts, String until, String ends, String words) {}
}
