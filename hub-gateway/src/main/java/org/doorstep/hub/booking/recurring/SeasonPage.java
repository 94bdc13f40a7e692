package org.doorstep.hub.booking.recurring;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// One season: who asked for what, and the plan with its reasons.
public record SeasonPage(
        Frame frame,
        boolean mayChange,
        String id,
        String name,
        String when,
        String state,
        boolean published,
        List<Wish> wishes,
        List<Planned> plan,
        List<Share> shares,
        List<Choice> parties,
        List<Choice> places,
        List<Choice> days,
        String wrong) {

    public record Choice(String value, String name) {}

    /// `choices` in order, in words.
    public record Wish(String party, String name, int number, List<String> choices) {}

    /// `place`, `day`, `starts`, `ends` as the form has them; `series` is the address of what it became.
    public record Planned(
            String party,
            String name,
            int number,
            String says,
            String because,
            String place,
            String day,
            String starts,
            String ends,
            String series) {}

    /// How many hours a week a group asked for and has in the plan.
    public record Share(String name, String asked, String has) {}
}
