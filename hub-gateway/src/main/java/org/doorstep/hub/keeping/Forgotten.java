package org.doorstep.hub.keeping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;

/// The list of who left: of each name a keyed hash (HMAC-SHA-256), what stands for it, and until
/// when it was theirs. It is a file of its own beside the database, so that no copy of that brings
/// anybody back, and it has no name in it: who finds it without the key, which is with the hub's
/// other keys, can ask it nothing. Safe for all threads.
public final class Forgotten {
    /// The file's name, in the hub's folder.
    public static final String FILE = "forgotten.list";

    /// Longer than a kiosk in a cupboard or an older copy on a stick is likely to lie before it is
    /// used again.
    static final Duration KEPT = Duration.ofDays(400);

    /// A device's clock can be so far ahead of the hub's and be believed; what somebody shows later
    /// than this after leaving is a new beginning.
    static final Duration SLACK = Duration.ofMinutes(15);

    private static final String CONTEXT = "doorstep-forgotten-v1";
    private static final String KEY_FILE = "keys/forgotten-0001.properties";
    private static final int KEY_BYTES = 32;

    private final Path file;
    private final SecretKeySpec key;
    private final InstantSource clock;
    private final Map<String, List<Entry>> byMac = new HashMap<>();

    /// `until`: what was shown up to then was shown by whoever left.
    record Entry(String mac, PassName surrogate, Instant until) {
        private String line() {
            return mac + " " + surrogate.kind().stored() + " " + surrogate.name() + " " + until.toEpochMilli();
        }

        private static Entry of(String line) {
            String[] parts = line.split(" ");
            if (parts.length != 4 || !parts[0].matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("A line of the list of who left is damaged.");
            }
            return new Entry(
                    parts[0],
                    new PassName(PassName.Kind.stored(parts[1]), parts[2]),
                    Instant.ofEpochMilli(Long.parseLong(parts[3])));
        }
    }

    private Forgotten(Path file, byte[] key, InstantSource clock) {
        this.file = file;
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.clock = clock;
    }

    /// Reads the list of a hub's folder. Its key is made where there is none.
    public static Forgotten in(Path folder, RandomGenerator random, InstantSource clock) {
        Path keyFile = folder.resolve(KEY_FILE);
        try {
            Path list = folder.resolve(FILE);
            if (Files.notExists(keyFile)) {
                if (Files.exists(list) && Files.size(list) > 0) {
                    throw new IOException(
                            "Its key, " + keyFile + ", is not there: without it the list says nothing, and"
                                    + " whoever left could come back. Put it there from the second copy.");
                }
                byte[] fresh = new byte[KEY_BYTES];
                random.nextBytes(fresh);
                Files.createDirectories(keyFile.getParent());
                WholeFile.replace(keyFile, "key = " + HexFormat.of().formatHex(fresh) + "\n");
            }
            String text = Files.readString(keyFile).strip();
            Forgotten left = new Forgotten(
                    list,
                    HexFormat.of()
                            .parseHex(text.substring(text.indexOf('=') + 1).strip()),
                    clock);
            left.take(list);
            return left;
        } catch (IOException e) {
            throw new UncheckedIOException("The list of who left in " + folder + " cannot be read.", e);
        }
    }

    /// Takes in what another file of this list says: the one that lies beside a second copy.
    /// Nothing if there is none.
    public synchronized void takeIn(Path other) throws IOException {
        take(other);
        write();
    }

    /// What a kiosk is told of the names that it still keeps: those whose holders have left.
    public PrivateReply.Kept answer(PrivateRequest.Kept asked) {
        return new PrivateReply.Kept(asked.names().stream()
                .flatMap(pass -> entries(PassName.of(pass)).stream()
                        .map(entry -> new PrivateReply.Gone(
                                pass,
                                new org.doorstep.relay.contract.PassName(
                                        entry.surrogate().name()),
                                entry.until())))
                .toList());
    }

    synchronized boolean isEmpty() {
        return byMac.isEmpty();
    }

    /// Whose name it was that was shown, if they have left since. A clock that may be further out than a leaving's
    /// slack cannot tell this life from the one before: then the name is whose it is now; if it is nobody's, it is
    /// the last one's who left, unless it was later by all that the clock can be out. So no wrong clock
    /// brings anybody back, and none takes from somebody who began again.
    synchronized Optional<Entry> left(PassName name, Instant shownAt, Moment moment, boolean isSomebodysNow) {
        List<Entry> all = byMac.isEmpty() ? List.of() : entries(name);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        boolean known = moment.clock() != Moment.Clock.UNKNOWN && moment.boundMs() < Moment.UNBOUNDED;
        if (known && moment.boundMs() <= SLACK.toMillis()) {
            return all.stream().filter(entry -> !shownAt.isAfter(entry.until)).findFirst();
        }
        Entry last = all.getLast();
        boolean later = known && shownAt.minusMillis(moment.boundMs()).isAfter(last.until);
        return isSomebodysNow || later ? Optional.empty() : Optional.of(last);
    }

    /// All of a name, the earliest first: somebody may begin again, and leave again.
    synchronized List<Entry> entries(PassName name) {
        return List.copyOf(byMac.getOrDefault(mac(name), List.of()));
    }

    Entry entry(PassName name, PassName surrogate, Instant now) {
        return new Entry(mac(name), surrogate, now.plus(SLACK));
    }

    /// On the disk when this returns.
    synchronized void note(Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        entries.forEach(this::add);
        try {
            write();
        } catch (IOException e) {
            throw new UncheckedIOException("The list of who left could not be written.", e);
        }
    }

    private void take(Path from) throws IOException {
        if (Files.exists(from)) {
            for (String line : Files.readAllLines(from, StandardCharsets.US_ASCII)) {
                if (!line.isBlank()) {
                    add(Entry.of(line));
                }
            }
        }
    }

    private void add(Entry entry) {
        List<Entry> of = byMac.computeIfAbsent(entry.mac, mac -> new ArrayList<>(1));
        of.removeIf(known -> known.surrogate.equals(entry.surrogate));
        of.add(entry);
        of.sort(Comparator.comparing(Entry::until));
    }

    private void write() throws IOException {
        Instant oldest = clock.instant().minus(KEPT);
        Set<String> lines = new LinkedHashSet<>();
        byMac.values().removeIf(of -> {
            of.removeIf(entry -> entry.until.isBefore(oldest));
            return of.isEmpty();
        });
        byMac.values().forEach(of -> of.forEach(entry -> lines.add(entry.line())));
        WholeFile.replace(file, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    private String mac(PassName name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((CONTEXT + name.kind().stored()).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(name.name().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA-256.", e);
        }
    }
}
