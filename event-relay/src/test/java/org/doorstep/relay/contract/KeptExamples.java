package org.doorstep.relay.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The kept files of the contract.
final class KeptExamples {
    private static final Path FOLDER = Path.of("src/main/resources/contract/v1");

    private KeptExamples() {}

    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those that are events, and not other messages.
    static List<String> events() {
        return names().stream()
                .filter(name -> new String(text(name), java.nio.charset.StandardCharsets.UTF_8).contains("specversion"))
                .toList();
    }

    static byte[] text(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
