package org.doorstep.firmware.keys;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.passes.PassKeys;

/// What a hub knows of its devices, one file `ID.properties` for each, as far as it is changed after a device was made:
/// shut out, or succeeded by another under the same name. The hub and the command line write the same, and a running
/// hub follows the files (decision 0056).
///
/// Each change is there whole or not at all, and is made of what stands there then: whoever changes a file holds the
/// folder's lock, in this program and in all others. Safe for all threads; one object of it in a program that writes,
/// since what one program has locked twice, the system gives free once.
public final class RegisteredDevices {
    /// What a device signed with, that was shut out under this name: `id:key[,id:key…]`. What it signed is set aside.
    public static final String SIGNED_BEFORE = "carry.keys.before";

    /// The SHA-256 of the secret of a device without a certificate.
    public static final String SECRET = "secret.sha256";

    private static final String SHUT_OUT_AT = "shut-out.at";
    private static final String SHUT_OUT_BECAUSE = "shut-out.because";
    private static final String TIMES = "shut-out.times";
    /// The SHA-256 of the key that the next of this name is given a certificate for.
    private static final String EXPECTED = "successor.key.sha256";

    private static final String SUFFIX = ".properties";
    private static final String LOCK = ".lock";

    private final Path folder;

    /// Why a device was shut out. The names are kept: add, never rename.
    public enum Because {
        STOLEN,
        LOST,
        /// Its place is taken by another.
        REPLACED;

        /// Throws IllegalArgumentException, with a sentence, for anything else.
        public static Because parse(String text) {
            return Arrays.stream(values())
                    .filter(one -> one.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("It is stolen, lost or replaced."));
        }

        /// As it stands in files and commands.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A device that is shut out and whose name nobody has taken since.
    public record ShutOut(Instant at, Because because) {}

    /// How often this name was shut out, and whether it is now: both as they stood in one moment.
    public record Standing(int times, Optional<ShutOut> shutOut) {}

    /// `folder`: the hub's `devices`.
    public RegisteredDevices(Path folder) {
        this.folder = folder;
    }

    public boolean has(DeviceId device) {
        return Files.isRegularFile(file(device));
    }

    /// Empty if it is not shut out, or not registered.
    public Optional<ShutOut> shutOut(DeviceId device) {
        return shutOut(device, facts(device));
    }

    /// Never, and not now, if it is not registered.
    public Standing standing(DeviceId device) {
        Map<String, String> facts = facts(device);
        return new Standing(times(facts), shutOut(device, facts));
    }

    private Optional<ShutOut> shutOut(DeviceId device, Map<String, String> facts) {
        if (!facts.containsKey(SHUT_OUT_AT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ShutOut(
                    Instant.parse(facts.get(SHUT_OUT_AT)), Because.parse(facts.getOrDefault(SHUT_OUT_BECAUSE, ""))));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new KeyFileException(
                    file(device)
                            + " says that the device is shut out, but not when and why as it should. Give `doorstep"
                            + " revoke` for it again.",
                    e);
        }
    }

    /// How often a device of this name was shut out: a hub that did not run while one was, and another took its place,
    /// sees it by this.
    public int timesShutOut(DeviceId device) {
        return times(facts(device));
    }

    /// Marks it as shut out, takes its secret away, and lays aside the key that it signs carried files with; its name
    /// stays. One that is shut out already stays so since then, and for that reason. False if it is not registered.
    public boolean shutOut(DeviceId device, Because because, Instant now) {
        // Looked at before the lock is made: a hub that has no such device may have no such folder.
        return has(device)
                && change(device, facts -> {
                    if (!facts.containsKey(SHUT_OUT_AT)) {
                        facts.put(TIMES, Integer.toString(times(facts) + 1));
                    }
                    facts.putIfAbsent(SHUT_OUT_AT, now.toString());
                    facts.putIfAbsent(SHUT_OUT_BECAUSE, because.toString());
                    facts.remove(SECRET);
                    facts.remove(EXPECTED);
                    layAside(facts);
                    return true;
                });
    }

    /// What people call it; empty if it is not registered.
    public Optional<String> name(DeviceId device) {
        return has(device) ? Optional.of(facts(device).getOrDefault("name", device.value())) : Optional.empty();
    }

