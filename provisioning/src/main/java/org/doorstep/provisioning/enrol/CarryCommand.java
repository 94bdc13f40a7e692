package org.doorstep.provisioning.enrol;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.AreaKeys;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `carry new`: for a kiosk that was made before kiosks had a key to sign with, or a hub before its area had.
/// `device new` and `hub new` do the same for new ones.
@Command(
        description = {
            "Gives a kiosk that was made by an earlier version the key with which it signs what is carried from"
                    + " it on a stick, and tells its hub the public half; or lets a hub and its area know each"
                    + " other's keys.",
            "Given again, it only tells them again. If a kiosk's key was lost, a new one takes its place."
        })
public final class CarryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final SecureRandom random;

    @Parameters(paramLabel = "FOLDER", description = "The folder of the kiosk, or of the hub.")
    private Path folder;

    @ArgGroup(multiplicity = "1")
    private Goal goal;

    /// Whom it is carried to.
    private static final class Goal {
        @Option(names = "--hub", paramLabel = "FOLDER", description = "Of a kiosk: the folder of its hub.")
        private Path hub;

        @Option(names = "--area", paramLabel = "FOLDER", description = "Of a hub: the folder of its area.")
        private Path area;
    }

    public CarryCommand(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        return goal.hub == null ? fromHubToArea() : fromKioskToHub(goal.hub);
    }

    private int fromHubToArea() {
        Folder hub = Folder.made(folder, "hub");
        Folder area = Folder.made(goal.area, "area");
        String id = hub.settings().get("hub.id");
        if (id == null) {
            throw new FolderException(folder + " is no hub's. Nothing was changed.");
        }
        String known = HubFiles.areaKeys(area, random);
        area.registerAlso(
                "hubs",
                id,
                CarryKey.REGISTERED_AS,
                KeyFiles.read(hub.file("keys")).publicKeys().passKeys());
        hub.writeOver("keys/" + AreaKeys.OF_A_HUB, known);
        spec.commandLine()
                .getOut()
                .println("Figures of the hub " + id + " can be carried to its area, and each knows the other's key."
                        + " Start the hub again.");
        return 0;
    }

    private int fromKioskToHub(Path hub) {
        Folder device = Folder.made(folder, "device");
        Folder hubFolder = Folder.made(hub, "hub");
        String id = device.settings().get("device.id");
        String ofHub = device.settings().get("hub.id");
        if (id == null || ofHub == null || !ofHub.equals(hubFolder.settings().get("hub.id"))) {
            throw new FolderException(folder + " is no kiosk of the hub in " + hub + ". Nothing was changed.");
        }
        hubFolder.registerAlso(
                HubFiles.DEVICES, id, CarryKey.REGISTERED_AS, key(device).publicText());
        spec.commandLine()
                .getOut()
                .println("The device " + id + " can be carried from, and its hub knows its key. Neither need be"
                        + " started again.");
        return 0;
    }

    private KeyPairBytes key(Folder device) {
        try {
            return CarryKey.in(device.path(), random);
        } catch (KeyFileException e) {
            throw new FolderException(e.getMessage(), e);
        }
    }
}
