package org.doorstep.kiosk.hardware.pi4j;

import com.pi4j.io.gpio.digital.DigitalOutput;
import java.util.Optional;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.Sounder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An active buzzer (one that has its own tone) on a pin. For one thread.
public final class Pi4jBuzzer implements Sounder {
    private static final Logger LOG = LoggerFactory.getLogger(Pi4jBuzzer.class);

    private final Pins board;
    private final int pin;
    private Optional<DigitalOutput> output = Optional.empty();
    private volatile boolean works;
    private boolean said;

    public Pi4jBuzzer(Pins board, int pin) {
        this.board = board;
        this.pin = pin;
    }

    @Override
    public void sound(boolean on) {
        try {
            if (output.isEmpty()) {
                output = Optional.of(board.output(pin));
            }
            output.get().setState(on);
            works = true;
        } catch (ReaderLost | RuntimeException e) {
            works = false;
            if (!said) {
                LOG.warn("The buzzer is away: {}", e.getMessage());
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
            sound(false);
        }
    }
}
