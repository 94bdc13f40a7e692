package org.doorstep.area.hubs;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.passes.PassKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hubs that belong to the area: one file each, `<hub>.properties` with `name`, `token.sha256` and `carry.keys`.
///
/// Read anew each time, so a hub added or taken out counts from that moment; the files are few and small. Safe for all
/// threads.
public final class HubRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(HubRegistry.class);
    private static final String ENDING = ".properties";

    /// Compared with when there is no such hub, so that the time taken does not tell which hubs there are.
    private static final byte[] NOBODYS = new byte[32];

    private final Path folder;

    /// A hub of the area, by its short name and as people call it.
    public record Hub(HubId id, String name) {}

    private record Entry(Hub hub, byte[] tokenHash, Optional<PassKeys> carryKeys) {}

    public HubRegistry(Path folder) {
        this.folder = folder;
    }

    /// All hubs, by name.
    public List<Hub> all() {
        List<Hub> hubs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                read(file).ifPresent(entry -> hubs.add(entry.hub()));
            }
        } catch (IOException e) {
            LOG.warn("The folder of hubs, hubs.dir, cannot be read: no hub is known until it can.");
        }
        hubs.sort(Comparator.comparing(Hub::name).thenComparing(hub -> hub.id().value()));
        return hubs;
    }

    /// The hub of this name, if the token is its own.
    public Optional<Hub> withToken(HubId id, String token) {
        Optional<Entry> entry = read(folder.resolve(id + ENDING));
        byte[] kept = entry.map(Entry::tokenHash).orElse(NOBODYS);
        boolean same = MessageDigest.isEqual(kept, sha256(token));
        return same ? entry.map(Entry::hub) : Optional.empty();
    }

    /// The hub of this name, if there is one.
    public Optional<Hub> named(HubId id) {
        return read(folder.resolve(id + ENDING)).map(Entry::hub);
    }

    /// What a hub signs with that is carried here by hand (`carry.keys`); empty if it was made known without.
    public Optional<PassKeys> carryKeys(HubId id) {
        return read(folder.resolve(id + ENDING)).flatMap(Entry::carryKeys);
    }

    private Optional<Entry> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            String fileName = file.getFileName().toString();
            HubId id = new HubId(fileName.substring(0, fileName.length() - ENDING.length()));
            byte[] hash = HexFormat.of()
                    .parseHex(properties.getProperty("token.sha256", "").strip());
            String name = properties.getProperty("name", "").strip();
            if (hash.length != 32 || name.isEmpty() || name.length() > 80) {
                throw new IllegalArgumentException("A line is missing or not of its form.");
            }
            String keys = properties.getProperty("carry.keys", "").strip();
            return Optional.of(new Entry(
                    new Hub(id, name), hash, keys.isEmpty() ? Optional.empty() : Optional.of(PassKeys.parse(keys))));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "{} is no hub: it needs name and token.sha256, and carry.keys of their form if at all. Mend it or take it out.",
                    file.getFileName());
            return Optional.empty();
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
