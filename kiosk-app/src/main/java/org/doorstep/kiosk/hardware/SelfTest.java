package org.doorstep.kiosk.hardware;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a technician runs before the first day and after a repair: lists what is plugged in, opens each reader that
/// the settings name, and says for some seconds what it reads. The kind of each thing only, never a number or a
/// text.
public final class SelfTest {
    /// Time to pick up a card, and to show it twice.
    public static final Duration LISTENING = Duration.ofSeconds(10);

    /// Names that stay the same wherever a thing is plugged in, as the settings want them.
    private static final List<String> FOLDERS = List.of("/dev/input/by-id", "/dev/serial/by-id");

    private final PrintStream out;
    private final Duration listening;
    private final List<Path> folders;

    public SelfTest(PrintStream out) {
        this(out, LISTENING, FOLDERS.stream().map(Path::of).toList());
    }

    SelfTest(PrintStream out, Duration listening, List<Path> folders) {
        this.out = out;
        this.listening = listening;
        this.folders = folders;
    }

    /// Opens and closes each reader in turn, by the name that the settings give it. True if each worked and read
    /// something of use.
    public boolean run(Map<String, PassReader> readers) {
        folders.forEach(this::list);
        if (readers.isEmpty()) {
            out.println("The settings name no reader.");
        }
        boolean all = true;
        for (Map.Entry<String, PassReader> reader : readers.entrySet()) {
            all &= listen(reader.getKey(), reader.getValue());
        }
        out.println(all ? "Every reader works." : "Not every reader has been seen to work.");
        return all;
    }

    private void list(Path folder) {
        out.println("In " + folder + ":");
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            } catch (IOException e) {
                out.println("  (this folder cannot be read)");
            }
        }
        names.forEach(name -> out.println("  " + name));
        if (names.isEmpty()) {
            out.println("  (nothing)");
        }
    }

    private boolean listen(String name, PassReader reader) {
        out.println(name + ": show it something, twice. Listening for " + listening.toSeconds() + " s.");
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        Tally tally = new Tally(said);
        reader.open(tally);
        try {
            long until = System.nanoTime() + listening.toNanos();
            for (long left = listening.toNanos(); left > 0; left = until - System.nanoTime()) {
                String line = said.poll(left, TimeUnit.NANOSECONDS);
                if (line != null) {
                    out.println("  " + line);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean works = reader.status() instanceof ReaderStatus.Working;
        reader.close();
        out.println("  " + name
                + (works && tally.ofUse ? " works." : works ? " is there; it read nothing of use." : " is away."));
        return works && tally.ofUse;
    }

    /// Written by the reader's thread, asked when that has ended or does not matter.
    private static final class Tally implements ReaderListener {
        private final BlockingQueue<String> said;
        private volatile boolean ofUse;

        Tally(BlockingQueue<String> said) {
            this.said = said;
        }

        @Override
        public void read(Reading reading) {
            said.add(
                    switch (reading) {
                        case Reading.CardNumber card ->
                            "read a card with a number of " + card.width().bytes() + " bytes";
                        case Reading.Code code ->
                            "read a code of " + code.text().length() + " characters";
                        case Reading.Garbage garbage -> "read something of no use: " + words(garbage.reason());
                    });
            ofUse |= !(reading instanceof Reading.Garbage);
        }

        @Override
        public void changed(ReaderStatus status) {
            said.add(
                    switch (status) {
                        case ReaderStatus.Working working -> "opened, and taken for the kiosk alone where that can be";
                        case ReaderStatus.Away away -> "away: " + words(away.why());
                    });
        }

        private static String words(Enum<?> reason) {
            return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
