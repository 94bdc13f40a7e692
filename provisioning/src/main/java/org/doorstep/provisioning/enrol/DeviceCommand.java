package org.doorstep.provisioning.enrol;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.relay.contract.DeviceId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `device new`: the folder of a kiosk, and its place in the hub. The hub learns only the secret's SHA-256.
@Command(description = "Makes the folder of a kiosk and registers it in its hub's folder.")
public final class DeviceCommand extends DeviceFolder {
    @Option(
            names = "--id",
            paramLabel = "ID",
            required = true,
            description = "Short and for ever: a-z, 0-9 and hyphen, once in a hub.")
    private DeviceId id;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Where it stands: \"Front door\".")
    private String name;

    public DeviceCommand(SecureRandom random) {
        super(random);
    }

    @Override
    DeviceId id() {
        return id;
    }

    @Override
    String name(Folder hubFolder) {
        return name;
    }

    @Override
    void register(Folder hubFolder, Map<String, String> facts) {
        hubFolder.register(HubFiles.DEVICES, id.value(), facts);
    }

    @Override
    String done(String called, Path folder, Map<String, String> hub) {
        return "The device " + called + " (" + id + ") is in " + folder + ", and known to " + hub.get("hub.name") + ".";
    }
}
