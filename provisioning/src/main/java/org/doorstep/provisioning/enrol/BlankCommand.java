package org.doorstep.provisioning.enrol;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.doorstep.provisioning.folder.Folder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private OwnHardware hardware;

    @Override
    public Integer call() {
        Folder device = Folder.begin(folder);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("data.dir", device.path().toString());
        hardware.putScreen(settings);
        hardware.putReaders(settings);
        device.finish(settings);
        spec.commandLine().getOut().println("A new kiosk is in " + folder + ". Start it, and show it a hub's code.");
        return 0;
    }
}
