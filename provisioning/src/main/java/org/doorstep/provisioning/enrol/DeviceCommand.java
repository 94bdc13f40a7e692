package org.doorstep.provisioning.enrol;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.DeviceId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `device new`: the folder of a kiosk, and its place in the hub. The hub learns only the secret's SHA-256.
@Command(description = "Makes the folder of a kiosk and registers it in its hub's folder.")
public final class DeviceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final SecureRandom random;

    @Parameters(paramLabel = "FOLDER", description = "Where to make it.")
    private Path folder;

    @Option(names = "--hub", paramLabel = "FOLDER", required = true, description = "The folder of its hub.")
    private Path hub;

    @Option(
            names = "--id",
            paramLabel = "ID",
            required = true,
            description = "Short and for ever: a-z, 0-9 and hyphen, once in a hub.")
    private DeviceId id;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Where it stands: \"Front door\".")
    private String name;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8402",
            description = "Of its screen. ${DEFAULT-VALUE} if not given.")
    private int port;

    @Option(
            names = "--broker-host",
            paramLabel = "HOST",
            description = "Where it finds its hub's broker. What the hub's own settings say if not given.")
    private String brokerHost;

    @Option(
            names = "--card-reader",
            paramLabel = "READER",
            defaultValue = "none",
            description = "none, simulated, hid:PATH or serial:PATH. ${DEFAULT-VALUE} if not given.")
    private String cardReader;

    @Option(
            names = "--qr-reader",
            paramLabel = "READER",
            defaultValue = "none",
            description = "none, simulated, hid:PATH or camera:COMMAND. ${DEFAULT-VALUE} if not given.")
    private String qrReader;

    @Option(
            names = "--simulated-passes",
            paramLabel = "FILE",
            description = "A list of invented residents for the simulated readers' page.")
    private Path simulatedPasses;

    public DeviceCommand(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        if (id.value().equals(HubFiles.GATEWAY_NAME)) {
            throw new FolderException(
                    "A device cannot be called " + id + ": a broker would give it all that the hub itself may do.");
        }
        Folder hubFolder = Folder.made(hub, "hub");
        Folder device = Folder.begin(folder);
        Map<String, String> told = hubFolder.settings();
        String secret = device.secret("broker-secret", random).sha256();
        String carryKey = CarryKey.in(device.path(), random).publicText();
        hubFolder.register(
                HubFiles.DEVICES,
                id.value(),
                Map.of("name", name, "secret.sha256", secret, CarryKey.REGISTERED_AS, carryKey));
        KeyFiles.PublicKeys keys = KeyFiles.read(hubFolder.file("keys")).publicKeys();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("data.dir", device.path().toString());
        settings.put("hub.id", told.get("hub.id"));
        settings.put("device.id", id.value());
        settings.put("device.name", name);
        settings.put("hub.zone", told.get("hub.zone"));
        settings.put("screen.bind", "127.0.0.1");
        settings.put("screen.port", Integer.toString(port));
        settings.put("broker.host", brokerHost == null ? told.get("broker.host") : brokerHost);
        settings.put("broker.port", told.get("broker.port"));
        settings.put("broker.secret-file", device.file("broker-secret").toString());
        settings.put("pass.keys", keys.passKeys());
        settings.put("sealing.key", keys.sealingKey());
        settings.put("reader.card", cardReader);
        settings.put("reader.qr", qrReader);
        if (simulatedPasses != null) {
            settings.put(
                    "simulated.passes-file", simulatedPasses.toAbsolutePath().toString());
        }
        device.finish(settings);
        spec.commandLine()
                .getOut()
                .println("The device " + name + " (" + id + ") is in " + folder + ", and known to "
                        + told.get("hub.name") + ".");
        return 0;
    }
}
