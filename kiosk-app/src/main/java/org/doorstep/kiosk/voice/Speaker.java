package org.doorstep.kiosk.voice;

import java.util.Optional;

/// Makes speech of text. Blocks while it does; called on one thread at a time, a platform thread.
public interface Speaker {
    /// A whole WAV file, or nothing where it does not speak that language (BCP 47).
    Optional<byte[]> speak(String language, String sentence);
}
