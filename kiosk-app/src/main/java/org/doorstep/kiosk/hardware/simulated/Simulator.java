package org.doorstep.kiosk.hardware.simulated;

import java.util.List;
import java.util.Optional;

/// The readers that are pressed from a page, and what the page offers to show them.
public record Simulator(Optional<SimulatedReader> card, Optional<SimulatedReader> code, List<Demo> demos) {
    public Simulator {
        demos = List.copyOf(demos);
    }

    /// A card or pass to be shown by one press.
    public record Demo(boolean isCard, String value, String label) {}
}
