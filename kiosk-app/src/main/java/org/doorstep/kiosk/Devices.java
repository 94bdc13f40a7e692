package org.doorstep.kiosk;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.doorstep.kiosk.hardware.CardWriter;
import org.doorstep.kiosk.hardware.HeadphoneJack;
import org.doorstep.kiosk.hardware.Lamp;
import org.doorstep.kiosk.hardware.MoodButtons;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.Sounder;
import org.doorstep.kiosk.hardware.SwitchButton;
import org.doorstep.kiosk.hardware.pi4j.Buses;
import org.doorstep.kiosk.hardware.pi4j.Pi4jBuzzer;
import org.doorstep.kiosk.hardware.pi4j.Pi4jLeds;
import org.doorstep.kiosk.hardware.pi4j.Pi4jMoodButtons;
import org.doorstep.kiosk.hardware.pi4j.Pi4jSwitchButton;
import org.doorstep.kiosk.hardware.pi4j.Pins;
import org.doorstep.kiosk.hardware.pi4j.RingChip;
import org.doorstep.kiosk.hardware.pi4j.SpiRing;
import org.doorstep.kiosk.hardware.simulated.LoggedSigns;
import org.doorstep.kiosk.hardware.simulated.SimulatedReader;
import org.doorstep.kiosk.hardware.simulated.Simulator;
import org.doorstep.kiosk.hardware.usb.InputHeadphoneJack;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.kiosk.selftest.SelfTest;

/// Everything that the settings name, made and not yet opened. What is wired to pins is opened by
/// who uses it, and given back here.
final class Devices implements AutoCloseable {
    private final Map<Readers.Kind, PassReader> readers;
    private final Hardware hardware;
    private final Pins pins;
    private final Optional<MoodButtons> moodButtons;
    private final Optional<SwitchButton> switchButton;
    private final Optional<Lamp> lamp;
    private final Optional<Sounder> sounder;
    private final Optional<HeadphoneJack> headphones;

    Devices(Hardware hardware, InstantSource clock) {
        this(hardware, clock, new Pins());
    }

    Devices(Hardware hardware, InstantSource clock, Pins board) {
        this(hardware, board, configured(hardware, clock));
    }

    /// With those readers, whichever the settings name.
    Devices(Hardware hardware, Pins board, Map<Readers.Kind, PassReader> readers) {
        this.hardware = hardware;
        this.pins = board;
        this.readers = readers;
        Parts parts = hardware.parts();
        moodButtons = parts.moodButtons().isEmpty()
                ? Optional.empty()
                : Optional.of(new Pi4jMoodButtons(pins, parts.moodButtons()));
        switchButton = parts.switchButton().map(pin -> new Pi4jSwitchButton(pins, pin));
        lamp = parts.lamp().map(this::lamp);
        sounder = parts.buzzer().map(setting -> switch (setting) {
            case Parts.BuzzerSetting.Pin(int pin) -> new Pi4jBuzzer(pins, pin);
            case Parts.BuzzerSetting.Logged() -> new LoggedSigns();
        });
        headphones = parts.headphones().map(InputHeadphoneJack::new);
    }

    private static Map<Readers.Kind, PassReader> configured(Hardware hardware, InstantSource clock) {
        Map<Readers.Kind, PassReader> readers = new EnumMap<>(Readers.Kind.class);
        ConfiguredReaders.card(hardware, clock).ifPresent(reader -> readers.put(Readers.Kind.CARD, reader));
        ConfiguredReaders.code(hardware, clock).ifPresent(reader -> readers.put(Readers.Kind.CODE, reader));
        return readers;
    }

    Optional<HeadphoneJack> headphones() {
        return headphones;
    }

    Readers readers() {
        return new Readers(readers);
    }

    void open(ReaderListener listener) {
        readers.values().forEach(reader -> reader.open(listener));
    }

    Optional<MoodButtons> moodButtons() {
        return moodButtons;
    }

    Optional<SwitchButton> switchButton() {
        return switchButton;
    }

    Optional<Lamp> lamp() {
        return lamp;
    }

    Optional<Sounder> sounder() {
        return sounder;
    }

    /// The card reader, if it can write on cards too.
    Optional<CardWriter> cardWriter() {
        return readers.get(Readers.Kind.CARD) instanceof CardWriter writer ? Optional.of(writer) : Optional.empty();
    }

    SelfTest.Parts parts() {
        Map<String, PassReader> named = new LinkedHashMap<>();
        readers.forEach((kind, reader) -> named.put(kind == Readers.Kind.CARD ? "reader.card" : "reader.qr", reader));
        return new SelfTest.Parts(named, moodButtons, switchButton, lamp, sounder);
    }

    /// The page of buttons, if there is a reader for it to press.
    Optional<Simulator> simulator() {
        Optional<SimulatedReader> card = simulated(Readers.Kind.CARD);
        Optional<SimulatedReader> code = simulated(Readers.Kind.CODE);
        return card.isEmpty() && code.isEmpty()
                ? Optional.empty()
                : Optional.of(new Simulator(card, code, DemoPasses.read(hardware.simulatedPasses())));
    }

    @Override
    public void close() {
        readers.values().forEach(PassReader::close);
        moodButtons.ifPresent(MoodButtons::close);
        switchButton.ifPresent(SwitchButton::close);
        lamp.ifPresent(Lamp::close);
        sounder.ifPresent(Sounder::close);
        headphones.ifPresent(HeadphoneJack::close);
        pins.close();
    }

    private Lamp lamp(Parts.LampSetting setting) {
        return switch (setting) {
            case Parts.LampSetting.Leds(int well, int more) -> new Pi4jLeds(pins, well, more);
            case Parts.LampSetting.Ring(RingChip chip, int bus, int select, int leds) ->
                new SpiRing(() -> new Buses().spi(bus, select, RingChip.HERTZ), chip, leds);
            case Parts.LampSetting.Logged() -> new LoggedSigns();
        };
    }

    private Optional<SimulatedReader> simulated(Readers.Kind kind) {
        return readers.get(kind) instanceof SimulatedReader simulated ? Optional.of(simulated) : Optional.empty();
    }
}
