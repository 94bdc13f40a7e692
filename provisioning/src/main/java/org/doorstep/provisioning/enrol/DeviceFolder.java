package org.doorstep.provisioning.enrol;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.DeviceId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What `device new` and `device replace` share: the folder of a kiosk, and its place in the hub.
abstract sealed class DeviceFolder implements Callable<Integer> permits DeviceCommand, ReplaceCommand {
    @Spec
    private CommandSpec spec;

    private final SecureRandom random;

    @Parameters(paramLabel = "FOLDER", description = "Where to make it.")
    private Path folder;

    @Option(names = "--hub", paramLabel = "FOLDER", required = true, description = "The folder of its hub.")
    private Path hub;

    @Mixin
    private OwnHardware hardware;

    @Option(
            names = "--broker-host",
            paramLabel = "HOST",
            description = "Where it finds its hub's broker. What the hub's own settings say if not given.")
    private String brokerHost;

    DeviceFolder(SecureRandom random) {
        this.random = random;
    }

    abstract DeviceId id();

    /// What people call it. `hubFolder`: where a name may be known already.
    abstract String name(Folder hubFolder);

    /// Tells the hub. `facts`: the name, the hash of the secret, the key to carry with.
    abstract void register(Folder hubFolder, Map<String, String> facts);

    /// What is said when it is done.
    abstract String done(String name, Path folder, Map<String, String> hub);

    @Override
    public Integer call() {
        DeviceId id = id();
        if (id.value().equals(HubFiles.GATEWAY_NAME)) {
            throw new FolderException(
                    "A device cannot be called " + id + ": a broker would give it all that the hub itself may do.");
        }
        Folder hubFolder = Folder.made(hub, "hub");
        String name = name(hubFolder);
        Folder device = Folder.begin(folder);
        Map<String, String> told = hubFolder.settings();
        String secret = device.secret("broker-secret", random).sha256();
        String carryKey = CarryKey.in(device.path(), random).publicText();
        register(hubFolder, Map.of("name", name, RegisteredDevices.SECRET, secret, CarryKey.REGISTERED_AS, carryKey));
        KeyFiles.PublicKeys keys = KeyFiles.read(hubFolder.file("keys")).publicKeys();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("data.dir", device.path().toString());
        settings.put("hub.id", told.get("hub.id"));
        settings.put("device.id", id.value());
        settings.put("device.name", name);
        settings.put("hub.zone", told.get("hub.zone"));
        hardware.putScreen(settings);
        settings.put("broker.host", brokerHost == null ? told.get("broker.host") : brokerHost);
        settings.put("broker.port", told.get("broker.port"));
        settings.put("broker.secret-file", device.file("broker-secret").toString());
        settings.put("pass.keys", keys.passKeys());
        settings.put("sealing.key", keys.sealingKey());
        hardware.putReaders(settings);
        device.finish(settings);
        spec.commandLine().getOut().println(done(name, folder, told));
        return 0;
    }
}
