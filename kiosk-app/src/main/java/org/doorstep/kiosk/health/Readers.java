package org.doorstep.kiosk.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.relay.contract.DeviceState;

/// The readers that this kiosk was given, and whether they work. Safe for all threads.
public final class Readers {
    /// What a reader is for, in the words of the page.
    public enum Kind {
        CARD,
        CODE
    }

    private final Map<Kind, PassReader> readers = new LinkedHashMap<>();

    public Readers(Map<Kind, PassReader> readers) {
        this.readers.putAll(readers);
    }

    public boolean has(Kind kind) {
        return readers.containsKey(kind);
    }

    /// Whether there is one, and it is not away.
    public boolean works(Kind kind) {
        return has(kind) && !away().contains(kind);
    }

    /// Whether anybody could be read now.
    public boolean anyWorks() {
        return readers.values().stream().anyMatch(reader -> reader.status() instanceof ReaderStatus.Working);
    }

    public List<Kind> away() {
        List<Kind> away = new ArrayList<>();
        readers.forEach((kind, reader) -> {
            if (!(reader.status() instanceof ReaderStatus.Working)) {
                away.add(kind);
            }
        });
        return away;
    }

    public List<DeviceState.ReaderState> states() {
        List<DeviceState.ReaderState> states = new ArrayList<>();
        readers.forEach((kind, reader) -> states.add(new DeviceState.ReaderState(
                kind.name().toLowerCase(java.util.Locale.ROOT), reader.status() instanceof ReaderStatus.Working)));
        return states;
    }
}
