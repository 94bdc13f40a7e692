package org.doorstep.kiosk.voice;

/// What came of a sentence that was to be read aloud.
public sealed interface Spoken {
    /// A whole WAV file.
    record Sound(byte[] wav) implements Spoken {}

    /// Nothing here speaks that language. The page says so, or lets the browser try.
    record NoVoice() implements Spoken {}

    /// More is asked for than can be spoken: what was asked last may be asked again.
    record Busy() implements Spoken {}
}
