package org.doorstep.kiosk.hardware.pi4j;

import java.util.Optional;
import org.doorstep.kiosk.hardware.Lamp;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.contactless.SpiLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A ring or strip of LEDs with chips of their own, on SPI's data wire. For one thread.
///
/// Over SPI and not by timing a pin, which a Raspberry Pi 5 cannot. A ring tells nobody whether it
/// is there: it works as far as the bus took what was sent.
public final class SpiRing implements Lamp {
    /// More than a kiosk could feed: 60 on a metre.
    public static final int MOST_LEDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(SpiRing.class);

    private final SpiLine.Opener opener;
    private final RingChip chip;
    private final int leds;
    private Optional<SpiLine> line = Optional.empty();
    private volatile boolean works;
    private boolean said;

    public SpiRing(SpiLine.Opener opener, RingChip chip, int leds) {
        if (leds < 1 || leds > MOST_LEDS) {
            throw new IllegalArgumentException("A ring has 1 to " + MOST_LEDS + " LEDs.");
        }
        this.opener = opener;
        this.chip = chip;
        this.leds = leds;
    }

    @Override
    public void show(Shade shade) {
        try {
            if (line.isEmpty()) {
                line = Optional.of(opener.open());
            }
            line.get().transfer(chip.bytes(shade, leds));
            works = true;
        } catch (ReaderLost e) {
            works = false;
            line.ifPresent(SpiLine::close);
            line = Optional.empty();
            if (!said) {
                LOG.warn("The ring is away: {}", e.getMessage());
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
        line.ifPresent(SpiLine::close);
    }
}
