package org.doorstep.kiosk.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.doorstep.kiosk.wishes.Wishes;
import org.doorstep.kiosk.wishes.Wishes.OneSwitch;
import org.doorstep.kiosk.wishes.Wishes.Theme;
import org.doorstep.relay.contract.EventId;

/// "How this screen works for you": what can be wished, and what is. Pure but for the words.
public final class WishViews {
    /// A slow reader tries each of eight things; a touch begins it again, and before it ends the
    /// page asks.
    private static final int TRY = 60;

    /// To find the phone, unlock it and take a picture.
    private static final int PHOTOGRAPH = 120;

    private final Words words;

    public WishViews(Words words) {
        this.words = words;
    }

    /// Where they may stay for the next time: in the pass of whoever is there, with the hub under the
    /// card whose face has that number of an event, or nowhere.
    public sealed interface Place {
        record InThePass() implements Place {}

        record WithTheHub(EventId event) implements Place {}

        record Nowhere() implements Place {}
    }

    /// `said` is what was just changed, or empty.
    public View sheet(Wishes wishes, Place place, String said) {
        List<View.Wish> items = List.of(
                new View.Wish(
                        "language", words.say("wishes.language"), words.name(), false, "wishes/languages", "", "talk"),
                next(
                        "theme",
                        wishes.theme() != Theme.LIGHT,
                        wishes.theme().attribute(),
                        after(Theme.values(), wishes.theme()).attribute(),
                        "theme"),
                toggle("large", wishes.largeText(), "large"),
                toggle("aloud", wishes.aloud(), "ear"),
                toggle("easier", wishes.easyWords(), "easy"),
                toggle("seated", wishes.seated(), "seated"),
                toggle("still", wishes.still(), "still"),
                next(
                        "switch",
                        wishes.oneSwitch() != OneSwitch.NOT_USED,
                        key(wishes.oneSwitch()),
                        key(after(OneSwitch.values(), wishes.oneSwitch())),
                        "switch"));
        List<View.Press> presses = new ArrayList<>();
        String event =
                switch (place) {
                    case Place.InThePass() -> {
                        presses.add(new View.Press("wishes/write", words.say("wishes.write"), "pass"));
                        yield "";
                    }
                    case Place.WithTheHub(EventId of) -> {
                        presses.add(new View.Press("about/screen", words.say("wishes.keep"), "saved"));
                        yield of.toString();
                    }
                    case Place.Nowhere() -> "";
                };
        String spoken = items.stream()
                .filter(item -> item.id().equals(said))
                .map(item -> item.label() + ": " + item.state())
                .findFirst()
                .orElse(words.say("wishes.title") + " " + words.say("wishes.sentence"));
        return new View.Sheet("wishes", words.say("wishes.title"), items, presses, event, spoken, TRY);
    }

    /// What is wished, as a list for whoever it is of; empty where nothing is.
    String list(Wishes wishes) {
        List<String> wished = new ArrayList<>();
        if (wishes.theme() != Theme.LIGHT) {
            wished.add(words.say("wishes.theme") + ": "
                    + words.say("wishes.theme." + wishes.theme().attribute()));
        }
        if (wishes.largeText()) {
            wished.add(words.say("wishes.large"));
        }
        if (wishes.aloud()) {
            wished.add(words.say("wishes.aloud"));
        }
        if (wishes.easyWords()) {
            wished.add(words.say("wishes.easier"));
        }
        if (wishes.seated()) {
            wished.add(words.say("wishes.seated"));
        }
        if (wishes.still()) {
            wished.add(words.say("wishes.still"));
        }
        if (wishes.oneSwitch() != OneSwitch.NOT_USED) {
            wished.add(words.say("wishes.switch") + ": " + words.say("wishes.switch." + key(wishes.oneSwitch())));
        }
        return words.list(wished);
    }

    /// `text` is that of their pass, with what they wish; `cards`: whether a reader here can write it on
    /// a card.
    public View written(String text, boolean cards) {
        return new View.Written(QrPicture.of(text), cards, PHOTOGRAPH);
    }

    private View.Wish toggle(String id, boolean on, String picture) {
        return new View.Wish(
                id,
                words.say("wishes." + id),
                words.say(on ? "wishes.on" : "wishes.off"),
                on,
                "wishes/say",
                id + ":" + !on,
                picture);
    }

    /// One that has more than two ways: a touch takes the next.
    private View.Wish next(String id, boolean on, String now, String then, String picture) {
        return new View.Wish(
                id,
                words.say("wishes." + id),
                words.say("wishes." + id + "." + now),
                on,
                "wishes/say",
                id + ":" + then,
                picture);
    }

    private static <T> T after(T[] all, Enum<?> one) {
        return all[(one.ordinal() + 1) % all.length];
    }

    private static String key(OneSwitch one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
