package org.doorstep.relay.contract.talk;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.regex.Pattern;
import org.doorstep.relay.contract.Text;

/// What a kiosk needs to greet somebody the way they asked for, and nothing else about them. A
/// kiosk is told it in private and keeps it in memory alone, never on its disk.
///
/// `nickname` and `language` (BCP 47, such as `en` or `pt-BR`) are "" where nothing was said. `screen`
/// is how the kiosk's page works for them, in words with blanks between: `dark` or `contrast`, `easy`,
/// `seated`, `still`, `switch-slow`, `switch-steady` or `switch-quick`. Whoever does not know one of
/// them passes it over.
public record Greeting(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String nickname,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String language,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean largeText,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean spoken,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String screen) {
    private static final Pattern LANGUAGE = Pattern.compile("([a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3})?");

    private static final Pattern SCREEN = Pattern.compile("([a-z]+(-[a-z]+)?( [a-z]+(-[a-z]+)?)*)?");

    /// For whoever said nothing of themselves.
    public static final Greeting PLAIN = new Greeting("", "", false, false, "");

    /// It stands on a 7-inch screen in large letters.
    public static final int MOST_NICKNAME = 24;

    /// All of today's words together have 38 letters and blanks.
    public static final int MOST_SCREEN = 48;

    public Greeting {
        nickname = nickname == null ? "" : nickname;
        language = language == null ? "" : language;
        screen = screen == null ? "" : screen;
        requireNickname(nickname);
        requireLanguage(language);
        requireScreen(screen);
    }

    static void requireNickname(String nickname) {
        Text.require("nickname", nickname, 0, MOST_NICKNAME);
    }

    static void requireLanguage(String language) {
        if (!LANGUAGE.matcher(language).matches()) {
            throw new IllegalArgumentException("A language is written as en or pt-BR.");
        }
    }

    static void requireScreen(String screen) {
        Text.require("screen", screen, 0, MOST_SCREEN);
        if (!SCREEN.matcher(screen).matches()) {
            throw new IllegalArgumentException("How a screen works is small words with blanks between.");
        }
    }

    /// Says nothing of who it is, so that a stray log line cannot.
    @Override
    public String toString() {
        return "Greeting";
    }
}
