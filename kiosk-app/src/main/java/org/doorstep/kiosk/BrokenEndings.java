package org.doorstep.kiosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.firmware.files.WholeFile;

/// How often this kiosk has ended because its memory broke while it ran, kept in its folder beside that memory: a disk
/// that breaks every new one must not have it start for ever (docs/decisions/0040).
final class BrokenEndings {
    static final String FILE = "broken-endings";

    /// One damage is an accident. After the third within the hour it is the disk, and a person has to come.
    static final int MOST = 3;

    static final Duration WITHIN = Duration.ofHours(1);

    enum Leave {
        /// It may end once more, and that is on the disk.
        GIVEN,
        TOO_OFTEN,
        /// What is not counted is not bounded.
        NOT_COUNTED
    }

    private final Path file;

    BrokenEndings(Path folder) {
        this.file = folder.resolve(FILE);
    }

    Leave leaveToEnd(Instant now) {
        try {
            List<String> lately = new ArrayList<>();
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                if (line.matches("[0-9]{1,18}") && isLate(Instant.ofEpochMilli(Long.parseLong(line)), now)) {
                    lately.add(line);
                }
            }
            if (lately.size() >= MOST) {
                return Leave.TOO_OFTEN;
            }
            lately.add(Long.toString(now.toEpochMilli()));
            WholeFile.replace(file, String.join("\n", lately) + "\n");
            return Leave.GIVEN;
        } catch (IOException e) {
            return Leave.NOT_COUNTED;
        }
    }

    /// On either side: the clock may have been set in between.
    private static boolean isLate(Instant then, Instant now) {
        return Duration.between(then, now).abs().compareTo(WITHIN) < 0;
    }
}
