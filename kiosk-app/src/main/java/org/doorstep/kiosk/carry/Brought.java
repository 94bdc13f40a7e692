package org.doorstep.kiosk.carry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.relay.carry.Acknowledgement;
import org.doorstep.relay.carry.CarryException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.passes.PassKeys;

/// The folder in which the command lays down what was brought, for the kiosk's program to take: it alone writes the
/// database. Nothing gets in that the hub has not signed for this kiosk, and nothing is believed that is not read so
/// again when it is taken.
final class Brought {
    private static final String FOLDER = "brought";

    /// A person brings one; more than this is not bringing.
    private static final int MOST_AT_ONCE = 50;

    private final Path folder;
    private final HubId hub;
    private final DeviceId device;
    private final PassKeys hubKeys;

    Brought(Path dataFolder, HubId hub, DeviceId device, PassKeys hubKeys) {
        this.folder = dataFolder.resolve(FOLDER);
        this.hub = hub;
        this.device = device;
        this.hubKeys = hubKeys;
    }

    /// Reads a file; throws [CarryException] if it is not the hub's word for this kiosk.
    Acknowledgement read(Path file) throws CarryException, IOException {
        if (Files.size(file) > Acknowledgement.MOST_BYTES) {
            throw new CarryException(CarryException.Reason.TOO_LARGE, "No acknowledgement is as large as this.");
        }
        Acknowledgement read = Acknowledgement.read(Files.readAllBytes(file), hubKeys);
        if (!read.hub().equals(hub) || !read.device().equals(device)) {
            throw new CarryException(
                    CarryException.Reason.ANOTHER_HUB,
                    "It is for the kiosk " + read.device() + " of the hub " + read.hub() + ".");
        }
        return read;
    }

    /// Lays a file down, whole or not at all. Returns where it lies until it is taken.
    Path layDown(Path file) throws CarryException, IOException {
        Acknowledgement read = read(file);
        Files.createDirectories(folder);
        Path place = folder.resolve(read.answers() + "-" + read.madeAt().getEpochSecond() + Acknowledgement.ENDING);
        WholeFile.replace(place, Files.readAllBytes(file));
        return place;
    }

    /// What lies there, in no order that matters.
    List<Path> waiting() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(Acknowledgement.ENDING))
                    .sorted()
                    .limit(MOST_AT_ONCE)
                    .toList();
        }
    }
}
