package org.doorstep.kiosk.hardware.pi4j;

import com.pi4j.io.gpio.digital.DigitalState;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.SwitchButton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One button on one pin. Safe for all threads.
public final class Pi4jSwitchButton implements SwitchButton {
    private static final Logger LOG = LoggerFactory.getLogger(Pi4jSwitchButton.class);

    private final Pins board;
    private final int pin;
    private volatile boolean works;
    private volatile boolean closed;

    public Pi4jSwitchButton(Pins board, int pin) {
        this.board = board;
        this.pin = pin;
    }

    @Override
    public void open(Listener listener) {
        try {
            board.button(pin).addListener(event -> {
                if (!closed) {
                    hear(listener, event.state() == DigitalState.LOW);
                }
            });
            works = true;
        } catch (ReaderLost lost) {
            LOG.warn("The switch is away: {}", lost.getMessage());
        }
    }

    @Override
    public boolean works() {
        return works;
    }

    /// The pin is the board's to give back.
    @Override
    public void close() {
        closed = true;
    }

    private static void hear(Listener listener, boolean down) {
        try {
            if (down) {
                listener.pressed();
            } else {
                listener.released();
            }
        } catch (RuntimeException e) {
            LOG.error("A press of the switch could not be taken.", e);
        }
    }
}
