package org.doorstep.kiosk;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.simulated.SimulatedReader;
import org.doorstep.kiosk.hardware.simulated.Simulator;
import org.doorstep.kiosk.health.Readers;

/// The readers that the settings name, made and not yet opened.
final class Devices implements AutoCloseable {
    private final Map<Readers.Kind, PassReader> readers = new EnumMap<>(Readers.Kind.class);
    private final Hardware hardware;

    Devices(Hardware hardware, InstantSource clock) {
        this.hardware = hardware;
        ConfiguredReaders.card(hardware, clock).ifPresent(reader -> readers.put(Readers.Kind.CARD, reader));
        ConfiguredReaders.code(hardware, clock).ifPresent(reader -> readers.put(Readers.Kind.CODE, reader));
    }

    Readers readers() {
        return new Readers(readers);
    }

    void open(ReaderListener listener) {
        readers.values().forEach(reader -> reader.open(listener));
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
    }

    private Optional<SimulatedReader> simulated(Readers.Kind kind) {
        return readers.get(kind) instanceof SimulatedReader simulated ? Optional.of(simulated) : Optional.empty();
    }
}
