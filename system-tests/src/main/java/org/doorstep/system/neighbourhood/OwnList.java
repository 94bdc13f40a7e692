package org.doorstep.system.neighbourhood;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// A list in our own jar: one thing a line, fields between commas, remarks after `#`.
final class OwnList {
    private OwnList() {}

    static Stream<String> lines(String name) {
        try (InputStream list = OwnList.class.getResourceAsStream(name)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is in our own jar.", e);
        }
    }
}
