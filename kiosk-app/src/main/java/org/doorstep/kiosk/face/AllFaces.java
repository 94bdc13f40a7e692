package org.doorstep.kiosk.face;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The faces in each way of reading, made when somebody first wishes it and kept from then on. Safe
/// for all threads.
public final class AllFaces {
    /// Long enough to find one's own among words that one cannot read.
    private static final int CHOOSE_SECONDS = 60;

    private final Languages languages;
    private final Function<Words, Faces> draws;
    private final Map<Way, Faces> made = new ConcurrentHashMap<>();

    private record Way(String language, boolean easy) {}

    /// `draws` makes the faces in those words.
    public AllFaces(Languages languages, Function<Words, Faces> draws) {
        this.languages = languages;
        this.draws = draws;
    }

    /// In the kiosk's own language and words, for whoever wishes nothing.
    public Faces plain() {
        return of("", false);
    }

    /// In the language nearest to that tag. "" is the kiosk's own, and so is one that nobody has
    /// written yet.
    public Faces of(String tag, boolean easyWords) {
        Words words = tag.isEmpty() ? languages.own() : languages.find(tag).orElseGet(languages::own);
        return made.computeIfAbsent(
                new Way(words.tag(), easyWords), way -> draws.apply(easyWords ? words.easier() : words));
    }

    /// The languages that there are, for whoever reads that one and wishes for another.
    public View choice(Words now) {
        return new View.Tongues(now.say("about.language.title"), languages.all(), now.tag(), CHOOSE_SECONDS);
    }

    public Languages languages() {
        return languages;
    }
}
