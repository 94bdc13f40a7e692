package org.doorstep.kiosk.hardware;

import java.util.function.IntConsumer;

/// Four buttons of wood or plastic: how do you feel? Safe for all threads.
public interface MoodButtons extends AutoCloseable {
    int FACES = 4;

    /// From now on `pressed` hears of each press: 1 the saddest to 4 the happiest, on a thread of
    /// the buttons' own. A button held down is one press. May be called once.
    void open(IntConsumer pressed);

    /// Whether the buttons could be opened.
    boolean works();

    @Override
    void close();
}
