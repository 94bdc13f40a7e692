package org.doorstep.provisioning.authority;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.IssuingFiles.ShutOut;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.provisioning.enrol.HubFiles;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Serial;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `revoke`: a stolen or retired device is shut out.
@Command(
        description = {
            "Shuts a device out, for ever: its key is given no certificate again. A running hub reads the list anew.",
            "What it signed and is carried by hand is taken no more. The name is free then for the device that takes"
                    + " its place."
        })
public final class RevokeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final InstantSource clock;

    @ArgGroup(multiplicity = "1")
    private Whom whom;

    static final class Whom {
        @Option(names = "--id", paramLabel = "ID", required = true, description = "The device: all it was ever given.")
        private DeviceId id;

        @Option(
                names = "--serial",
                paramLabel = "SERIAL",
                required = true,
                description = "Whoever has the key of this certificate, as `doorstep inventory` shows it.")
        private Serial serial;
    }

    @Option(names = "--hub", paramLabel = "FOLDER", required = true, description = "The folder of its hub.")
    private Path hub;

    public RevokeCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        HubIdentity of = HubIdentity.of(hub);
        IssuingFiles issuing = of.issuing();
        Instant now = clock.instant();
        try {
            PrintWriter out = spec.commandLine().getOut();
            if (whom.id != null
                    && of.hub().registerWithout(HubFiles.DEVICES, whom.id.value(), CarryKey.REGISTERED_AS)) {
                out.println("What " + whom.id + " signed and is carried here by hand is taken no more.");
            }
            ShutOut done = whom.serial == null ? issuing.revoke(whom.id, now) : issuing.revoke(whom.serial, now);
            int many = done.serials().size();
            out.println(many == 1 ? "1 certificate is shut out." : many + " certificates are shut out.");
            out.println("The list has number " + done.list().number() + " and "
                    + done.list().serials().size() + " in all.");
            if (whom.serial != null) {
                out.println("What its device signed and is carried here by hand is still taken. If the device itself is"
                        + " gone, give --id.");
            }
            if (!of.hub().settings().containsKey("broker.identity")) {
                out.println("This hub still admits its devices by their secrets. To shut out one of those, delete its"
                        + " file in " + hub.resolve("devices") + ".");
            }
            return 0;
        } catch (IdentityException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (KeyFileException | IllegalStateException e) {
            throw new FolderException(e.getMessage(), e);
        }
    }
}
