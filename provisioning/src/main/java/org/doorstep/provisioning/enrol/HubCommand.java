package org.doorstep.provisioning.enrol;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.AreaKeys;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.relay.contract.HubId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hub new`: the folder of a gateway, its keys, and its place in the area.
@Command(description = "Makes the folder of a hub's gateway, with its keys, and registers it in the area's folder.")
public final class HubCommand implements Callable<Integer> {
    enum Broker {
        embedded,
        external
    }

    @Spec
    private CommandSpec spec;

    private final SecureRandom random;

    @Parameters(paramLabel = "FOLDER", description = "Where to make it.")
    private Path folder;

    @Option(
            names = "--id",
            paramLabel = "ID",
            required = true,
            description = "Short and for ever: a-z, 0-9 and hyphen. It is in every topic.")
    private HubId id;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "What people call the hub.")
    private String name;

    @Option(
            names = "--area",
            paramLabel = "FOLDER",
            description = "The area's folder, to register the hub there. Without it, no figures leave the hub.")
    private Path area;

    @Option(
            names = "--area-url",
            paramLabel = "URL",
            description = "Where the hub finds the area server. The area's own address and port if not given.")
    private String areaUrl;

    @Option(
            names = "--release",
            paramLabel = "WHEN",
            defaultValue = "hourly",
            description = "When figures go to the area: hourly or at-once. ${DEFAULT-VALUE} if not given.")
    private String release;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8400",
            description = "Of its pages. ${DEFAULT-VALUE} if not given.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Where its pages are served. ${DEFAULT-VALUE} if not given: on this machine alone. 0.0.0.0: on"
                            + " every network it is on, with all that is typed there, passphrases too, in the clear.")
    private String bind;

    @Option(
            names = "--broker",
            paramLabel = "WHICH",
            defaultValue = "embedded",
            description = "embedded, or external (see `broker new`). ${DEFAULT-VALUE} if not given.")
    private Broker broker;

    @Option(
            names = "--broker-host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Where the broker listens. ${DEFAULT-VALUE} if not given.")
    private String brokerHost;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "8404",
            description = "${DEFAULT-VALUE} if not given.")
    private int brokerPort;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "Europe/London",
            description = "Its time zone. ${DEFAULT-VALUE} if not given.")
    private ZoneId zone;

    public HubCommand(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        Optional<Folder> areaFolder = Optional.ofNullable(area).map(path -> Folder.made(path, "area"));
        Folder hub = Folder.begin(folder);
        KeyFiles.make(hub.makeFolder("keys"), random);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("data.dir", hub.path().toString());
        settings.put("hub.id", id.value());
        settings.put("hub.name", name);
        settings.put("hub.zone", zone.toString());
        settings.put("web.bind", bind);
        settings.put("web.port", Integer.toString(port));
        settings.put("broker.mode", broker.name());
        settings.put("broker.host", brokerHost);
        settings.put("broker.port", Integer.toString(brokerPort));
        settings.put("devices.dir", hub.makeFolder(HubFiles.DEVICES).toString());
        if (broker == Broker.external) {
            hub.secret(HubFiles.GATEWAY_SECRET, random);
            settings.put("broker.secret-file", hub.file(HubFiles.GATEWAY_SECRET).toString());
        }
        areaFolder.ifPresent(joined -> settings.putAll(join(joined, hub)));
        hub.finish(settings);
        spec.commandLine().getOut().println("The hub " + name + " (" + id + ") is in " + folder + ".");
        return 0;
    }

    private Map<String, String> join(Folder areaFolder, Folder hub) {
        String token = hub.secret(HubFiles.AREA_TOKEN, random).sha256();
        String signedWith = KeyFiles.read(hub.file("keys")).publicKeys().passKeys();
        areaFolder.register(
                "hubs", id.value(), Map.of("name", name, "token.sha256", token, CarryKey.REGISTERED_AS, signedWith));
        hub.writeOver("keys/" + AreaKeys.OF_A_HUB, HubFiles.areaKeys(areaFolder, random));
        Map<String, String> told = areaFolder.settings();
        String url = areaUrl == null ? "http://" + told.get("web.bind") + ":" + told.get("web.port") : areaUrl;
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("area.url", url);
        settings.put("upstream.release", release);
        settings.put("area.token-file", hub.file(HubFiles.AREA_TOKEN).toString());
        return settings;
    }
}
