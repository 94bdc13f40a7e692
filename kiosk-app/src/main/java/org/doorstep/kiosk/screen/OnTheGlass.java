package org.doorstep.kiosk.screen;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.face.AllFaces;
import org.doorstep.kiosk.face.Faces;
import org.doorstep.kiosk.face.Painter;
import org.doorstep.kiosk.face.Show;
import org.doorstep.kiosk.face.View;
import org.doorstep.kiosk.wishes.AtTheGlass;
import org.doorstep.kiosk.wishes.InPass;
import org.doorstep.kiosk.wishes.Wishes;

/// Draws each face as whoever is at the glass wishes, and draws the one that is there once more when
/// they wish otherwise. Safe for all threads.
///
/// What is remembered for that is in memory alone, and is forgotten at home. It is drawn again only
/// for a page that says by its number that it is what stands there: what one person was shown never
/// comes back for the next, even if nobody heard that the page went home.
final class OnTheGlass {
    /// A pass, and what came over it while it was photographed, in passing too.
    private static final int MOST_REMEMBERED = 32;

    private final Painter painter;
    private final AllFaces faces;
    private final AtTheGlass there;
    private final Map<Long, Drawn> drawn = new LinkedHashMap<>();
    private long latest;

    /// `whose` wishes it was drawn by, and the text of the `pass` of whoever it is of.
    private record Drawn(Function<Faces, View> face, long whose, Optional<String> pass) {}

    OnTheGlass(Painter painter, AllFaces faces, AtTheGlass there) {
        this.painter = painter;
        this.faces = faces;
        this.there = there;
    }

    /// How whoever is at the glass now reads.
    Faces faces() {
        Wishes wishes = wishes();
        return faces.of(wishes.language(), wishes.easyWords());
    }

    Wishes wishes() {
        return there.now().wishes();
    }

    /// Whoever is there said so by touch.
    void wished(Wishes wishes) {
        there.wished(wishes);
    }

    /// Somebody is there.
    void touched() {
        there.touched();
    }

    /// What came of a reading. `text` is that of a code, or empty; it may have wishes in it.
    synchronized Show read(Outcome outcome, String text) {
        boolean goesOn = outcome instanceof Outcome.ShowOther
                || outcome instanceof Outcome.SameCard
                || outcome instanceof Outcome.IsItYours;
        if (!goesOn) {
            isThere(outcome, text);
        }
        return show(now -> now.views().of(outcome));
    }

    /// What came of a touch by which the pass that was read last is another's than theirs who are
    /// there.
    synchronized Show showAnothers(Outcome outcome) {
        isThere(outcome, "");
        return show(outcome);
    }

    private void isThere(Outcome outcome, String text) {
        Wishes kept = Wishes.of(faces.plain().views().greetingOf(outcome));
        there.shown(InPass.read(text).orElse(Wishes.NONE).over(kept));
        InPass.write(text, Wishes.NONE).ifPresent(there::holds);
    }

    /// What came of a touch.
    synchronized Show show(Outcome outcome) {
        if (outcome instanceof Outcome.NewPass made) {
            there.holds(made.code());
        } else if (outcome instanceof Outcome.GuestWelcome) {
            there.holdsNone();
        }
        there.begun();
        return show(now -> now.views().of(outcome));
    }

    /// `face` may be asked again, in other words: it changes nothing.
    synchronized Show show(Function<Faces, View> face) {
        there.reads();
        return remembered(draw(face), face, there.pass());
    }

    /// What is asked of somebody who has shown a pass that counts nobody, whoever was there before.
    synchronized Show ask(Function<Faces, View> face) {
        there.shown(Wishes.NONE);
        return show(face);
    }

    /// The text of the pass of whoever the face of that number is of; empty for whoever has none, at
    /// home, and for a face that is no longer remembered.
    synchronized Optional<String> pass(long number) {
        return find(number).flatMap(Drawn::pass);
    }

    /// On the way to somewhere, from the face of that number: what is there now is what is drawn again
    /// afterwards.
    synchronized Show showInPassing(Function<Faces, View> face, long from) {
        Optional<Drawn> before = find(from);
        Show shown = draw(face);
        before.ifPresent(now -> remembered(shown, now.face, now.pass));
        return shown;
    }

    /// The face of that number as it reads now, or where it was in passing, the one before it.
    /// Empty at home, which is number 0 and is brought up to date by itself.
    synchronized Optional<Show> again(long number) {
        return find(number).map(before -> remembered(draw(before.face), before.face, before.pass));
    }

    /// The page is home again, from the face of that number. If another's came meanwhile, that stays.
    synchronized void home(long from) {
        if (from >= latest) {
            drawn.clear();
            there.wentHome();
        }
    }

    /// The page was loaded anew, and shows home: whatever stood there before, of whomever.
    synchronized void opened() {
        drawn.clear();
        there.wentHome();
    }

    /// The page shows that face again, which had lain aside.
    synchronized void cameBack(long number) {
        Optional<Drawn> before = find(number);
        there.cameBack(before.map(Drawn::whose).orElse(-1L), before.flatMap(Drawn::pass));
    }

    private Optional<Drawn> find(long number) {
        return Optional.ofNullable(drawn.get(number));
    }

    private Show draw(Function<Faces, View> face) {
        AtTheGlass.Now now = there.now();
        Faces read = faces.of(now.wishes().language(), now.wishes().easyWords());
        Show shown = painter.show(face.apply(read), read.words(), now.wishes(), now.number());
        latest = shown.number();
        return shown;
    }

    private Show remembered(Show shown, Function<Faces, View> face, Optional<String> pass) {
        drawn.put(shown.number(), new Drawn(face, shown.whose(), pass));
        if (drawn.size() > MOST_REMEMBERED) {
            drawn.remove(drawn.keySet().iterator().next());
        }
        return shown;
    }
}
