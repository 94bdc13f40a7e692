package org.doorstep.hub.booking.feeds;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Writes a calendar as calendar programs read it: RFC 5545, with the name and the interval of RFC
/// 7986. Pure.
///
/// Each thing stands in it by itself, in UTC, and no rule does: which moment a rule means on the night
/// when the clocks go back, the programs that read it do not agree about, and a date that was skipped
/// could only be said to some of them.
final class CalendarText {
    static final String TYPE = "text/calendar; charset=utf-8";

    /// A calendar program that asks more often learns nothing new by it, and a hub has few of them.
    private static final Duration ASK_EVERY = Duration.ofHours(1);

    /// RFC 5545, section 3.1, without the line's end.
    private static final int MOST_BYTES = 75;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder();

    private CalendarText() {}

    /// `made` is when the store was read.
    static String of(String name, List<Entry> entries, Instant made) {
        CalendarText calendar = new CalendarText();
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line("PRODID:-//Doorstep//Hub//EN");
        calendar.line("CALSCALE:GREGORIAN");
        calendar.line("NAME:" + escaped(name));
        // Older programs know only this one.
        calendar.line("X-WR-CALNAME:" + escaped(name));
        calendar.line("REFRESH-INTERVAL;VALUE=DURATION:" + ASK_EVERY);
        entries.forEach(entry -> calendar.event(entry, made));
        calendar.line("END:VCALENDAR");
        return calendar.text.toString();
    }

    private void event(Entry entry, Instant made) {
        line("BEGIN:VEVENT");
        line("UID:" + escaped(entry.uid()));
        line("DTSTAMP:" + MOMENT.format(made));
        line("DTSTART:" + MOMENT.format(entry.starts()));
        line("DTEND:" + MOMENT.format(entry.ends()));
        line("SUMMARY:" + escaped(entry.title()));
        if (!entry.place().isEmpty()) {
            line("LOCATION:" + escaped(entry.place()));
        }
        if (!entry.about().isEmpty()) {
            line("DESCRIPTION:" + escaped(entry.about()));
        }
        line("STATUS:" + entry.standing());
        line("END:VEVENT");
    }

    /// RFC 5545, section 3.3.11. Control characters have no place in a calendar and are left out.
    private static String escaped(String words) {
        StringBuilder escaped = new StringBuilder();
        words.codePoints().forEach(letter -> {
            switch (letter) {
                case '\\', ';', ',' -> escaped.append('\\').appendCodePoint(letter);
                case '\n' -> escaped.append("\\n");
                default -> {
                    if (!Character.isISOControl(letter)) {
                        escaped.appendCodePoint(letter);
                    }
                }
            }
        });
        return escaped.toString();
    }

    /// One line, folded between letters so that none of its parts is longer than programs must read.
    private void line(String line) {
        int bytes = 0;
        for (int at = 0; at < line.length(); ) {
            int letter = line.codePointAt(at);
            String one = Character.toString(letter);
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > MOST_BYTES) {
                text.append("\r\n ");
                bytes = 1;
            }
            text.append(one);
            bytes += size;
            at += one.length();
        }
        text.append("\r\n");
    }
}
