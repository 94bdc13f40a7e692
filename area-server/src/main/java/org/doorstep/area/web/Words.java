package org.doorstep.area.web;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/// Every word a person sees, by its key, and dates in the same language. Safe for all threads.
public final class Words {
    private static final String BUNDLE = "org.doorstep.area.web.messages";

    private final ResourceBundle bundle;
    private final Locale locale;
    private final ZoneId zone;

    /// `zone` is the central team's own, for the times it reads; days are each hub's.
    public Words(Locale locale, ZoneId zone) {
        this.bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.locale = locale;
        this.zone = zone;
    }

    /// The sentence with its places filled. A key that is not there is a mistake in the program, and fails.
    public String say(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    public String language() {
        return locale.getLanguage();
    }

    /// `ltr` or `rtl`.
    public String direction() {
        return bundle.getString("direction");
    }

    /// 3 November 2026
    public String date(LocalDate day) {
        return DateTimeFormatter.ofPattern(bundle.getString("format.date"), locale)
                .format(day);
    }

    /// 3 Nov 2026
    public String tableDate(LocalDate day) {
        return DateTimeFormatter.ofPattern(bundle.getString("format.table-date"), locale)
                .format(day);
    }

    /// 3 Nov
    public String shortDate(LocalDate day) {
        return DateTimeFormatter.ofPattern(bundle.getString("format.short-date"), locale)
                .format(day);
    }

    /// Tuesday 3 November, 14:05
    public String time(Instant at) {
        return DateTimeFormatter.ofPattern(bundle.getString("format.time"), locale)
                .format(at.atZone(zone));
    }
}
