package org.doorstep.hub.backup;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.firmware.keys.RecoveryKey;
import org.doorstep.relay.contract.HubId;

/// Where copies are kept: a stick, a second disk, a share. It is ours only while it bears the mark
/// that `doorstep copy new` put there, so that nothing is written into an empty mount point when
/// the stick is out.
record CopyFolder(Path path, String hub) {
    private static final Pattern COPY = Pattern.compile("(.+)\\.([0-9]{6})\\.copy");

    /// The list of who left, in the hub's folder; here it lies beside the copies under the hub's
    /// name, readable and never rolled back with them (`keeping.Forgotten`, decision 0071).
    static final String FORGOTTEN = "forgotten.list";

    /// A finished copy.
    record Found(Path file, long number) {}

    boolean isThere() {
        return Files.exists(path.resolve(RecoveryKey.markOf(new HubId(hub))));
    }

    Path file(long number) {
        return path.resolve("%s.%06d.copy".formatted(hub, number));
    }

    /// Brings the list beside the copies up to date. What is there is part of what the hub has,
    /// since only the hub adds to it.
    void putBeside(Path list) throws IOException {
        Path beside = forgottenIn(path, hub);
        boolean same = Files.notExists(list) || Files.exists(beside) && Files.mismatch(list, beside) < 0;
        if (!same) {
            WholeFile.replace(beside, Files.readAllBytes(list));
        }
    }

    static Path forgottenIn(Path folder, String hub) {
        return folder.resolve(hub + "." + FORGOTTEN);
    }

    /// The newest last.
    List<Found> copies() throws IOException {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Matcher name = COPY.matcher(file.getFileName().toString());
                if (name.matches() && name.group(1).equals(hub)) {
                    found.add(new Found(file, Long.parseLong(name.group(2))));
                }
            }
        }
        found.sort(Comparator.comparingLong(Found::number));
        return found;
    }

    /// Takes away what is older than the newest `keep`, and what a copy that never was finished
    /// left behind.
    void keepNewest(int keep) throws IOException {
        List<Found> copies = copies();
        for (Found old : copies.subList(0, Math.max(0, copies.size() - keep))) {
            Files.deleteIfExists(old.file());
        }
    }

    void clearUnfinished() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(hub + ".") && name.endsWith(".copy.part")) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /// The copies in a folder of whichever hub, the newest last: for whoever restores, and knows no
    /// hub yet.
    static List<Found> allIn(Path folder) throws IOException {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (COPY.matcher(file.getFileName().toString()).matches()) {
                    found.add(new Found(file, head(file).number()));
                }
            }
        }
        found.sort(Comparator.comparingLong(Found::number));
        return found;
    }

    static SealedFrames.Head head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DataInputStream data = new DataInputStream(in)) {
            return SealedFrames.head(data);
        }
    }

    static boolean isFull(IOException e) {
        String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return why.contains("no space") || why.contains("quota") || why.contains("file too large");
    }
}
