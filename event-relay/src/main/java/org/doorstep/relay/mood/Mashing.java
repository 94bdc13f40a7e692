package org.doorstep.relay.mood;

import java.util.ArrayDeque;
import java.util.Deque;

/// Tells touches that are answers from touches that are play, by how they follow each other and by nothing else: one
/// after the other without a pause, or more than a hall of people gives. One owner's; times are those of the clock that
/// nobody can set.
///
/// It looks at answers away from sessions only. One that somebody gives with the slip of their visit is theirs, however
/// soon it comes after a neighbour's.
public final class Mashing {
    /// Two people who pass the same buttons are further apart; a child's next press is not.
    public static final long APART_MS = 3_000;

    /// After so many without a pause it is play, and play ends with a pause.
    public static final int A_GAME = 3;

    /// As long as nobody stands there any more.
    public static final long PAUSE_MS = 20_000;

    /// One each ten seconds, for so long, is more than a hall that empties itself.
    public static final long A_WHILE_MS = 300_000;

    public static final int MOST_IN_A_WHILE = 30;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Deque<Long> taken = new ArrayDeque<>();
    private long last = NEVER;
    private long lastButOne = NEVER;
    private int withoutPause;

    /// Whether a touch at this moment is one that somebody means.
    public boolean isMeant(long uptimeMs) {
        long since = uptimeMs - last;
        lastButOne = last;
        last = uptimeMs;
        if (since < 0 || since >= PAUSE_MS) {
            withoutPause = 0;
        }
        while (!taken.isEmpty() && uptimeMs - taken.peekFirst() >= A_WHILE_MS) {
            taken.removeFirst();
        }
        if (since >= 0 && since < APART_MS) {
            withoutPause++;
            return false;
        }
        if (withoutPause >= A_GAME || taken.size() >= MOST_IN_A_WHILE) {
            return false;
        }
        taken.addLast(uptimeMs);
        return true;
    }

    /// The last touch is not to count after all: whoever made it meant another face, and touches that
    /// now.
    public void takenBack() {
        if (!taken.isEmpty() && taken.peekLast() == last) {
            taken.removeLast();
        }
        last = lastButOne;
    }
}
