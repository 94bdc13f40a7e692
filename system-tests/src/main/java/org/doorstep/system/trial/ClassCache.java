package org.doorstep.system.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.doorstep.system.program.Program;

/// A program's classes as one training run left them (JEP 483), so that it starts in half the time. The file belongs to
/// one build of the program and one build of the JVM.
public final class ClassCache {
    private static final Duration MAKING = Duration.ofMinutes(2);

    private ClassCache() {}

    /// For the Java of a program whose cache was made.
    public static List<String> flags(Path cache) {
        return List.of("-XX:AOTCache=" + cache);
    }

    /// One run of this part that records what it loads, in which a kiosk also reads a card; then the cache is made from
    /// that. Afterwards the part is stopped, and its flags are to be set.
    public static void train(TrialHouse house, Part part, Path cache) throws Exception {
        Path record = Path.of(cache + ".record");
        house.flags(part, List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record));
        house.start(part);
        if (part == Part.KIOSK_1) {
            try (KioskHand hand = new KioskHand(house.url(part))) {
                hand.card("0012345678");
                hand.guest();
            }
        }
        house.stop(part);
        house.flags(part, List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + record, "-XX:AOTCache=" + cache));
        Program making = house.begin(part);
        making.ended().get(MAKING.toSeconds(), TimeUnit.SECONDS);
        if (!Files.exists(cache)) {
            throw new IOException("No cache came of the training run of " + part + ": see " + making.log() + ".");
        }
    }
}
