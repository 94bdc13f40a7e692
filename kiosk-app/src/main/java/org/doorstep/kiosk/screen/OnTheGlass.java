package org.doorstep.kiosk.screen;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.face.Faces;
import org.doorstep.kiosk.face.Painter;
import org.doorstep.kiosk.face.Show;
import org.doorstep.kiosk.face.View;
import org.doorstep.relay.contract.Greeting;

/// Draws each face as whoever is at the glass reads, and draws the one that is there once more when
/// they wish to read otherwise. Safe for all threads.
///
/// What is remembered for that is in memory alone, and is forgotten at home. It is drawn again only
/// for a page that says by its number that it is what stands there: what one person was shown never
/// comes back for the next, even if nobody heard that the page went home.
final class OnTheGlass {
    /// A pass, and what came over it while it was photographed, in passing too.
    private static final int MOST_REMEMBERED = 8;

    private final Painter painter;
    private final Supplier<Faces> faces;
    private final Map<Long, Drawn> drawn = new LinkedHashMap<>();

    private record Drawn(Function<Faces, View> face, Greeting greeting) {}

    /// `faces` is how whoever is at the glass now reads.
    OnTheGlass(Painter painter, Supplier<Faces> faces) {
        this.painter = painter;
        this.faces = faces;
    }

    Show show(Function<Faces, View> face) {
        return show(face, Greeting.PLAIN);
    }

    /// What came of a reading or a touch, for whoever it is about.
    Show show(Outcome outcome) {
        return show(now -> now.views().of(outcome), faces.get().views().greetingOf(outcome));
    }

    /// `face` may be asked again, in other words: it changes nothing.
    Show show(Function<Faces, View> face, Greeting greeting) {
        Drawn now = new Drawn(face, greeting);
        return remembered(draw(now), now);
    }

    /// On the way to somewhere, from the face of that number: what is there now is what is drawn again
    /// afterwards.
    Show showInPassing(Function<Faces, View> face, long from) {
        Optional<Drawn> before = find(from);
        Show shown = draw(new Drawn(face, before.map(Drawn::greeting).orElse(Greeting.PLAIN)));
        before.ifPresent(now -> remembered(shown, now));
        return shown;
    }

    /// The face of that number as it reads now, or where it was in passing, the one before it. Empty at
    /// home, which is number 0 and is brought up to date by itself.
    Optional<Show> again(long number) {
        return find(number).map(face -> remembered(draw(face), face));
    }

    /// Nobody's face is there any more.
    void home() {
        synchronized (drawn) {
            drawn.clear();
        }
    }

    private Optional<Drawn> find(long number) {
        synchronized (drawn) {
            return Optional.ofNullable(drawn.get(number));
        }
    }

    private Show draw(Drawn what) {
        Faces now = faces.get();
        return painter.show(what.face.apply(now), now.words(), what.greeting);
    }

    private Show remembered(Show shown, Drawn what) {
        synchronized (drawn) {
            drawn.put(shown.number(), what);
            if (drawn.size() > MOST_REMEMBERED) {
                drawn.remove(drawn.keySet().iterator().next());
            }
        }
        return shown;
    }
}
