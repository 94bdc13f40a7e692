package org.doorstep.kiosk.voice;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// eSpeak NG as a child process: small enough for a board of 1 GB, and it speaks most languages of
/// a hub. The sentence goes in by its standard input, so that no list of programs and no file ever
/// has it.
public final class EspeakSpeaker implements Speaker {
    /// What Debian's package `espeak-ng` installs.
    public static final String PROGRAM = "espeak-ng";

    /// Slower than the program's own 175, for listeners with little of the language.
    private static final String WORDS_A_MINUTE = "150";

    /// The longest sentence of a face takes a third of a second on a small board.
    private static final int DEADLINE_SECONDS = 8;

    /// A minute of its speech; no sentence of a face is that long.
    private static final int MOST_BYTES = 3_000_000;

    /// Of the file's first letters up to where its length stands, and of a whole header.
    private static final int RIFF_LENGTH_AT = 4;

    private static final int DATA_LENGTH_AT = 40;
    private static final int HEADER_BYTES = 44;

    private static final Logger LOG = LoggerFactory.getLogger(EspeakSpeaker.class);

    private final String program;
    private volatile boolean couldBeStarted = true;

    public EspeakSpeaker(String program) {
        this.program = program;
    }

    @Override
    public Optional<byte[]> speak(String language, String sentence) {
        String exact = language.toLowerCase(Locale.ROOT);
        String tongue = exact.split("-", 2)[0];
        // Of English it has many, and by itself none.
        return run(exact.equals("en") ? "en-gb" : exact, sentence)
                .or(() -> exact.equals(tongue) ? Optional.empty() : run(tongue, sentence));
    }

    private Optional<byte[]> run(String voice, String sentence) {
        try {
            Process speaking = new ProcessBuilder(
                            List.of(program, "-v", voice, "-s", WORDS_A_MINUTE, "--stdin", "--stdout"))
                    .redirectError(Redirect.DISCARD)
                    .start();
            couldBeStarted = true;
            Executor later = CompletableFuture.delayedExecutor(DEADLINE_SECONDS, TimeUnit.SECONDS);
            CompletableFuture<Void> deadline = CompletableFuture.runAsync(speaking::destroyForcibly, later);
            try {
                return heard(speaking, sentence);
            } finally {
                deadline.cancel(false);
                speaking.destroyForcibly();
            }
        } catch (IOException e) {
            // It is tried again with the next sentence: what is short now, or was installed meanwhile, is no reason
            // to be silent until the next start.
            if (couldBeStarted) {
                couldBeStarted = false;
                LOG.warn(
                        "Nothing is read aloud by this machine: {} cannot be started. Install Debian's espeak-ng.",
                        program);
            }
            return Optional.empty();
        }
    }

    private static Optional<byte[]> heard(Process speaking, String sentence) {
        try (InputStream sound = speaking.getInputStream()) {
            try (OutputStream words = speaking.getOutputStream()) {
                words.write(sentence.getBytes(StandardCharsets.UTF_8));
            }
            byte[] wav = sound.readNBytes(MOST_BYTES);
            boolean ended = speaking.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
            return ended && speaking.exitValue() == 0 && wav.length > HEADER_BYTES
                    ? Optional.of(whole(wav))
                    : Optional.empty();
        } catch (IOException e) {
            // It ended before it had read everything: it has no such voice.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// A stream cannot tell its length beforehand; a file must.
    private static byte[] whole(byte[] wav) {
        ByteBuffer.wrap(wav)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(RIFF_LENGTH_AT, wav.length - RIFF_LENGTH_AT - Integer.BYTES)
                .putInt(DATA_LENGTH_AT, wav.length - HEADER_BYTES);
        return wav;
    }
}
