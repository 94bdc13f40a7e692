package org.doorstep.kiosk.face;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.talk.PicturePhrase;

/// The faces around picture phrases.
public final class PhraseViews {
    /// To look at 64 pictures in peace.
    private static final int LOOK = 90;

    private static final int READ = 30;

    private final Words words;

    /// What the pictures are touched for.
    public enum Why {
        TO_CHOOSE,
        LOST
    }

    public PhraseViews(Words words) {
        this.words = words;
    }

    /// "In case I lose it."
    public View offer(EventId event) {
        return notice(
                "phrase-offer",
                "pass",
                List.of(
                        new View.Press("desk/phrase", words.say("phrase-offer.choose"), "more", event),
                        new View.Press("desk/lost-pass", words.say("phrase-offer.lost"), "guest", event)));
    }

    public View pictures(Why why, EventId event, List<Integer> touched, int page) {
        String again = why == Why.LOST ? "desk/lost-pass" : "desk/phrase";
        boolean all = touched.size() == PicturePhrase.LENGTH;
        int pages = PicturePhrase.PICTURES / Pictures.ON_A_PAGE;
        int here = Math.clamp(page, 0, pages - 1);
        String soFar = touched.stream().map(String::valueOf).collect(Collectors.joining(","));
        List<View.Pictures.Picture> shown = new ArrayList<>();
        if (!all) {
            for (int i = here * Pictures.ON_A_PAGE; i < (here + 1) * Pictures.ON_A_PAGE; i++) {
                shown.add(picture(i, soFar.isEmpty() ? "" + i : soFar + "," + i));
            }
        }
        return new View.Pictures(
                event,
                words.say(all ? "pictures.all" : why == Why.LOST ? "pictures.lost" : "pictures.choose"),
                IntStream.range(0, PicturePhrase.LENGTH)
                        .mapToObj(i -> i < touched.size()
                                ? picture(touched.get(i), "")
                                : new View.Pictures.Picture("", words.say("pictures.place", i + 1), ""))
                        .toList(),
                shown,
                again,
                soFar,
                here,
                all ? 0 : pages,
                all ? (why == Why.LOST ? "desk/lost-pass-told" : "desk/phrase-chosen") : "",
                // All four together are a secret: they do not stand there for whoever comes next.
                all ? READ : LOOK);
    }

    public View chosen(EventId event) {
        return notice("phrase-kept", "welcome", List.of(goOn(event)));
    }

    public View asked(EventId event) {
        return notice("lost-asked", "clock", List.of(goOn(event)));
    }

    public View notOpen(EventId event) {
        return notice("lost-not-open", "puzzled", List.of(goOn(event)));
    }

    public View hubAway(EventId event) {
        return notice("phrase-away", "trouble", List.of(goOn(event)));
    }

    public View tooLate() {
        return notice("too-late", "clock", List.of());
    }

    private View.Press goOn(EventId event) {
        return new View.Press("desk/what-for", words.say("phrase.go-on"), "tick", event);
    }

    private View.Pictures.Picture picture(int number, String then) {
        String name = Pictures.NAMES.get(number);
        return new View.Pictures.Picture(name, words.say("picture." + name), then);
    }

    private View notice(String key, String picture, List<View.Press> presses) {
        return new View.Notice(
                "notice",
                picture,
                words.say(key + ".title"),
                List.of(words.say(key + ".sentence"), words.say(key + ".also")),
                presses,
                "notice",
                READ);
    }
}
