package org.doorstep.hub.booking.recurring;

import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Party;
import org.doorstep.hub.rhythm.RhythmWords;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.hub.web.Words;

/// Series as pages say them.
final class SeriesWords {
    private SeriesWords() {}

    static String title(Words words, Catalogue catalogue, Plan plan) {
        return plan.title().isEmpty() ? who(words, catalogue, plan.holder()) : plan.title();
    }

    static String who(Words words, Catalogue catalogue, Holder holder) {
        return holder instanceof Holder.Party(long id)
                ? catalogue.party(id).map(Party::name).orElse("")
                : words.say("series.own");
    }

    static String what(Words words, Catalogue catalogue, Plan plan) {
        String thing = catalogue.find(plan.bookable()).map(Bookable::title).orElse("");
        return plan.count() == 1 ? thing : words.say("series.many", plan.count(), thing);
    }

    static String when(Words words, Rule rule) {
        String often = words.say(
                "series.when", RhythmWords.of(words, rule), words.time(rule.starts()), words.time(rule.ends()));
        return switch (rule.until()) {
            case Rule.Until.Further() -> often;
            case Rule.Until.Day(var last) -> words.say("series.until.day", often, words.longDay(last));
            case Rule.Until.Times(int count) -> words.say("series.until.times", often, count);
        };
    }

    static String when(Words words, Line line) {
        return words.say(
                "series.date",
                words.longDay(line.day()),
                words.of("rhythm.day", line.day().getDayOfWeek()),
                words.time(line.times().starts()),
                words.time(line.times().ends()));
    }

    static String says(Words words, Line.Standing standing) {
        return switch (standing) {
            case Line.Standing.On(BookingId _, State state) -> words.of("series.state", state);
            case Line.Standing.OutOfTerm(String why) -> words.say("series.out-of-term", why);
            case Line.Standing.Skipped(String why) ->
                why.isEmpty() ? words.say("series.skipped") : words.say("series.skipped.why", why);
            case Line.Standing.Taken() -> words.say("series.taken");
            case Line.Standing.Refused(Why why) -> words.of("booking.why", why);
        };
    }
}
