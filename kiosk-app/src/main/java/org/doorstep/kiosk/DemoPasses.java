package org.doorstep.kiosk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.doorstep.kiosk.hardware.simulated.Simulator;

/// Reads the cards and passes that the simulator's buttons show: a line each, `card NUMBER # label` or
/// `code TEXT # label`. Other lines are left aside.
final class DemoPasses {
    /// More buttons than these would only hide each other.
    private static final int MOST = 24;

    private static final List<Simulator.Demo> MADE_UP = List.of(
            new Simulator.Demo(true, "0004512345", ""),
            new Simulator.Demo(true, "0007654321", ""),
            new Simulator.Demo(true, "04A1B2C3D4E5F6", ""),
            new Simulator.Demo(true, "0012399887", ""));

    private DemoPasses() {}

    static List<Simulator.Demo> read(Optional<Path> file) {
        if (file.isEmpty()) {
            return MADE_UP;
        }
        try (Stream<String> lines = Files.lines(file.get())) {
            return lines.flatMap(line -> parse(line.strip()).stream())
                    .limit(MOST)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The list of simulated passes could not be read.", e);
        }
    }

    private static Optional<Simulator.Demo> parse(String line) {
        int comment = line.indexOf(" #");
        String label = comment < 0 ? "" : line.substring(comment + 2).strip();
        String rest = comment < 0 ? line : line.substring(0, comment).strip();
        if (rest.startsWith("card ")) {
            return Optional.of(new Simulator.Demo(true, rest.substring(5).strip(), label));
        }
        if (rest.startsWith("code ")) {
            return Optional.of(new Simulator.Demo(false, rest.substring(5).strip(), label));
        }
        return Optional.empty();
    }
}
