package org.doorstep.kiosk.hardware.simulated;

import org.doorstep.kiosk.hardware.Lamp;
import org.doorstep.kiosk.hardware.Sounder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A lamp and a buzzer that only say in the log what they would do, for a kiosk without pins. For
/// one thread.
public final class LoggedSigns implements Lamp, Sounder {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedSigns.class);

    private Shade shade = Shade.DARK;
    private boolean sounding;

    @Override
    public void show(Shade next) {
        if (next != shade) {
            LOG.info("The lamp is {}", next);
        }
        shade = next;
    }

    @Override
    public void sound(boolean on) {
        if (on != sounding) {
            LOG.info("The buzzer is {}", on ? "on" : "off");
        }
        sounding = on;
    }

    @Override
    public boolean works() {
        return true;
    }

    @Override
    public void close() {}
}
