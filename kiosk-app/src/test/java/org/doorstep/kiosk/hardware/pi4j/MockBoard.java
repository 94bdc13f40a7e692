package org.doorstep.kiosk.hardware.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import com.pi4j.plugin.mock.provider.spi.MockSpi;
import com.pi4j.plugin.mock.provider.spi.MockSpiProvider;

/// Pi4J's own stand-in for a board, and the hands that press what is wired to it.
public final class MockBoard implements AutoCloseable {
    private final Context context = Pi4J.newContextBuilder()
            .noAutoDetect()
            .noAutoInject()
            .disableShutdownHook()
            .add(
                    MockDigitalInputProvider.newInstance(),
                    MockDigitalOutputProvider.newInstance(),
                    MockSpiProvider.newInstance(),
                    MockI2CProvider.newInstance())
            .build();
    private final Pins pins = new Pins(() -> context);

    public Pins pins() {
        return pins;
    }

    /// Down and up again. The stand-in begins low, as if held down, so it is let go first.
    public void press(int pin) {
        set(pin, DigitalState.HIGH);
        set(pin, DigitalState.LOW);
        set(pin, DigitalState.HIGH);
    }

    public boolean isOn(int pin) {
        return context.registry().get("output-" + pin, MockDigitalOutput.class).isHigh();
    }

    /// Whether anything has opened that pin to switch it.
    public boolean isOutput(int pin) {
        return context.registry().exists("output-" + pin);
    }

    void set(int pin, DigitalState state) {
        context.registry().get("button-" + pin, MockDigitalInput.class).mockState(state);
    }

    Buses buses() {
        return new Buses(() -> context);
    }

    MockSpi chip(String id) {
        return context.registry().get(id, MockSpi.class);
    }

    @Override
    public void close() {
        if (!context.isShutdown()) {
            context.shutdown();
        }
    }
}
