package org.doorstep.system.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.Wire;

/// The file of results: a line of JSON for each round that was brought to its end. Only ever added to, so that runs add
/// up, and one that is stopped is continued by its seed from the round after the last.
record Results(Path file) {
    List<RoundResult> all() throws IOException {
        List<RoundResult> results = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                results.add(Wire.JSON.readValue(line, RoundResult.class));
            }
        }
        return results;
    }

    /// The first round of this seed that has no result.
    int nextRound(long seed) throws IOException {
        return all().stream()
                .filter(result -> result.seed() == seed)
                .mapToInt(result -> result.round() + 1)
                .max()
                .orElse(0);
    }

    void add(RoundResult result) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                Wire.JSON.writeValueAsString(result) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
