package org.doorstep.kiosk.hardware.pi4j;

import com.pi4j.io.gpio.digital.DigitalState;
import java.util.List;
import java.util.function.IntConsumer;
import org.doorstep.kiosk.hardware.MoodButtons;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Four buttons on four pins. Safe for all threads.
public final class Pi4jMoodButtons implements MoodButtons {
    private static final Logger LOG = LoggerFactory.getLogger(Pi4jMoodButtons.class);

    private final Pins board;
    private final List<Integer> pins;
    private volatile boolean works;
    private volatile boolean closed;

    /// `pins` from the saddest face to the happiest.
    public Pi4jMoodButtons(Pins board, List<Integer> pins) {
        if (pins.size() != FACES) {
            throw new IllegalArgumentException("There are " + FACES + " faces, and so many pins.");
        }
        this.board = board;
        this.pins = List.copyOf(pins);
    }

    @Override
    public void open(IntConsumer pressed) {
        try {
            for (int i = 0; i < FACES; i++) {
                int face = i + 1;
                board.button(pins.get(i)).addListener(event -> {
                    if (event.state() == DigitalState.LOW && !closed) {
                        hear(pressed, face);
                    }
                });
            }
            works = true;
        } catch (ReaderLost lost) {
            LOG.warn("The mood buttons are away: {}", lost.getMessage());
        }
    }

    @Override
    public boolean works() {
        return works;
    }

    /// The pins are the board's to give back.
    @Override
    public void close() {
        closed = true;
    }

    private static void hear(IntConsumer pressed, int face) {
        try {
            pressed.accept(face);
        } catch (RuntimeException e) {
            LOG.error("A press of a mood button could not be taken.", e);
        }
    }
}
