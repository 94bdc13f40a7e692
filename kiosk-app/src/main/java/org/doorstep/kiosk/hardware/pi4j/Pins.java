package org.doorstep.kiosk.hardware.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import java.util.Optional;
import java.util.function.Supplier;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// The pins of a board, by their BCM numbers. Safe for all threads.
///
/// Nothing is opened before the first pin is asked for. There is one for a program: Pi4J has the
/// board's chip once.
public final class Pins implements AutoCloseable {
    /// A mechanical button bounces for some milliseconds; nobody presses twice in twenty.
    static final long DEBOUNCE_MICROS = 20_000;

    private final Supplier<Context> making;
    private Optional<Context> context = Optional.empty();

    public Pins() {
        this(() -> Pi4J.newContextBuilder()
                .noAutoDetect()
                .noAutoInject()
                .disableShutdownHook()
                .add(GpioDDigitalInputProvider.newInstance(), GpioDDigitalOutputProvider.newInstance())
                .build());
    }

    Pins(Supplier<Context> making) {
        this.making = making;
    }

    /// A button between the pin and ground, held up by the board's own resistor: low while it is
    /// pressed.
    synchronized DigitalInput button(int pin) throws ReaderLost {
        try {
            Context there = context();
            return there.digitalInput()
                    .create(DigitalInput.newConfigBuilder(there)
                            .id("button-" + pin)
                            .address(pin)
                            .pull(PullResistance.PULL_UP)
                            .debounce(DEBOUNCE_MICROS)
                            .build());
        } catch (RuntimeException | LinkageError e) {
            throw noPin(pin, e);
        }
    }

    /// Something that is on while the pin is high, and off when this program ends.
    synchronized DigitalOutput output(int pin) throws ReaderLost {
        try {
            Context there = context();
            return there.digitalOutput()
                    .create(DigitalOutput.newConfigBuilder(there)
                            .id("output-" + pin)
                            .address(pin)
                            .initial(DigitalState.LOW)
                            .shutdown(DigitalState.LOW)
                            .build());
        } catch (RuntimeException | LinkageError e) {
            throw noPin(pin, e);
        }
    }

    @Override
    public synchronized void close() {
        context.ifPresent(Context::shutdown);
        context = Optional.empty();
    }

    private Context context() throws ReaderLost {
        if (context.isEmpty()) {
            try {
                context = Optional.of(making.get());
            } catch (RuntimeException | LinkageError e) {
                throw noBoard(e);
            }
        }
        return context.get();
    }

    static ReaderLost noBoard(Throwable e) {
        return new ReaderLost(
                ReaderStatus.Why.ABSENT, "This machine has no pins that Pi4J can open: " + e.getMessage(), e);
    }

    private static ReaderLost noPin(int pin, Throwable e) {
        return new ReaderLost(
                ReaderStatus.Why.ABSENT,
                "Pin GPIO" + pin + " could not be opened (" + e.getMessage()
                        + "). Is this a Raspberry Pi, is its account"
                        + " in the group gpio, and does nothing else use the pin?",
                e);
    }
}
