package org.doorstep.kiosk.screen;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.face.Faces;
import org.doorstep.kiosk.face.Painter;
import org.doorstep.kiosk.face.Show;
import org.doorstep.kiosk.face.View;
import org.doorstep.relay.contract.Greeting;

/// Draws each face as whoever is at the glass reads, and draws the one that is there again when
/// they wish to read otherwise. Safe for all threads. What is remembered for that is in memory
/// alone, and is forgotten at home.
final class OnTheGlass {
    private final Painter painter;
    private final Supplier<Faces> faces;
    private volatile Drawn last = Drawn.NOTHING;

    private record Drawn(Optional<Function<Faces, View>> face, Greeting greeting) {
        static final Drawn NOTHING = new Drawn(Optional.empty(), Greeting.PLAIN);
    }

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
        last = new Drawn(Optional.of(face), greeting);
        return draw(face, greeting);
    }

    /// On the way to somewhere: what was there before is what is drawn again afterwards.
    Show showInPassing(Function<Faces, View> face) {
        return draw(face, last.greeting);
    }

    /// What is there, as it reads now. Empty at home, which is brought up to date by itself.
    Optional<Show> again() {
        Drawn now = last;
        return now.face.map(face -> draw(face, now.greeting));
    }

    /// Nobody's face is there any more.
    void home() {
        last = Drawn.NOTHING;
    }

    private Show draw(Function<Faces, View> face, Greeting greeting) {
        Faces now = faces.get();
        return painter.show(face.apply(now), now.words(), greeting);
    }
}
