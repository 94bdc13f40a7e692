package org.doorstep.hub.web;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/// Every word that a page says, from one message bundle, with dates and times in the hub's own zone. Safe for all
/// threads. A key that is not there is a mistake in the program and throws.
public final class Words {
    private static final String BUNDLE = "org.doorstep.hub.words.messages";

    private final ResourceBundle bundle;
    private final Locale locale;
    private final ZoneId zone;
    private final DateTimeFormatter day;
    private final DateTimeFormatter shortDay;
    private final DateTimeFormatter longDay;
    private final DateTimeFormatter time;

    public Words(Locale locale, ZoneId zone) {
        this.bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.locale = locale;
        this.zone = zone;
        this.day = DateTimeFormatter.ofPattern(bundle.getString("format.day"), locale);
        this.shortDay = DateTimeFormatter.ofPattern(bundle.getString("format.day.short"), locale);
        this.longDay = DateTimeFormatter.ofPattern(bundle.getString("format.day.long"), locale);
        this.time = DateTimeFormatter.ofPattern(bundle.getString("format.time"), locale);
    }

    /// The words of `key`, with `values` in their places.
    public String say(String key, Object... values) {
        String pattern = bundle.getString(key);
        return new MessageFormat(pattern, locale).format(values);
    }

    /// The words for one constant of an enum: `role.SESSION_LEADER`.
    public String of(String prefix, Enum<?> constant) {
        return say(prefix + "." + constant.name());
    }

    public String language() {
        return locale.toLanguageTag();
    }

    /// `rtl` or `ltr`, as the language is written.
    public String direction() {
        return say("format.direction");
    }

    /// Tuesday 24 November
    public String day(LocalDate date) {
        return day.format(date);
    }

    /// 24 Nov
    public String shortDay(LocalDate date) {
        return shortDay.format(date);
    }

    /// 24 November 2026
    public String longDay(LocalDate date) {
        return longDay.format(date);
    }

    public LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /// 14:05
    public String time(Instant instant) {
        return time.format(instant.atZone(zone));
    }

    public String time(LocalTime local) {
        return time.format(local);
    }

    /// 14:05, with the day before it if that is not today.
    public String when(Instant instant, Instant now) {
        LocalDate date = date(instant);
        return date.equals(date(now)) ? time(instant) : say("time.on", shortDay(date), time(instant));
    }

    /// "just now", "4 minutes", "2 hours", "3 days": how long ago, or how long for.
    public String length(Duration duration) {
        long minutes = Math.max(0, duration.toMinutes());
        if (minutes < 1) {
            return say("length.moment");
        }
        if (minutes < 90) {
            return say("length.minutes", minutes);
        }
        return minutes < 36 * 60
                ? say("length.hours", Math.round(minutes / 60.0))
                : say("length.days", Math.round(minutes / 1440.0));
    }
}
