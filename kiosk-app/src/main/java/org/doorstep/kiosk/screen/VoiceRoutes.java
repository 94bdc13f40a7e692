package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.doorstep.kiosk.voice.Spoken;
import org.doorstep.kiosk.voice.Voice;

/// Sentences become sound, for the page beside. What is said goes in the body, so that no list of
/// addresses has it.
final class VoiceRoutes {
    /// Asked by the page and not by a touch.
    static final String PATH = "/voice/say";

    private final Voice voice;

    VoiceRoutes(Voice voice) {
        this.voice = voice;
    }

    private record Saying(String language, String words) {}

    void addTo(RoutesConfig routes) {
        routes.post(PATH, this::say);
    }

    private void say(Context context) {
        Saying saying = DeskRoutes.body(context, Saying.class);
        if (saying.language == null
                || !saying.language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
                || saying.words == null
                || saying.words.isBlank()
                || saying.words.length() > Voice.MOST_CHARACTERS) {
            throw new BadRequestResponse("That is not a sentence of this page.");
        }
        context.future(() -> voice.say(saying.language, saying.words).thenAccept(spoken -> answer(context, spoken)));
    }

    private static void answer(Context context, Spoken spoken) {
        switch (spoken) {
            case Spoken.Sound(byte[] wav) -> context.contentType("audio/wav").result(wav);
            case Spoken.NoVoice() -> context.status(HttpStatus.NO_CONTENT);
            // Nothing is wrong: the page asks again.
            case Spoken.Busy() -> context.status(HttpStatus.ACCEPTED);
        }
    }
}
