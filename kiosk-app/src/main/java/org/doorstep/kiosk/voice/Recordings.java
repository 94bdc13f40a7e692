package org.doorstep.kiosk.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What people of the hub have read out themselves: `LANGUAGE/KEY.wav` in a folder, where the key
/// is that of the sentence in the page's words (`bn/welcome.title.wav`). A file that is there is
/// heard from the next time on.
final class Recordings {
    /// Half a minute in good quality; a longer one is a mistake.
    private static final long MOST_BYTES = 6_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

    private final Path folder;

    Recordings(Path folder) {
        this.folder = folder;
    }

    Optional<byte[]> find(String language, String key) {
        if (!language.matches("[A-Za-z0-9-]+") || !key.matches("[A-Za-z0-9.-]+")) {
            return Optional.empty();
        }
        Path file = folder.resolve(language).resolve(key + ".wav");
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > MOST_BYTES) {
                LOG.warn("The recording {} is not used: it is longer than {} bytes.", file, MOST_BYTES);
                return Optional.empty();
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            LOG.warn("The recording {} could not be read.", file, e);
            return Optional.empty();
        }
    }
}