    /// Another takes the name of a device that was shut out: `facts` are its own name, key and
    /// secret. `now`: at once; else with [#letIn], when its certificate is made.
    ///
    /// `times` is how often the name had been shut out when this was begun. If it was shut out
    /// once more meanwhile, that was of whoever this is: nothing is changed, and it is false.
    public boolean succeed(DeviceId device, Map<String, String> facts, boolean now, int times) {
        return change(device, all -> {
            if (times(all) != times) {
                return false;
            }
            layAside(all);
            all.putAll(facts);
            if (now) {
                letIn(all);
            }
            return true;
        });
    }

    /// The next of this name is about to be given a certificate for this key. Written before it
    /// is made: if the power goes between the two, what is left to shut out of the one before is
    /// still told from what is its successor's. It stays until somebody has the name, or the name
    /// is shut out again. Nothing if it is not shut out.
    public void expect(DeviceId device, PublicKey key) {
        change(device, facts -> facts.containsKey(SHUT_OUT_AT) && !hash(key).equals(facts.put(EXPECTED, hash(key))));
    }

    /// Whether it is the key of a successor that is not let in yet ([#expect]).
    public boolean isExpected(DeviceId device, PublicKey key) {
        return hash(key).equals(facts(device).get(EXPECTED));
    }

    /// The name is in use again: its new certificate is made. `times` as of [#succeed]; false,
    /// and nothing changed, if it was shut out once more meanwhile.
    public boolean letIn(DeviceId device, int times) {
        Map<String, String> now = facts(device);
        if (!now.containsKey(SHUT_OUT_AT) && times(now) == times) {
            return true;
        }
        return change(device, facts -> {
            if (times(facts) != times) {
                return false;
            }
            letIn(facts);
            return true;
        });
    }

    private static int times(Map<String, String> facts) {
        try {
            return Integer.parseInt(facts.getOrDefault(TIMES, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void letIn(Map<String, String> facts) {
        facts.remove(SHUT_OUT_AT);
        facts.remove(SHUT_OUT_BECAUSE);
        facts.remove(EXPECTED);
    }

    /// What is done to the facts of a device; false if they are to stay as they are.
    private interface Change {
        boolean of(Map<String, String> facts);
    }

    /// The other program may be the command line, which holds the lock for milliseconds.
    private synchronized boolean change(DeviceId device, Change change) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(LOCK),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    FileLock _ = channel.lock()) {
                Map<String, String> facts = facts(device);
                boolean changed = change.of(facts);
                if (changed) {
                    write(device, facts);
                }
                return changed;
            }
        } catch (IOException e) {
            throw new KeyFileException("Could not write " + file(device) + ": no right to, or no room.", e);
        }
    }

    private static String hash(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one says it has not.", e);
        }
    }

    /// The newest are kept: a place whose kiosk was lost eight times has other troubles than the first one's sticks.
    private static void layAside(Map<String, String> facts) {
        String key = facts.remove(CarryKey.REGISTERED_AS);
        if (key == null || key.isBlank()) {
            return;
        }
        List<String> keys = new ArrayList<>(List.of(key.strip()));
        Arrays.stream(facts.getOrDefault(SIGNED_BEFORE, "").split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty() && !sameId(one, key))
                .forEach(keys::add);
        facts.put(SIGNED_BEFORE, String.join(",", keys.subList(0, Math.min(keys.size(), PassKeys.MOST))));
    }

    private static boolean sameId(String one, String other) {
        return one.substring(0, Math.max(0, one.indexOf(':')))
                .equals(other.strip().substring(0, Math.max(0, other.strip().indexOf(':'))));
    }

    private Path file(DeviceId device) {
        return folder.resolve(device + SUFFIX);
    }

    /// None if it is not registered.
    private Map<String, String> facts(DeviceId device) {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file(device))) {
            lines.load(reader);
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFileException("Could not read " + file(device) + ": no right to, or not of the form.", e);
        }
        return lines.stringPropertyNames().stream()
                .collect(Collectors.toMap(key -> key, lines::getProperty, (a, b) -> b, TreeMap::new));
    }

    /// Plain `key = value`: a backslash is the only character of a value that the reader would take for another.
    private void write(DeviceId device, Map<String, String> facts) throws IOException {
        WholeFile.replace(
                file(device),
                facts.entrySet().stream()
                        .map(e -> e.getKey() + " = " + e.getValue().replace("\\", "\\\\") + "\n")
                        .collect(Collectors.joining()));
    }
}
