package org.doorstep.kiosk.hardware.pi4j;

import com.pi4j.io.gpio.digital.DigitalOutput;
import java.util.Optional;
import org.doorstep.kiosk.hardware.Lamp;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Two plain LEDs: a green one for "well", a blue one for "wait". Resting is dark, since a plain
/// LED cannot be dim. For one thread.
public final class Pi4jLeds implements Lamp {
    private static final Logger LOG = LoggerFactory.getLogger(Pi4jLeds.class);

    private final Pins board;
    private final int wellPin;
    private final int waitPin;
    private Optional<DigitalOutput> well = Optional.empty();
    private Optional<DigitalOutput> wait = Optional.empty();
    private volatile boolean works;
    private boolean said;

    public Pi4jLeds(Pins board, int wellPin, int waitPin) {
        this.board = board;
        this.wellPin = wellPin;
        this.waitPin = waitPin;
    }

    @Override
    public void show(Shade shade) {
        try {
            if (well.isEmpty()) {
                well = Optional.of(board.output(wellPin));
            }
            if (wait.isEmpty()) {
                wait = Optional.of(board.output(waitPin));
            }
            well.get().setState(shade == Shade.WELL);
            wait.get().setState(shade == Shade.WAIT);
            works = true;
        } catch (ReaderLost | RuntimeException e) {
            works = false;
            if (!said) {
                LOG.warn("The lights are away: {}", e.getMessage());
            }
            said = true;
        }
    }

    @Override
    public boolean works() {
        return works;
    }

    @Override
    public void close() {
        if (works) {
            show(Shade.DARK);
        }
    }
}
