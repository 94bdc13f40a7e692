package org.doorstep.kiosk.wishes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.time.DeviceClock;

/// The wishes of whoever is at the glass now, in memory alone. Safe for all threads.
///
/// They begin with a pass, or with a touch at home before anything is shown, and end when the faces of
/// somebody who was counted are gone home from, when another's pass is shown, or after a minute at
/// home without a touch. So nobody has to undo what the one before them wished, and whoever reads
/// what a pass is in their language finds home in it afterwards, to go on.
public final class AtTheGlass {
    /// Whoever has touched their language looks for their card in less; whoever has gone need not
    /// be waited for longer.
    static final long UNTOUCHED_MS = 60_000;

    /// A pass that a neighbour's card is shown over comes back; four of them lie aside at most.
    private static final int MOST_ASIDE = 16;

    private final DeviceClock clock;
    private final Map<Long, Wishes> lately = new LinkedHashMap<>();
    private Wishes now = Wishes.NONE;
    private Whose whose = Whose.NOBODYS;
    private Optional<String> pass = Optional.empty();
    private long number;
    private long touchedMs;

    private enum Whose {
        NOBODYS,
        /// Said by touch, at home, by somebody of whom nothing was shown yet.
        WHOEVER_IS_NEXT,
        /// Of somebody who reads, and of whom nothing was counted yet.
        WHOEVER_READS,
        /// Of somebody whose faces are on the glass.
        SOMEBODYS
    }

    public AtTheGlass(DeviceClock clock) {
        this.clock = clock;
    }

    /// `number` names them, so that a face can ask for its own again; it says nothing of what they
    /// are.
    public record Now(long number, Wishes wishes) {}

    public synchronized Now now() {
        if (whose == Whose.WHOEVER_IS_NEXT && clock.moment().uptimeMs() - touchedMs >= UNTOUCHED_MS) {
            become(Wishes.NONE, Whose.NOBODYS);
        }
        return new Now(number, now);
    }

    /// A finger, a key or a switch: somebody is there.
    public synchronized void touched() {
        now();
        touchedMs = clock.moment().uptimeMs();
    }

    /// Whoever is at the glass said so.
    public synchronized void wished(Wishes wishes) {
        touchedMs = clock.moment().uptimeMs();
        become(wishes, whose == Whose.NOBODYS ? Whose.WHOEVER_IS_NEXT : whose);
    }

    /// A pass was shown, and these are the wishes that came with it. What was touched at home a
    /// moment before goes before them; what another wished whose face it takes the place of does not
    /// count.
    public synchronized void shown(Wishes theirs) {
        now();
        boolean touchedBefore = whose == Whose.WHOEVER_IS_NEXT || whose == Whose.WHOEVER_READS;
        become(touchedBefore ? now.over(theirs) : theirs, Whose.SOMEBODYS);
        pass = Optional.empty();
    }

    /// The text of the pass of whoever is there, so that their wishes can be written into it.
    public synchronized void holds(String text) {
        pass = Optional.of(text);
    }

    /// Empty for whoever has shown a card, or nothing.
    public synchronized Optional<String> pass() {
        return pass;
    }

    /// Somebody is counted by a touch.
    public synchronized void begun() {
        now();
        whose = Whose.SOMEBODYS;
    }

    /// Whoever is there has no pass: whosever was shown before, it is not theirs.
    public synchronized void holdsNone() {
        pass = Optional.empty();
    }

    /// A face is there that counts nobody, such as what a pass is. Of whoever was counted it is
    /// theirs.
    public synchronized void reads() {
        now();
        if (whose != Whose.SOMEBODYS) {
            whose = Whose.WHOEVER_READS;
        }
    }

    /// The page is home again. Whoever was counted is gone; what was touched by somebody who was not
    /// stays a minute from now.
    public synchronized void wentHome() {
        now();
        switch (whose) {
            case SOMEBODYS -> {
                become(Wishes.NONE, Whose.NOBODYS);
                pass = Optional.empty();
            }
            case WHOEVER_READS -> {
                whose = Whose.WHOEVER_IS_NEXT;
                touchedMs = clock.moment().uptimeMs();
            }
            case WHOEVER_IS_NEXT, NOBODYS -> {
                // It was home already.
            }
        }
    }

    /// A face that lay aside came back, and with it the wishes it had, and `theirs`: the pass of whoever
    /// it is of, and no longer the neighbour's that was shown over it.
    public synchronized void cameBack(long earlier, Optional<String> theirs) {
        become(Optional.ofNullable(lately.get(earlier)).orElse(Wishes.NONE), Whose.SOMEBODYS);
        pass = theirs;
    }

    private void become(Wishes wishes, Whose of) {
        whose = of;
        if (!wishes.equals(now)) {
            now = wishes;
            number++;
        }
        lately.put(number, now);
        if (lately.size() > MOST_ASIDE) {
            lately.remove(lately.keySet().iterator().next());
        }
    }
}
