package org.doorstep.provisioning.enrol;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.AreaKeys;
import org.doorstep.provisioning.folder.Folder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `area new`: the folder of the central team's server.
@Command(description = "Makes the folder of an area server. Hubs are registered in it by `hub new`.")
public final class AreaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final SecureRandom random;

    @Parameters(paramLabel = "FOLDER", description = "Where to make it.")
    private Path folder;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "What people call the area.")
    private String name;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8401",
            description = "Of its pages. ${DEFAULT-VALUE} if not given.")
    private int port;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "Europe/London",
            description = "Its time zone. ${DEFAULT-VALUE} if not given.")
    private ZoneId zone;

    public AreaCommand(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        Folder area = Folder.begin(folder);
        Path hubs = area.makeFolder("hubs");
        AreaKeys.make(area.makeFolder("keys"), random);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("data.dir", area.path().toString());
        settings.put("area.name", name);
        settings.put("zone", zone.toString());
        settings.put("web.bind", "127.0.0.1");
        settings.put("web.port", Integer.toString(port));
        settings.put("hubs.dir", hubs.toString());
        area.finish(settings);
        spec.commandLine().getOut().println("The area " + name + " is in " + folder + ".");
        return 0;
    }
}
