package org.doorstep.kiosk.voice;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads sentences aloud: by the hub's own recording where there is one, else by the machine's
/// voice. Safe for all threads; one sentence is made at a time, on a thread of its own, so that no
/// tap waits for it.
///
/// Only sentences of the page's own are kept, in memory. What names somebody is made each time and
/// forgotten.
public final class Voice implements AutoCloseable {
    /// The longest that stands on a face is half of this.
    public static final int MOST_CHARACTERS = 600;

    /// A face has some twenty things to say, asked for two at a time; more are those of faces that
    /// have gone.
    private static final int MOST_WAITING = 12;

    /// A face's sentences in two languages, of some 100 kB each.
    private static final int MOST_KEPT_BYTES = 8_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Voice.class);

    /// Which sentence of the page's own that is, in that language.
    public interface Keys {
        Optional<String> keyOf(String language, String sentence);
    }

    private record Line(String language, String sentence) {}

    private final Recordings recordings;
    private final Speaker speaker;
    private final Keys keys;
    private final ThreadPoolExecutor speaking = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("voice").daemon().factory());

    // Only the voice's own thread touches these.
    private final Map<Line, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int keptBytes;

    /// `folder` is where the hub's own recordings are, or may come to be.
    public Voice(Path folder, Speaker speaker, Keys keys) {
        this.recordings = new Recordings(folder);
        this.speaker = speaker;
        this.keys = keys;
    }

    /// Never exceptionally, and at once where too much is asked.
    public CompletableFuture<Spoken> say(String language, String sentence) {
        try {
            return CompletableFuture.supplyAsync(() -> spoken(language, sentence), speaking)
                    .exceptionally(why -> {
                        LOG.error("A sentence could not be read aloud.", why);
                        return new Spoken.NoVoice();
                    });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(new Spoken.Busy());
        }
    }

    @Override
    public void close() {
        speaking.shutdownNow();
    }

    private Spoken spoken(String language, String sentence) {
        Optional<String> key = keys.keyOf(language, sentence);
        String tongue = language.split("-", 2)[0];
        return key.flatMap(name -> recordings.find(tongue, name))
                .or(() -> key.isPresent() ? kept(new Line(language, sentence)) : speaker.speak(language, sentence))
                .<Spoken>map(Spoken.Sound::new)
                .orElseGet(Spoken.NoVoice::new);
    }

    private Optional<byte[]> kept(Line line) {
        byte[] before = kept.get(line);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<byte[]> made = speaker.speak(line.language, line.sentence);
        made.ifPresent(wav -> keep(line, wav));
        return made;
    }

    private void keep(Line line, byte[] wav) {
        kept.put(line, wav);
        keptBytes += wav.length;
        var oldest = kept.entrySet().iterator();
        while (keptBytes > MOST_KEPT_BYTES && oldest.hasNext()) {
            keptBytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }
}
