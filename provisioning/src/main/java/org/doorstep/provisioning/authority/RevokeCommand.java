package org.doorstep.provisioning.authority;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.IssuingFiles.ShutOut;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.firmware.keys.RegisteredDevices.Because;
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
            "What comes from it afterwards, also on a stick, is set aside until the hub's manager has looked at it. The"
                    + " name is free then for the device that takes its place: see `doorstep device replace`."
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

    @Option(
            names = "--because",
            paramLabel = "WHY",
            defaultValue = "stolen",
            description = "With --id: stolen, lost or replaced. ${DEFAULT-VALUE} if not given.")
    private Because because;

    @Override
    public Integer call() {
        HubIdentity of = HubIdentity.of(hub);
        Map<String, String> told = of.hub().settings();
        Instant now = clock.instant();
        try {
            if (whom.serial == null) {
                shutOut(of, now);
            } else {
                say(of.issuing().revoke(whom.serial, now));
                out().println("What its device signed and is carried here by hand is still taken. If the device itself"
                        + " is gone, give --id.");
            }
            if ("external".equals(told.get("broker.mode"))) {
                out().println("A connection of it to Mosquitto that stands goes on until Mosquitto is told:"
                        + " take it out of the broker's rules, and send `kill -HUP` to mosquitto.");
            }
            return 0;
        } catch (IdentityException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (KeyFileException | IllegalStateException e) {
            throw new FolderException(e.getMessage(), e);
        }
    }

    /// The hub that runs follows the device's file first: from then on what comes is set aside.
    private void shutOut(HubIdentity of, Instant now) throws IdentityException {
        DeviceId id = whom.id;
        boolean registered = new RegisteredDevices(of.hub().file(HubFiles.DEVICES)).shutOut(id, because, now);
        if (registered) {
            out().println("What comes from " + id
                    + " from now on, also on a stick, is set aside for the hub's manager.");
        }
        Optional<ShutOut> done = of.hasIssuing() ? of.issuing().revokeWhatIsLeft(id, now) : Optional.empty();
        if (done.isPresent()) {
            say(done.get());
        } else if (registered) {
            out().println("It has no certificate that is not shut out already.");
        } else {
            throw new ParameterException(
                    spec.commandLine(), id + " is not known to this hub. `doorstep inventory` shows who is.");
        }
    }

    private void say(ShutOut done) {
        int many = done.serials().size();
        out().println(many == 1 ? "1 certificate is shut out." : many + " certificates are shut out.");
        out().println("The list has number " + done.list().number() + " and "
                + done.list().serials().size() + " in all.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
