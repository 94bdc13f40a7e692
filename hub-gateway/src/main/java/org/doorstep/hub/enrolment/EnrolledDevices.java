package org.doorstep.hub.enrolment;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.passes.PassKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The devices that provisioning has made known to this hub: a folder with `{device}.properties` for each (`name`,
/// `secret.sha256` in hex, and `carry.keys`). Safe for all threads.
///
/// The file is read anew whenever a device connects, so adding or removing one needs no restart. The hub holds no
/// secret; a SHA-256 without stretching is enough for one of 256 random bits, and would not be for a chosen one.
public final class EnrolledDevices {
    private static final Logger log = LoggerFactory.getLogger(EnrolledDevices.class);
    private static final String SUFFIX = ".properties";
    private static final String KIND = "kind";
    private static final String BUTTONS = "buttons";

    private final Path folder;
    private final RegisteredDevices files;

    public EnrolledDevices(Path folder) {
        this.folder = folder;
        this.files = new RegisteredDevices(folder);
    }

    /// One of ours, by the name that people gave it.
    public record Device(DeviceId id, String name) {}

    /// The device of that name, if it is enrolled and this is its secret.
    public Optional<DeviceId> prove(String name, String secret) {
        return id(name).filter(this::admits).filter(id -> matches(expected(id), secret));
    }

    /// All of them, by id; those that could be read, where the folder cannot.
    public List<Device> all() {
        List<Device> devices = new ArrayList<>();
        try {
            addAll(devices);
        } catch (IOException e) {
            log.warn("The folder of devices cannot be read: {}", e.getClass().getSimpleName());
        }
        return devices;
    }

    /// All of them, for whoever does what cannot be undone as soon as none needs it: throws
    /// [KeyFileException] where the folder cannot be read, so that nobody takes that for a hub without
    /// devices.
    public List<Device> allForCertain() {
        List<Device> devices = new ArrayList<>();
        try {
            addAll(devices);
        } catch (IOException e) {
            throw new KeyFileException("The folder of devices, " + folder + ", cannot be read.", e);
        }
        return devices;
    }

    private void addAll(List<Device> devices) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    id(name.substring(0, name.length() - SUFFIX.length()))
                            .ifPresent(id -> devices.add(new Device(id, read(id).getProperty("name", id.value()))));
                }
            }
        } catch (NoSuchFileException e) {
            // A hub whose first device is still to come.
        }
    }

    /// Whether it belongs here and is not shut out. Of one whose file cannot be read, no.
    public boolean admits(DeviceId device) {
        try {
            return has(device) && files.shutOut(device).isEmpty();
        } catch (KeyFileException e) {
            log.warn("Whether device {} is shut out cannot be read; it is not let in.", device);
            return false;
        }
    }

    /// Whether it is a box of buttons that keeps nothing and numbers nothing (`kind = buttons`): no
    /// kiosk, so nothing of it is waited for, and what it says is counted apart.
    public boolean isBoxOfButtons(DeviceId device) {
        return read(device).getProperty(KIND, "").strip().equals(BUTTONS);
    }

    /// Since when and why, if it is shut out.
    public Optional<RegisteredDevices.ShutOut> shutOut(DeviceId device) {
        return files.shutOut(device);
    }

    /// Whether it belongs here: also one that was shut out, whose name and place are kept.
    public boolean has(DeviceId device) {
        return Files.isRegularFile(folder.resolve(device.value() + SUFFIX));
    }

    /// What this device signs with that is carried here by hand (`carry.keys`); empty if it was enrolled without.
    public Optional<PassKeys> carryKeys(DeviceId device) {
        return keys(device, CarryKey.REGISTERED_AS);
    }

    /// What those signed with that had this name before and were shut out: what they signed is for a person to look at.
    public Optional<PassKeys> carryKeysBefore(DeviceId device) {
        return keys(device, RegisteredDevices.SIGNED_BEFORE);
    }

    private Optional<PassKeys> keys(DeviceId device, String kind) {
        String keys = read(device).getProperty(kind, "").strip();
        try {
            return keys.isEmpty() ? Optional.empty() : Optional.of(PassKeys.parse(keys));
        } catch (IllegalArgumentException e) {
            log.warn("The {} of device {} cannot be read; nothing carried from it is taken.", kind, device);
            return Optional.empty();
        }
    }

    private static Optional<DeviceId> id(String name) {
        try {
            return Optional.of(new DeviceId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean matches(String expectedHex, String secret) {
        byte[] expected;
        try {
            expected = HexFormat.of().parseHex(expectedHex);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return MessageDigest.isEqual(expected, sha256(secret));
    }

    private String expected(DeviceId id) {
        return read(id).getProperty("secret.sha256", "").strip();
    }

    private Properties read(DeviceId id) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(id.value() + SUFFIX))) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            // Not one of ours: no properties, so no secret will do.
        } catch (IOException | IllegalArgumentException e) {
            log.warn("The file of device {} cannot be read; it is not let in.", id);
        }
        return properties;
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one says it has not.", e);
        }
    }
}
