package org.doorstep.hub.rhythm;

import java.time.DayOfWeek;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.doorstep.hub.web.Words;

/// A rhythm as people say it: "Tuesdays", "the last Friday of the month, in term time".
public final class RhythmWords {
    private RhythmWords() {}

    public static String of(Words words, Rule rule) {
        String often = of(words, rule.rhythm());
        return rule.inTerm() ? words.say("rhythm.in-term", often) : often;
    }

    private static String of(Words words, Rhythm rhythm) {
        return switch (rhythm) {
            case Rhythm.Weekly(int every, Set<DayOfWeek> days) -> {
                String on = new TreeSet<>(days)
                        .stream().map(day -> words.of("weekday", day)).collect(Collectors.joining(", "));
                yield every == 1 ? on : words.say("rhythm.weeks", on, every);
            }
            case Rhythm.MonthlyByWeekday(int every, int nth, DayOfWeek day) -> {
                String which = nth == Rhythm.LAST ? "last" : Integer.toString(nth);
                yield months(words, every, words.say("rhythm.nth." + which, words.of("rhythm.day", day)));
            }
            case Rhythm.MonthlyByDate(int every, int day) ->
                months(words, every, day == Rhythm.LAST ? words.say("rhythm.last-day") : words.say("rhythm.date", day));
        };
    }

    private static String months(Words words, int every, String which) {
        return every == 1 ? words.say("rhythm.monthly", which) : words.say("rhythm.months", which, every);
    }
}
