package org.doorstep.provisioning.enrol;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.firmware.keys.RegisteredDevices.Because;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.identity.IdentityException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `device replace`: another takes a device's name and place. The one before is shut out by all its
/// certificates, and by its memory: what comes of it afterwards is set aside.
@Command(
        description = {
            "Makes the folder of a kiosk that takes the name and place of one that is dead, lost or stolen.",
            "The one before is shut out, if it is not yet; what still comes from it is set aside for the hub's manager."
                    + " Then `doorstep request` and `doorstep enrol`, as for a new one."
        })
public final class ReplaceCommand extends DeviceFolder {
    private final InstantSource clock;

    @Option(
            names = "--id",
            paramLabel = "ID",
            required = true,
            description = "The device whose name and place it takes.")
    private DeviceId id;

    public ReplaceCommand(SecureRandom random, InstantSource clock) {
        super(random);
        this.clock = clock;
    }

    @Override
    DeviceId id() {
        return id;
    }

    @Override
    String name(Folder hubFolder) {
        return devices(hubFolder)
                .name(id)
                .orElseThrow(() -> new FolderException(
                        id + " is not known to this hub. Nothing was changed; `doorstep device new` makes a new one."));
    }

    @Override
    void register(Folder hubFolder, Map<String, String> facts) {
        try {
            RegisteredDevices devices = devices(hubFolder);
            devices.shutOut(id, Because.REPLACED, clock.instant());
            int times = devices.standing(id).times();
            Path issuing = hubFolder.file("identity/issuing");
            if (issuing.toFile().exists()) {
                new IssuingFiles(issuing).revokeWhatIsLeft(id, clock.instant());
            }
            // Where there are certificates the name is free only until the successor has one.
            if (!devices.succeed(id, facts, !issuing.toFile().exists(), times)) {
                throw new FolderException(id + " was shut out once more meanwhile. Give the command again.");
            }
        } catch (IdentityException | KeyFileException e) {
            throw new FolderException(e.getMessage(), e);
        }
    }

    @Override
    String done(String called, Path folder, Map<String, String> hub) {
        return "The device in " + folder + " takes the place of " + called + " (" + id + ") in " + hub.get("hub.name")
                + ".";
    }

    private static RegisteredDevices devices(Folder hubFolder) {
        return new RegisteredDevices(hubFolder.file(HubFiles.DEVICES));
    }
}
