package org.doorstep.hub.booking.units;

import org.doorstep.hub.web.Words;

/// A length of minutes in words that lose none of them: "90 minutes", "4 hours", "3 days".
public final class MinuteWords {
    private static final int HOUR = 60;
    private static final int DAY = 1440;

    private MinuteWords() {}

    public static String say(Words words, long minutes) {
        if (minutes > 0 && minutes % DAY == 0) {
            return words.say("length.days", minutes / DAY);
        }
        return minutes > 0 && minutes % HOUR == 0
                ? words.say("length.hours", minutes / HOUR)
                : words.say("length.minutes", minutes);
    }
}
