package org.doorstep.provisioning.enrol;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.RecoveryKey;
import org.doorstep.firmware.keys.RecoverySheet;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.HubId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `copy new`: makes a stick ready for a hub's second copy, and, the first time, prints the sheet that opens it.
@Command(
        description = {
            "Makes a stick, second disk or mounted share ready for a hub's second copy.",
            "The first time, it prints the recovery sheet: the one secret that is ever printed, and only once."
                    + " A further stick of the same hub is opened by the same sheet."
        })
public final class CopyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final SecureRandom random;

    @Parameters(paramLabel = "FOLDER", description = "A folder on the stick. It must be there.")
    private Path folder;

    @Option(names = "--hub", paramLabel = "FOLDER", required = true, description = "The folder of the hub.")
    private Path hubFolder;

    public CopyCommand(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        Folder hub = Folder.made(hubFolder, "hub");
        HubId id = new HubId(hub.settings().get("hub.id"));
        String name = hub.settings().get("hub.name");
        Path mark = folder.resolve(RecoveryKey.markOf(id));
        if (!Files.isDirectory(folder)) {
            throw new FolderException(folder + " is not there. Plug the stick in and mount it first.");
        }
        if (Files.exists(mark)) {
            throw new FolderException(folder + " is ready for " + name + " already. Nothing was changed.");
        }
        Path keys = hub.file("keys");
        Optional<RecoveryKey> known = known(keys);
        if (known.isEmpty()) {
            printSheet(hub, name);
        }
        try {
            Files.writeString(
                    mark, "Copies of the hub " + name + " are kept here. Only its recovery sheet opens them.\n");
        } catch (IOException e) {
            throw new FolderException("Could not write to " + folder + ": no right to, or no room.", e);
        }
        PrintWriter out = spec.commandLine().getOut();
        known.ifPresent(key -> out.println("The recovery sheet marked " + key.id() + " opens the copies on it."));
        out.println(folder + " is ready. Tell the hub in its settings.properties, and start it again:");
        out.println("copy.dir = " + folder.toAbsolutePath().normalize());
        return 0;
    }

    private void printSheet(Folder hub, String name) {
        RecoverySheet sheet = RecoverySheet.random(random);
        hub.write("keys/" + RecoveryKey.FILE, sheet.key().fileText());
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "Recovery sheet of the hub " + name + ", marked " + sheet.key().id());
        out.println();
        out.println("    " + sheet.text());
        out.println();
        out.println("Print this, or write it down, now: it is shown only once and kept nowhere. Put it where the");
        out.println("hub's keys are kept, away from the hub and the stick. Who has the sheet and the stick can read");
        out.println("everything the hub knows; without the sheet nobody can restore the hub from the stick.");
        out.println();
    }

    private static Optional<RecoveryKey> known(Path keys) {
        try {
            return RecoveryKey.read(keys);
        } catch (KeyFileException e) {
            throw new FolderException(e.getMessage(), e);
        }
    }
}
