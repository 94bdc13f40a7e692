package org.doorstep.provisioning.enrol;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `carry new`: for a kiosk that was made before kiosks had a key to sign with. `device new` does the same for new
/// ones.
@Command(
        description = {
            "Gives a kiosk that was made by an earlier version the key with which it signs what is carried from"
                    + " it on a stick, and tells its hub the public half.",
            "Given again, it only tells the hub again. If the key was lost, a new one takes its place."
        })
public final class CarryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final SecureRandom random;

    @Parameters(paramLabel = "FOLDER", description = "The folder of the kiosk.")
    private Path folder;

    @Option(names = "--hub", paramLabel = "FOLDER", required = true, description = "The folder of its hub.")
    private Path hub;

    public CarryCommand(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        Folder device = Folder.made(folder, "device");
        Folder hubFolder = Folder.made(hub, "hub");
        String id = device.settings().get("device.id");
        String ofHub = device.settings().get("hub.id");
        if (id == null || ofHub == null || !ofHub.equals(hubFolder.settings().get("hub.id"))) {
            throw new FolderException(folder + " is no kiosk of the hub in " + hub + ". Nothing was changed.");
        }
        hubFolder.registerAlso(HubFiles.DEVICES, id, CarryKey.REGISTERED_AS, key(device).publicText());
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
