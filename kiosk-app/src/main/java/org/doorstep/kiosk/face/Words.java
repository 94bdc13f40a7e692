package org.doorstep.kiosk.face;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// Every word that the page says, in one language. Immutable; safe for all threads.
public final class Words {
    private static final String BUNDLE = "org.doorstep.kiosk.face.messages";

    private final Locale locale;
    private final ResourceBundle bundle;

    public Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /// The sentence of a key, with its places filled. A key that is not there is a mistake that a test finds.
    public String say(String key, Object... places) {
        String sentence = bundle.getString(key);
        return new MessageFormat(sentence, locale).format(places);
    }

    public Locale locale() {
        return locale;
    }

    /// As `lang` and `dir` of the page.
    public String language() {
        return locale.toLanguageTag();
    }

    public String direction() {
        return say("page.direction");
    }
}
