package org.doorstep.provisioning.enrol;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.doorstep.provisioning.folder.Folder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `device blank`: the folder of a kiosk that belongs to no hub yet. It holds no secret, and no hub hears of it.
@Command(
        description = {
            "Makes the folder of a new kiosk that knows its own hardware and nothing else.",
            "Started, it waits on its screen to be shown the code that a hub's page has under \"Add a kiosk\", and joins"
                    + " that hub by itself. The folder holds no secret: one image will do for many kiosks."
        })
public final class BlankCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Where to make it.")
    private Path folder;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8402",
            description = "Of its screen. ${DEFAULT-VALUE} if not given.")
    private int port;

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

    @Override
    public Integer call() {
        Folder device = Folder.begin(folder);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("data.dir", device.path().toString());
        settings.put("screen.bind", "127.0.0.1");
        settings.put("screen.port", Integer.toString(port));
        settings.put("reader.card", cardReader);
        settings.put("reader.qr", qrReader);
        if (simulatedPasses != null) {
            settings.put(
                    "simulated.passes-file", simulatedPasses.toAbsolutePath().toString());
        }
        device.finish(settings);
        spec.commandLine().getOut().println("A new kiosk is in " + folder + ". Start it, and show it a hub's code.");
        return 0;
    }
}
